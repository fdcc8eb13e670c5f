"""How the outputs of the notebooks are compared: text by nbval, pictures by their pixels."""

import base64
import functools
import gc
import importlib.metadata
import io
import os
import platform
import re
import shutil
import sys
import tempfile
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from _pytest.doctest import DoctestModule
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image
from xdist.scheduler import LoadScopeScheduling

from henan_lib import session, words

REPOSITORY = Path(__file__).parent
DRAWING = ("matplotlib", "numpy", "pandas", "pillow", "scipy", "seaborn")
ELSEWHERE = "pictures are not compared: they are only equal on Linux x86-64 with the versions of requirements.lock"
OF_ANSWERS = [f"tests/test_{name}.py" for name in ("doors", "edges", "exercises")]  # each takes all of them
UNTOUCHED = []  # folders of learners into which no test has written
LARGEST_RMS, FAR, LARGEST_FAR_SHARE = 1.0, 16, 0.001


def locked_environment() -> bool:
    """Whether pictures drawn here must equal the committed ones."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return False
    locked = re.findall(r"^([a-z0-9-]+)==(\S+)", (REPOSITORY / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    return all((name, importlib.metadata.version(name)) in locked for name in DRAWING)


def same_picture(one: str, other: str) -> bool:
    """Whether two base64 PNGs have one size and nearly equal pixels.

    The root mean square difference may be at most 1 of 255, and at most 0.1 % of the pixels may be off by more than 16.
    """
    a, b = (np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), dtype=float) for png in (one, other))
    if a.shape != b.shape:
        return False
    difference = np.abs(a - b)
    return np.sqrt((difference**2).mean()) <= LARGEST_RMS and (difference.max(axis=2) > FAR).mean() <= LARGEST_FAR_SHARE


compare_texts = IPyNbCell.compare_outputs


def compare_outputs(self, test, ref, skip_compare=None):
    """Replace each fresh picture by the committed one if their pixels are close, then compare as nbval does."""
    fresh = [output["data"] for output in test if "image/png" in output.get("data", {})]
    committed = [output["data"] for output in ref if "image/png" in output.get("data", {})]
    for now, then in zip(fresh, committed):
        if same_picture(now["image/png"], then["image/png"]):
            now["image/png"] = then["image/png"]
    return compare_texts(self, test, ref, skip_compare)


IPyNbCell.compare_outputs = compare_outputs


# Whatever else a machine does meanwhile, a property holds or not.
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")


# What is imported and collected stays; looking through it for garbage, again and again, took a third of the start.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop():
    gc.freeze()
    gc.enable()


def pytest_configure(config):
    """Kernels and browsers of the tests remember nothing of, and in, anybody's own course."""
    course = tempfile.TemporaryDirectory(prefix="henan-course-", ignore_cleanup_errors=True)
    config.add_cleanup(course.cleanup)
    os.environ["HENAN_COURSE"] = course.name


def pytest_collectstart(collector):
    if isinstance(collector, IPyNbFile) and locked_environment():
        collector.skip_compare = tuple(kind for kind in collector.skip_compare if kind != "image/png")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path):
    """A module without an example is not imported in search of one."""
    found = yield
    return [one for one in found if not isinstance(one, DoctestModule) or b">>> " in file_path.read_bytes()]


def pytest_report_header():
    return [] if locked_environment() else [ELSEWHERE]


def forget_what_is_cached():
    """Empty every cache of the library."""
    for module in [module for name, module in sys.modules.items() if name.startswith("henan_lib")]:
        for function in vars(module).values():
            if isinstance(function, functools._lru_cache_wrapper):
                function.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that take a chapter."""
    for item in items:
        if "stem" in getattr(getattr(item, "callspec", None), "params", ()):
            item.add_marker("chapters")


class ByChapter(LoadScopeScheduling):
    """Tests that take one chapter share a process, which runs it once; so do those of the answers, and of one file."""

    def _split_scope(self, nodeid):
        file, _, test = nodeid.partition("::")
        if chapter := re.search(r"\d\d_[a-z_]+", test):
            return chapter[0]
        return "answers" if file in OF_ANSWERS else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByChapter(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """The kernels of the Chinese edition compute as another processor core does, which must not show."""
    with pytest.MonkeyPatch.context() as patched:
        if isinstance(item, IPyNbCell) and item.path.parent.name == "zh":
            patched.setenv("OPENBLAS_CORETYPE", "Haswell")
        return (yield)


@pytest.fixture(autouse=True)
def fresh_session(monkeypatch):
    """Each test starts in English, with nothing remembered and no figure open, and leaves none behind."""
    import matplotlib.pyplot as plt

    if os.environ.get("MUTANT_UNDER_TEST") == "stats":  # mutmut asks which functions this test needs
        forget_what_is_cached()
    before = os.environ.get("HENAN_DATA")
    words.use("en")
    session.session.solutions = True
    plt.close("all")
    course = UNTOUCHED.pop() if UNTOUCHED else Path(tempfile.mkdtemp(dir=os.environ["HENAN_COURSE"]))
    monkeypatch.setenv("HENAN_COURSE", str(course))
    yield
    if course.is_dir() and not any(course.iterdir()):
        UNTOUCHED.append(course)
    else:
        shutil.rmtree(course, ignore_errors=True)
    plt.close("all")
    assert os.environ.get("HENAN_DATA") == before
