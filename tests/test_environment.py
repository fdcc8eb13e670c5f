"""Two locks, one inside the other; two commands, said in two READMEs; nothing that points at one machine."""

import ast
import functools
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK, TESTS_LOCK, CLASS_LOCK = "requirements.lock", "tests/requirements.lock", "deploy/requirements.lock"
EXTRAS = PROJECT["optional-dependencies"]


@functools.cache
def pins(lock):
    """Pins of a lock, by name with version and marker: the set of their hashes."""
    text = re.sub(r"^ *#.*\n", "", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    return {block.partition("\\")[0].strip(): set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)) for block in blocks}


def versions(lock):
    found = {}
    for pin in pins(lock):
        name, _, version = pin.partition(" ;")[0].partition("==")
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


@pytest.mark.parametrize(
    ("lock", "direct"),
    [
        (LOCK, PROJECT["dependencies"] + EXTRAS["build"]),
        (TESTS_LOCK, EXTRAS["explorers"] + EXTRAS["test"]),
        (CLASS_LOCK, PROJECT["dependencies"] + EXTRAS["build"] + EXTRAS["classroom"]),
    ],
)
def test_the_locks_hold_every_direct_dependency_in_an_allowed_version(lock, direct):
    for line in direct:
        wanted = Requirement(line)
        assert all(wanted.specifier.contains(version) for version in versions(lock)[canonicalize_name(wanted.name)]), line


@pytest.mark.parametrize("lock", [LOCK, TESTS_LOCK, CLASS_LOCK])
def test_every_pin_has_hashes_and_no_address(lock):
    assert len(pins(lock)) > 100
    assert all(pins(lock).values())
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text


def test_the_tests_add_to_the_environment_of_a_learner_and_change_nothing_in_it():
    assert pins(LOCK).items() <= pins(TESTS_LOCK).items()
    assert pins(LOCK).items() <= pins(CLASS_LOCK).items() <= pins(TESTS_LOCK).items()
    for line in EXTRAS["explorers"] + EXTRAS["test"] + EXTRAS["classroom"]:
        assert canonicalize_name(Requirement(line).name) not in versions(LOCK), line


def test_the_library_imports_only_what_it_declares_and_a_learner_has():
    distributions = importlib.metadata.packages_distributions()
    for path in (ROOT / "henan_lib").rglob("*.py"):
        if path.name in ("maintenance.py", "build.py") or path.parent.name == "charts":
            continue
        declared = [*PROJECT["dependencies"], *(EXTRAS["classroom"] if path.parent.name == "classroom" else [])]
        allowed = {canonicalize_name(Requirement(line).name) for line in declared}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            for module in {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {"henan_lib"}:
                assert {canonicalize_name(name) for name in distributions[module]} & allowed, (path.name, module)


def test_the_proxy_of_a_class_comes_in_one_version_and_names_no_host():
    lock = json.loads((ROOT / "deploy" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / "deploy" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in wanted.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert all("resolved" not in entry and (entry.get("integrity") or not name) for name, entry in lock["packages"].items())


def test_conda_takes_everything_from_the_lock():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    entries = [line.strip("- ").strip() for line in text.split("dependencies:")[1].splitlines() if line.strip()]
    assert entries[-1].strip("\"'") == "-r requirements.lock"
    assert {re.split("[=<>]", entry)[0].strip(": ") for entry in entries[:-1]} == {"python", "pip"}
    python = re.search(r"python\s*=+\s*(3\.\d+)", text)[1]
    assert python == PROJECT["requires-python"].removeprefix(">=")


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_both_readmes_begin_with_the_two_commands(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    top = text[: len(text) // 3]
    assert "make lab" in top and "make test" in top and "--depth 1" in top
    assert "environment.yml" in text and "--require-hashes -r requirements.lock" in text
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize(("readme", "here"), [("README.md", "yes"), ("README.zh.md", "有")])
def test_the_readmes_say_which_chapters_there_are(readme, here):
    rows = re.findall(r"^\| (\d) \|.*\| (\S+) \|$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    chapters = sorted(path.name[1] for path in (ROOT / "notebooks" / "en").glob("[0-9]*.ipynb"))
    assert [number for number, state in rows if state == here] == chapters


def test_make_help_lists_what_the_documents_name():
    listed = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:`|^ *)make ([a-z-]+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= listed, (document, named - listed)


def test_no_file_names_a_machine_or_reads_the_network():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in filter(None, names):
        path = ROOT / name
        if path.suffix in (".otf", ".png") or path == Path(__file__) or not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("/" + "home/", "/" + "root/", "/" + "Users/", "\\Users\\", "site-packages/"):
            assert word not in text, (name, word)
        if path.suffix == ".py" and "henan_lib" in path.parts:
            assert "://" not in text, name
            for line in text.splitlines():
                if re.search(r"(?<!\.)\bopen\(\w|\b(read|write)_text\(", line):
                    assert "encoding=" in line, (name, line)


def test_a_container_and_the_documents_use_the_same_steps():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"] == "make .venv/ready"
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "--no-compile --require-hashes" in text and "HENAN_COURSE" in text and "henan reset 3" in text
        pandas = next(line for line in map(Requirement, PROJECT["dependencies"]) if line.name == "pandas")
        floor = next(bound for bound in pandas.specifier if bound.operator == ">=")
        assert f'%pip install -q "pandas{floor}"' in text
