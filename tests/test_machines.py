"""Machines that people really have: Chinese folders, code pages, pipes, copied environments, files from Windows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from henan_lib import session

ROOT = session.CLONE
HENAN = [sys.executable, "-c", "from henan_lib.cli import main; raise SystemExit(main())"]
AUDIT = [*HENAN, "audit", "--section", "2.1"]


def has_locale(name):
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().replace("-", "")
    return name.lower().replace("-", "") in listed.split()


def venv(folder):
    """An environment in `folder` that sees the libraries of this one, and its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    site = next(folder.glob("lib/python*/site-packages"), folder / "Lib" / "site-packages")
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "libraries.pth").write_text(libraries + "\n", encoding="utf-8")
    return next(folder.glob("bin/python"), folder / "Scripts" / "python.exe")


@pytest.fixture(scope="module")
def chinese_clone(tmp_path_factory):
    """A clone in a folder with Chinese characters and a space, installed as the README says, and its Python."""
    clone = tmp_path_factory.mktemp("张三") / "课程 测试"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    for name in ("pyproject.toml",):
        (clone / name).write_bytes((ROOT / name).read_bytes())
    python = venv(clone / ".venv")
    editable = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--editable",
        clone,
    ]
    subprocess.run(editable, check=True, capture_output=True)
    return clone, python


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "utf8"), [("zh_CN.GBK", "1"), ("C", ""), ("C", "1"), ("en_US.ISO-8859-1", "1")])
def test_the_course_is_found_in_a_chinese_folder_whatever_the_code_page(chinese_clone, locale, utf8):
    if locale != "C" and not has_locale(locale):
        pytest.skip(f"this machine has no locale {locale}")
    clone, python = chinese_clone
    code = "import henan_lib as hl; hl.start('zh'); print(ascii(hl.load('us_urban_census').shape), ascii(hl.__file__))"
    environment = os.environ | {"LC_ALL": locale, "MPLBACKEND": "agg"} | ({"PYTHONUTF8": utf8} if utf8 else {})
    found = subprocess.run([python, "-c", code], cwd=clone.parent, env=environment, capture_output=True, check=False)
    assert found.returncode == 0, found.stderr.decode("utf-8", "replace")
    assert ascii(str(clone / "henan_lib" / "__init__.py")) in found.stdout.decode("ascii")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("encoding", "edition", "format_"),
    [("gbk", "zh", "csv"), ("gbk", "en", "json"), ("gbk", "zh", "table"), ("latin-1", "zh", "csv"), ("ascii", "en", "csv")],
)
def test_what_goes_into_a_file_is_utf8_whatever_the_code_page(encoding, edition, format_):
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    given = subprocess.run(
        [*AUDIT, "--format", format_, "--edition", edition], env=environment, capture_output=True, check=False
    )
    assert given.returncode == 0, given.stderr
    assert "万" in given.stdout.decode("utf-8")
    assert b"\r\r\n" not in given.stdout


@pytest.mark.thorough
def test_out_writes_a_csv_that_excel_reads(tmp_path):
    out = tmp_path / "文件 夹" / "checks.csv"
    assert subprocess.run([*AUDIT, "--format", "csv", "--out", out], check=False, capture_output=True).returncode == 0
    content = out.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\r" not in content


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="there is no such pipe on Windows")
@pytest.mark.parametrize("command", [["audit", "--format", "json"], ["quiz", "1"], ["cite", "table1"]])
def test_a_pipe_that_closes_early_leaves_no_word(command):
    with subprocess.Popen([*HENAN, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="make is tried where there is one")
@pytest.mark.parametrize(("how", "said"), [("copied", "made in another place"), ("linked", "link to another place")])
def test_make_refuses_an_environment_of_another_clone(tmp_path, how, said):
    clone, other = tmp_path / "clone", tmp_path / "other"
    for folder in (clone, other):
        folder.mkdir()
        (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    scripts = other / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "henan").write_text(f"#!{scripts}/python\n", encoding="utf-8")
    if how == "linked":
        (clone / ".venv").symlink_to(other / ".venv")
    else:
        (other / ".venv").rename(clone / ".venv")
    refused = subprocess.run(["make", "own"], cwd=clone, capture_output=True, text=True, check=False)
    assert refused.returncode and said in refused.stdout


@pytest.mark.skipif(os.name != "posix", reason="make is tried where there is one")
@pytest.mark.parametrize(("body", "said"), [("exit 9", "does not run"), ('test -z "$2" || exit 1', "older than 3.11")])
def test_make_says_whether_a_python_is_old_or_does_not_run(tmp_path, body, said):
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    python.chmod(0o755)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    refused = subprocess.run(
        ["make", ".venv/ready", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert refused.returncode and said in refused.stdout


def test_scripts_keep_their_line_ends_on_windows(tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "-c", "core.autocrlf=true", "clone", "--quiet", ROOT, clone], check=True)
    (clone / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    for name in ("postBuild", ".ci/run", "Makefile"):
        attributes = subprocess.run(
            ["git", "check-attr", "eol", "text", "--", name], cwd=clone, capture_output=True, text=True, check=True
        ).stdout
        assert "eol: lf" in attributes, name
    assert Path(clone, "postBuild").exists()
