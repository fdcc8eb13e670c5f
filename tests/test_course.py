"""The learner's copies, the doctor and the command line."""

import contextlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from jupyter_client import kernelspec

import henan_lib as hl
from henan_lib import cli, course, session, words
from henan_lib.datasets import package
from henan_lib.exercises import check, progress
from henan_lib.figures import theme
from henan_lib.publish import doctor as room
from henan_lib.publish import lab
from henan_lib.report.audit import VERDICTS

from .browser.lab import free_port


def chapter(words):
    """A notebook as the course keeps it: a cell of words, and one of code with its output."""
    code = nbformat.v4.new_code_cell("1", execution_count=1, outputs=[nbformat.v4.new_output("stream", text="told")], id="code")
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words, id="words"), code]))


def words_of(path):
    """Words of a copy; nothing of its code may have been run."""
    words, code = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4).cells
    assert code.outputs == [] and code.execution_count is None
    return words.source


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone with two small chapters, and a learner who has chosen no folder."""
    monkeypatch.delenv("HENAN_COURSE")
    for edition in session.LANGUAGES:
        folder = tmp_path / "notebooks" / edition
        folder.mkdir(parents=True)
        for name in ("00_first.ipynb", "01_second.ipynb"):
            (folder / name).write_text(chapter(f"{edition} {name}"), encoding="utf-8")
    return tmp_path


def test_copies_are_made_once_and_never_overwritten(clone):
    folder = course.copy_chapters("zh", clone)
    assert sorted(path.name for path in folder.glob("*.ipynb")) == ["00_first.ipynb", "01_second.ipynb"]
    (folder / "00_first.ipynb").write_text("my work", encoding="utf-8")
    (folder / "01_second.ipynb").unlink()
    course.copy_chapters("zh", clone)
    assert (folder / "00_first.ipynb").read_text(encoding="utf-8") == "my work"
    assert (folder / "01_second.ipynb").exists()
    assert not (clone / "my-course" / "en").exists()


def test_a_copy_shows_no_answer_before_anything_was_run(clone):
    assert words_of(course.copy_chapters("zh", clone) / "00_first.ipynb") == "zh 00_first.ipynb"


def test_a_copy_names_the_python_that_runs_it_and_the_kernel_as_it_calls_itself(clone, monkeypatch, tmp_path):
    spec = kernelspec.get_kernel_spec("python3")
    for path in [path for edition in session.LANGUAGES for path in course.chapters(edition)]:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        assert metadata["kernelspec"] == {"display_name": spec.display_name, "language": spec.language, "name": "python3"}, path
        assert set(metadata) == {"kernelspec", "language_info"}
    original = course.chapters("en")[1]
    (clone / "notebooks" / "en" / original.name).write_bytes(original.read_bytes().replace(b'"3.', b'"4.'))
    copy = course.copy_chapters("en", clone) / original.name
    assert json.loads(copy.read_text(encoding="utf-8"))["metadata"]["language_info"]["version"] == platform.python_version()
    monkeypatch.setattr(course.platform, "python_version", lambda: "3.99.1")
    before = copy.read_bytes()
    course.copy_chapters("en", clone)
    assert copy.read_bytes() == before and course.outdated("en", clone) == []


def test_reset_restores_one_chapter_and_keeps_the_old_one(clone):
    folder = course.copy_chapters("en", clone)
    for attempt in ("first try", "second try"):
        (folder / "01_second.ipynb").write_text(attempt, encoding="utf-8")
        kept = course.reset_chapter("en", 1, clone)
        assert kept.read_text(encoding="utf-8") == attempt
        assert words_of(folder / "01_second.ipynb") == "en 01_second.ipynb"
    assert len(list(folder.glob("01_second.mine-*.ipynb"))) == 2


def test_a_missing_chapter_or_clone_is_said(clone, tmp_path):
    with pytest.raises(FileNotFoundError, match="no chapter 9"):
        course.reset_chapter("en", 9, clone)
    with pytest.raises(FileNotFoundError, match="clone of the course"):
        course.copy_chapters("en", tmp_path / "elsewhere")


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "stop"), [("zh", "按Ctrl+C"), ("en", "press Ctrl+C")])
def test_the_lab_says_its_address_once_and_alone_and_how_to_stop(tmp_path, edition, stop):
    command = [sys.executable, "-c", "from henan_lib.cli import main; raise SystemExit(main())", "lab", "--edition", edition]
    environment = os.environ | {"HENAN_COURSE": str(tmp_path / "course"), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    said = []
    with subprocess.Popen(
        [*command, "--", "--no-browser", f"--port={free_port()}"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment, encoding="utf-8",
    ) as running:  # fmt: skip
        try:
            for line in running.stdout:
                said.append(line)
                if stop in line:
                    break
            (address,) = re.findall(r"http://\S+", "".join(said))
            assert len(list(filter(str.strip, said))) == 3 and "00_start_here.ipynb" in address
            for _ in range(100):  # the server begins to answer when it has said so
                with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=20) as page:
                    assert page.status == 200
                    break
                time.sleep(0.1)
            else:
                pytest.fail(f"nothing answers at {address}")
        finally:
            running.terminate()
        assert "http" not in running.stdout.read()


@pytest.mark.parametrize(("edition", "locale"), [("zh", "zh_CN"), ("en", "default")])
def test_lab_settings_fetch_nothing_and_follow_the_edition(tmp_path, edition, locale):
    settings = json.loads((lab.lab_settings(edition, tmp_path) / "overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert settings["@jupyterlab/apputils-extension:notification"]["checkForUpdates"] is False
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == locale


def test_doctor_finds_this_machine_in_order():
    assert all(fine for fine, _ in room.examine())


def test_doctor_says_what_is_wrong_and_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(room, "FONT_FILE", tmp_path / "gone.otf")
    fine, sentence = room._font()
    assert not fine and "gone.otf" in sentence and "git checkout" in sentence
    monkeypatch.setattr(room, "OLDEST_PYTHON", (9, 9))
    assert not room._python()[0] and "README" in room._python()[1]
    monkeypatch.setattr(room.importlib.metadata, "requires", lambda name: ["no-such-library", "pandas<1"])
    fine, sentence = room._libraries()
    assert not fine and "no-such-library is missing" in sentence and "pandas is" in sentence


def test_doctor_reports_damaged_data(monkeypatch):

    def broken(name):
        raise package.DataProblem(f"{name} is damaged")

    monkeypatch.setattr(room, "load", broken)
    fine, sentence = room._data()
    assert not fine and "ledger is damaged" in sentence


def test_the_command_line_offers_the_verdicts_that_there_are():
    parsed = [cli._parser().parse_args(["audit", "--verdict", verdict]).verdict for verdict in VERDICTS]
    assert parsed == VERDICTS


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


def test_an_untouched_copy_is_renewed_and_a_touched_one_is_named(clone, monkeypatch):
    mine = course.copy_chapters("en", clone)
    (mine / "01_second.ipynb").write_text("my work", encoding="utf-8")
    for name in ("00_first.ipynb", "01_second.ipynb"):
        (clone / "notebooks" / "en" / name).write_text(chapter(f"newer {name}"), encoding="utf-8")
    course.copy_chapters("en", clone)
    assert words_of(mine / "00_first.ipynb") == "newer 00_first.ipynb"
    assert (mine / "01_second.ipynb").read_text(encoding="utf-8") == "my work"
    assert course.outdated("en", clone) == [1]
    course.reset_chapter("en", 1, clone)
    assert course.outdated("en", clone) == []
    assert (mine / "01_second.mine-1.ipynb").read_text(encoding="utf-8") == "my work"


def test_the_first_cell_names_a_copy_that_has_a_newer_edition(clone, monkeypatch, capsys):
    mine = course.copy_chapters("en", clone)
    monkeypatch.setattr(theme, "folder", lambda: course.folder(clone))
    monkeypatch.setattr(theme, "outdated", lambda edition: course.outdated(edition, clone))
    monkeypatch.chdir(mine)
    theme.start("en")
    assert capsys.readouterr().out == ""
    (mine / "01_second.ipynb").write_text("my work", encoding="utf-8")
    (clone / "notebooks" / "en" / "01_second.ipynb").write_text(chapter("newer"), encoding="utf-8")
    theme.start("en")
    assert "henan reset 1 --edition en" in capsys.readouterr().out


@pytest.mark.parametrize("step", ["copy", "reset"])
def test_a_full_disk_leaves_no_half_of_a_chapter(clone, monkeypatch, step):
    mine = course.copy_chapters("en", clone)
    work = mine / "01_second.ipynb"
    work.write_text("my work", encoding="utf-8")
    (mine / "00_first.ipynb").unlink()

    def full(self, target):
        raise OSError(28, "No space left on device", str(target))

    with monkeypatch.context() as disk:
        disk.setattr(type(work), "replace", full)
        with pytest.raises(OSError, match="No space"):
            course.copy_chapters("en", clone) if step == "copy" else course.reset_chapter("en", 1, clone)
    assert work.read_text(encoding="utf-8") == "my work"
    assert not (mine / "00_first.ipynb").exists()
    assert not list(mine.glob(".0*")), "nothing half written stays"
    course.copy_chapters("en", clone)
    assert words_of(mine / "00_first.ipynb") == "en 00_first.ipynb"


def test_two_users_of_one_clone_do_not_meet(clone, tmp_path, monkeypatch):
    homes = {user: tmp_path / user for user in ("alice", "bob")}
    monkeypatch.setattr(course.os, "getuid", lambda: 4242)
    for home in homes.values():
        home.mkdir()
        monkeypatch.setenv("HOME", str(home))
        assert course.copy_chapters("en", clone) == home / "henan-course" / "en"
    (homes["alice"] / "henan-course" / "en" / "00_first.ipynb").write_text("Alice", encoding="utf-8")
    assert (homes["bob"] / "henan-course" / "en" / "00_first.ipynb").read_text(encoding="utf-8") != "Alice"
    assert not (clone / "my-course").exists()


def test_a_clone_that_cannot_be_written_and_a_missing_home_have_a_place_too(clone, tmp_path, monkeypatch):
    monkeypatch.setattr(course.os, "access", lambda path, mode: path not in (clone, tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert course.folder(clone) == tmp_path / "henan-course"
    monkeypatch.setenv("HENAN_COURSE", str(tmp_path / "chosen"))
    assert course.folder(clone) == tmp_path / "chosen"


def test_settings_of_the_environment_are_taken_over_and_left_alone(tmp_path):
    site = tmp_path / "share" / "jupyter" / "lab" / "settings"
    site.mkdir(parents=True)
    theirs = {"@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"}}
    (site / "overrides.json").write_text(json.dumps(theirs), encoding="utf-8")
    settings = json.loads((lab.lab_settings("zh", tmp_path) / "overrides.json").read_text(encoding="utf-8"))
    assert settings.items() > theirs.items()
    assert json.loads((site / "overrides.json").read_text(encoding="utf-8")) == theirs


@pytest.mark.thorough
@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(
    "command",
    [["figures", "--id", "world-stages"], ["slides", "--chapter", "1"], ["handout", "--chapter", "1"], ["reset", "1"]],
)
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path, monkeypatch, capsys, command, edition):
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("HENAN_COURSE", str(taken))
    place = [] if command[0] == "reset" else ["--out", str(taken)]
    assert cli.main([*command, *place, "--edition", edition]) == 1
    said = capsys.readouterr().err.strip()
    assert str(taken) in said and "\n" not in said


def test_solutions_stay_closed_where_the_teacher_closed_them_until_they_are_opened(monkeypatch, capsys):
    theme.start("en")

    def closed():
        check.solution("1d")
        return capsys.readouterr().out.strip() == words.message("solutions_closed")

    assert not closed()
    monkeypatch.setenv("HENAN_SOLUTIONS", "off")
    assert closed()
    monkeypatch.delenv("HENAN_SOLUTIONS")
    (course.folder() / "solutions-closed").touch()
    assert closed()
    (course.folder() / "solutions-closed").unlink()
    assert not closed()


def test_an_old_pandas_is_named_with_the_line_to_run(monkeypatch):
    monkeypatch.setattr(theme.importlib.metadata, "version", lambda name: "2.2.2")
    with pytest.raises(theme.TooOld, match=r'2\.2\.2.*%pip install "pandas>=3\.1"') as raised:
        theme.start("en")
    assert raised.value._render_traceback_() == [str(raised.value)], "a notebook shows no more than the sentence"


def test_the_doctor_advises_what_fits_the_place_and_reads_the_texts(monkeypatch, tmp_path):
    monkeypatch.setattr(room.importlib.metadata, "requires", lambda name: ["pandas<1"])
    assert "README" in room._libraries()[1]
    monkeypatch.setattr(room, "CLONE", tmp_path)
    assert '%pip install "pandas<1"' in room._libraries()[1]
    monkeypatch.undo()
    data = shutil.copytree(session.SHIPPED_DATA, tmp_path / "data")
    (data / "quizzes.toml").write_bytes(b"\xef\xbb\xbf[broken")
    with monkeypatch.context() as patched:
        patched.setenv("HENAN_DATA", str(data))
        fine, sentence = room._texts()
    assert not fine and "quizzes.toml" in sentence and "git checkout" in sentence


@pytest.fixture(scope="module")
def copied_data(tmp_path_factory):
    """A copy of the data package; who changes a file of it puts it back."""
    return shutil.copytree(session.SHIPPED_DATA, tmp_path_factory.mktemp("copied") / "data")


@pytest.mark.parametrize(
    "name", ["exercises.toml", "terms/glossary.csv", "brief_units.toml", "reference/henan_prefectures.geojson"]
)
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe{", b"[{,"])
def test_the_doctor_watches_every_file_besides_the_tables(monkeypatch, copied_data, name, content):
    words.message("file_empty")
    whole = (copied_data / name).read_bytes()
    (copied_data / name).unlink()
    if content is not None:
        (copied_data / name).write_bytes(content)
    monkeypatch.setattr(room, "data_folder", lambda: copied_data)
    fine, sentence = room._texts()
    (copied_data / name).write_bytes(whole)
    assert not fine and name in sentence and "git checkout" in sentence and "\n" not in sentence


def test_the_doctor_says_when_the_own_folder_refuses(monkeypatch, tmp_path):
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("HENAN_COURSE", str(tmp_path / "a-file"))
    fine, sentence = room._folder()
    assert not fine and str(tmp_path / "a-file") in sentence and "HENAN_COURSE" in sentence


@pytest.mark.parametrize("damage", ["truncated", "gone", "gbk"])
def test_damaged_words_are_named_with_the_way_back(monkeypatch, tmp_path, capsys, damage):
    data = shutil.copytree(session.SHIPPED_DATA, tmp_path / "data")
    path = data / "terms" / "columns.csv"
    content = path.read_text(encoding="utf-8")
    path.unlink()
    if damage != "gone":
        path.write_bytes(content.encode("gbk", "ignore") if damage == "gbk" else content[10:400].encode())
    with monkeypatch.context() as patched:
        patched.setenv("HENAN_DATA", str(data))
        assert cli.main(["doctor"]) == 1
    assert "columns.csv" in capsys.readouterr().err


def test_words_with_a_byte_order_mark_are_read(monkeypatch, tmp_path):
    data = shutil.copytree(session.SHIPPED_DATA, tmp_path / "data")
    path = data / "terms" / "columns.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with monkeypatch.context() as patched:
        patched.setenv("HENAN_DATA", str(data))
        assert words.label("year") == "Year"


def test_without_a_home_the_present_folder_serves(clone, tmp_path, monkeypatch):
    def nowhere():
        raise RuntimeError

    monkeypatch.setattr(course.os, "getuid", lambda: 4242)
    monkeypatch.setattr(course.Path, "home", nowhere)
    monkeypatch.chdir(tmp_path)
    assert course.folder(clone) == tmp_path / "henan-course"


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_progress_that_cannot_be_read_or_written_is_said_and_nothing_else_stops(monkeypatch, capsys, edition):
    theme.start(edition)
    hl.check("0a", 1)

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(progress, "_parsed", refuse)
    said = words.message("progress_not_kept", reason="Permission denied").strip()
    for call in (hl.progress, hl.forget, lambda: hl.hint("0a"), lambda: hl.check("0a", 1)):
        capsys.readouterr()
        call()
        assert said in capsys.readouterr().out
    hl.solution("0a")
    assert capsys.readouterr().out
