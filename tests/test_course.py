"""The learner's copies, the doctor and the command line."""

import json
import subprocess
import sys

import pytest

from henan_lib import cli, session
from henan_lib.datasets import package
from henan_lib.figures import theme
from henan_lib.publish import lab


@pytest.fixture
def clone(tmp_path):
    """A clone with two small chapters."""
    for edition in session.LANGUAGES:
        folder = tmp_path / "notebooks" / edition
        folder.mkdir(parents=True)
        for name in ("00_first.ipynb", "01_second.ipynb"):
            (folder / name).write_text(f"{edition} {name}", encoding="utf-8")
    return tmp_path


def test_copies_are_made_once_and_never_overwritten(clone):
    folder = lab.copy_chapters("zh", clone)
    assert sorted(path.name for path in folder.iterdir()) == ["00_first.ipynb", "01_second.ipynb"]
    (folder / "00_first.ipynb").write_text("my work", encoding="utf-8")
    (folder / "01_second.ipynb").unlink()
    lab.copy_chapters("zh", clone)
    assert (folder / "00_first.ipynb").read_text(encoding="utf-8") == "my work"
    assert (folder / "01_second.ipynb").exists()
    assert not (clone / "my-course" / "en").exists()


def test_reset_restores_one_chapter_and_keeps_the_old_one(clone):
    folder = lab.copy_chapters("en", clone)
    for attempt in ("first try", "second try"):
        (folder / "01_second.ipynb").write_text(attempt, encoding="utf-8")
        kept = lab.reset_chapter("en", 1, clone)
        assert kept.read_text(encoding="utf-8") == attempt
        assert (folder / "01_second.ipynb").read_text(encoding="utf-8") == "en 01_second.ipynb"
    assert len(list(folder.glob("01_second.mine-*.ipynb"))) == 2


def test_a_missing_chapter_or_clone_is_said(clone, tmp_path):
    with pytest.raises(FileNotFoundError, match="no chapter 9"):
        lab.reset_chapter("en", 9, clone)
    with pytest.raises(FileNotFoundError, match="clone of the course"):
        lab.copy_chapters("en", tmp_path / "elsewhere")


@pytest.mark.parametrize(("edition", "locale"), [("zh", "zh_CN"), ("en", "default")])
def test_lab_settings_fetch_nothing_and_follow_the_edition(tmp_path, edition, locale):
    settings = json.loads(lab.write_lab_settings(edition, tmp_path).read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert settings["@jupyterlab/apputils-extension:notification"]["checkForUpdates"] is False
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == locale


def test_doctor_finds_this_machine_in_order():
    assert all(fine for fine, _ in doctor_room().examine())


def doctor_room():
    return sys.modules["henan_lib.publish.doctor"]


def test_doctor_says_what_is_wrong_and_what_to_do(monkeypatch, tmp_path):
    room = doctor_room()
    monkeypatch.setattr(room, "FONT_FILE", tmp_path / "gone.otf")
    fine, sentence = room._font()
    assert not fine and "gone.otf" in sentence and "git checkout" in sentence
    monkeypatch.setattr(room, "OLDEST_PYTHON", (9, 9))
    assert not room._python()[0] and "make lab" in room._python()[1]
    monkeypatch.setattr(room.importlib.metadata, "requires", lambda name: ["no-such-library", "pandas<1"])
    fine, sentence = room._libraries()
    assert not fine and "no-such-library is missing" in sentence and "pandas is" in sentence


def test_doctor_reports_damaged_data(monkeypatch):
    room = doctor_room()

    def broken(name):
        raise package.DataProblem(f"{name} is damaged")

    monkeypatch.setattr(room, "load", broken)
    fine, sentence = room._data()
    assert not fine and "ledger is damaged" in sentence


def test_commands(capsys):
    assert cli.main(["doctor", "--edition", "zh"]) == 0
    assert "数据表完好" in capsys.readouterr().out
    assert cli.main(["cite", "us_urban_census", "--edition", "en"]) == 0
    assert "@misc{us_urban_census" in capsys.readouterr().out
    assert cli.main(["cite", "us_census", "--edition", "en"]) == 1
    assert "us_urban_census" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["dance"])


def test_importing_the_library_opens_no_heavy_room():
    heavy = ("pandas", "matplotlib", "seaborn", "scipy", "ipywidgets", "mpmath")
    code = f"import sys, henan_lib; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_shipped_font_is_free_and_its_licence_is_beside_it():
    assert "SIL OPEN FONT LICENSE" in (theme.FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")
