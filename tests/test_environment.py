"""One environment, said in three places; two commands, said in two READMEs; nothing that points at one machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def locked():
    versions = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def test_the_lock_holds_every_direct_dependency_in_an_allowed_version():
    direct = PROJECT["dependencies"] + [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    for line in direct:
        wanted = Requirement(line)
        versions = locked()[canonicalize_name(wanted.name)]
        assert all(wanted.specifier.contains(version) for version in versions), line


def test_every_pin_has_hashes_and_no_address():
    pins = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(pins) > 100
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in LOCK and "--index" not in LOCK


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


def test_the_data_readme_lists_every_table():
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    tables = re.findall(r'"name": "([a-z0-9_]+)",\s*"path"', (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert len(tables) > 30
    assert not [name for name in tables if f"`{name}`" not in text]


def test_make_help_lists_what_the_documents_name():
    listed = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE))
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
        if path.suffix == ".py" and path.parts[-2] == "henan_lib":
            assert "://" not in text, name
            for line in text.splitlines():
                if re.search(r"(?<!\.)\bopen\(\w|\b(read|write)_text\(", line):
                    assert "encoding=" in line, (name, line)
