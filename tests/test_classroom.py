"""A class on one machine: who comes in, what each can see, what the teacher sees, and what survives."""

import contextlib
import json
import multiprocessing
import os
import re
import signal
import socket
import threading
import time
import types

import pytest
import requests
from playwright import sync_api as playwright

from henan_lib import course
from henan_lib.exercises import guesses, items, progress
from henan_lib.exercises.answers import answer_of
from henan_lib.publish.classroom import board, crowd, hub, kernels, place, reach, teacher
from henan_lib.words import message, use

from . import classroom
from .browser import lab
from .classroom import Class, Refused

without = classroom.can_run()
running = pytest.mark.skipif(bool(without), reason=without)
ACCOUNTS = place.accounts_possible()


@pytest.fixture
def room(tmp_path):
    prepared = place.Place(tmp_path / "class")
    prepared.prepare()
    return prepared


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A class that is open."""
    opened = Class(tmp_path_factory.mktemp("taught") / "class")
    opened.begin()
    yield opened
    opened.end()
    for number in left_over(opened):
        os.kill(number, signal.SIGKILL)


def left_over(taught):
    """Processes that still have something of the class open."""
    found = []
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and str(taught.place.root).encode() in open(f"/proc/{entry.name}/environ", "rb").read():
                found.append(int(entry.name))
    return [number for number in found if number != os.getpid()]


def did(room, name, **entries):
    folder = room.folder(name)
    folder.mkdir(exist_ok=True)
    (folder / "progress.json").write_text(json.dumps({key.replace("_", ":", 1): what for key, what in entries.items()}))
    return folder


def test_codes_are_kept_and_can_be_read_by_nobody_else(room):
    codes = [room.code("class"), room.code("teacher")]
    room.prepare()
    assert codes == [room.code("class"), room.code("teacher")] and len(set(codes)) == 2
    assert (room.hub / "class-code").stat().st_mode & 0o077 == 0 and room.hub.stat().st_mode & 0o077 == 0
    assert room.learners.stat().st_mode & 0o044 == 0, "names are nobody's business"


@pytest.mark.parametrize("name", ["王小明", "Li Lei", "anne-marie", "o'neill", "阿卜杜拉·买买提", "a", "x" * 32])
def test_what_people_are_called_can_be_a_name(name):
    assert place.possible(place.canonical(name))


@pytest.mark.parametrize("name", ["", " ", ".", "..", "../hub", "a/b", "a\\b", ".hidden", "x" * 33, "<b>", "=1+1", "a\0b"])
def test_what_is_no_name_of_a_person_is_none(name):
    assert not place.possible(place.canonical(name))


def test_a_file_of_progress_may_be_anything(room, tmp_path):
    folder = did(room, "lin", **{"1a": {"state": "right"}})
    assert room.progress("lin") == {"1a": {"state": "right"}}
    file, secret = folder / "progress.json", tmp_path / "secret.json"
    secret.write_text('{"1a": {"state": "right"}}')
    for spoil in (
        lambda: file.symlink_to(secret),
        lambda: os.mkfifo(file),
        lambda: file.mkdir(),
        lambda: file.write_text("[" * 100_000),
        lambda: file.write_text("[1, 2]"),
        lambda: file.write_bytes(b"\xff\xfe\x00"),
        lambda: file.write_bytes(b" " * (place.LARGEST + 1)),
    ):
        file.unlink()
        spoil()
        assert room.progress("lin") == {}
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
            file.touch()


def test_the_hardest_exercises_are_those_with_the_most_known_mistakes(room):
    did(room, "a", **{"1a": {"state": "tried", "mistakes": ["total"]}})
    did(room, "b", **{"1a": {"state": "right", "mistakes": ["total", "years"]}})
    did(room, "c", **{"1a": {"state": "right"}, "1b": {"state": "tried", "mistakes": ["invented", 3]}})
    did(room, "d", **{"1a": {"state": "open", "mistakes": ["total"]}, "1b": "nonsense"})
    use("en")
    found = board.hardest(board.remembered(room))
    assert [number for number, _ in found] == ["1a", "1a"]
    assert (
        found[0][1].startswith("Told to 2 of the 3 who tried: ")
        and items.exercises()["1a"]["mistakes"]["total"]["en"] in found[0][1]
    )


def test_a_known_mistake_is_remembered_when_it_is_made_and_after_it_is_mended(capsys):
    import henan_lib as hl

    hl.check("1a", answer_of("1a", "total"))
    hl.check("1a", answer_of("1a", "years"))
    hl.check("1a", answer_of("1a"))
    assert progress.recall()["1a"] == {"state": "right", "mistakes": ["total", "years"]}


def test_everything_collected_is_one_table_that_a_spreadsheet_takes_for_no_formula(room):
    did(room, "'=lin", **{"1a": {"state": "right", "hints": 1, "mistakes": ["total"]}})
    did(room, "wang", **{"1:france-1950": {"guess": 40}, "1_korea-curve": {"guess": "no curve"}})
    use("en")
    table = board.collected(room.root)
    assert list(table.columns) == ["name", "chapter", "item", "state", "hints", "mistakes", "guess", "outcome"]
    lin = table[(table["name"].str.contains("lin")) & (table["chapter"] == 1) & (table["item"] == "a")].iloc[0]
    assert [lin["state"], lin["hints"], lin["mistakes"]] == [board.label("right"), 1, "total"]
    guessed = table[table["guess"] != ""]
    assert guessed[["name", "item", "guess", "outcome"]].values.tolist() == [["wang", "france-1950", "40", "too low"]]
    assert not table["name"].str.startswith(board.QUOTED).any()
    assert board.collected(room.root / "nowhere").empty


MADE = {
    "number": [0, 40, 40, 100],
    "interval": [[20, 40], [30, 90], [0, 100]],
    "choice": lambda one: [guesses.entry(one)["options"][0]] * 3,
    "order": lambda one: [list(guesses.entry(one)["options"])] * 2,
    "curve": lambda one: [[guesses.entry(one)["range"][0]] * len(guesses.hidden_years(one))],
}


@pytest.mark.parametrize("edition", ["zh", "en"])
@pytest.mark.parametrize("kind", MADE)
def test_the_guesses_of_a_class_are_one_picture_and_the_truth_is_in_it_only_once_it_is_opened(kind, edition):
    one = next(name for name, described in guesses.entries().items() if described["kind"] == kind)
    made = MADE[kind](one) if callable(MADE[kind]) else MADE[kind]
    closed, opened = (crowd.picture(one, made, state, edition) for state in (False, True))
    assert closed != opened and closed.startswith("<svg role") and crowd.picture(one, [], False, edition) != closed
    use(edition)
    assert len(crowd.sentences(one, made, 5, True)) > len(crowd.sentences(one, made, 5, False)) == 1


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_what_does_not_do_for_a_class_is_said_in_a_sentence(edition, monkeypatch, tmp_path, room):
    use(edition)
    monkeypatch.setenv("HENAN_CLASS", str(room.root))
    monkeypatch.setattr(hub, "_proxy", lambda: ["true"])
    monkeypatch.setattr(hub, "accounts_possible", lambda: False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for asked in ({"listen": "0.0.0.0"}, {"certificate": tmp_path}, {"port": taken.getsockname()[1]}):
            with pytest.raises(hub.NoClassroom) as raised:
                hub.classroom(edition, **asked)
            assert bool(re.search("[一-鿿]", str(raised.value))) == (edition == "zh")


def test_what_only_its_owner_may_enter_is_found_above_a_folder(tmp_path):
    inside = tmp_path / "closed" / "course"
    inside.mkdir(parents=True)
    tmp_path.joinpath("closed").chmod(0o755)
    before = reach.shut(inside)
    tmp_path.joinpath("closed").chmod(0o700)
    assert reach.shut(inside) == (before or tmp_path / "closed")


def test_who_comes_in_while_the_disk_is_full_is_told_so(room, monkeypatch):
    door = pytest.importorskip("henan_lib.publish.classroom.door", reason=without)
    handler = types.SimpleNamespace(authenticator=types.SimpleNamespace(root=str(room.root)))
    said = [door.DoorHandler._trouble(handler, status) for status in (500, 403)]
    monkeypatch.setattr(place.Place, "free", lambda room: 4096)
    full = [door.DoorHandler._trouble(handler, status) for status in (500, 403)]
    assert full == [message("class_full")] * 2
    assert said == [message("class_failed_help"), message("class_form_old")]


def test_the_teacher_closes_solutions_for_the_whole_class(room, monkeypatch):
    monkeypatch.setenv("HENAN_CLASS_SHARED", str(room.shared))
    assert course.solutions_open() and room.solutions_open()
    room.open_solutions(False)
    assert not course.solutions_open() and not room.solutions_open()
    room.open_solutions(True)
    room.open_solutions(True)
    assert course.solutions_open()


def test_a_kernel_writes_no_more_while_the_folder_holds_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "LOOK", 0.05)

    def writes():
        try:
            (tmp_path / "more").write_bytes(b"x")
        except OSError as problem:
            return problem.errno not in kernels.NO_ROOM
        return True

    def becomes(wanted):
        return any(writes() == wanted or time.sleep(0.05) for _ in range(200))

    def child():
        threading.Thread(target=kernels._keep_within, args=(tmp_path, 1 << 20), daemon=True).start()
        (tmp_path / "much").write_bytes(b"x" * (2 << 20))
        stopped = becomes(False)
        (tmp_path / "much").unlink()
        os._exit(0 if stopped and becomes(True) else 1)

    process = multiprocessing.get_context("fork").Process(target=child)  # its limits are its own
    process.start()
    process.join(60)
    assert process.exitcode == 0


@pytest.mark.slow
@running
class TestAnOpenClass:
    def test_the_screen_has_address_and_code_and_a_square_only_for_others(self, taught):
        said = taught.said()
        assert taught.address in said and taught.place.code("class") in said and "█" not in said
        assert "█" in hub._welcome(taught.place, taught.address, accounts=True, alone=False)
        assert taught.place.code("teacher") not in said

    def test_nobody_comes_in_without_the_code_or_under_anothers_name(self, taught):
        taught.learner("lin").sign_in()
        for name, word, code in [
            ("lin", "another word", None), ("lin", classroom.WORD, "wrong"), ("../hub", classroom.WORD, None),
            ("new", "abc", None), ("new", "长" * 25, None), ("teacher", classroom.WORD, None),
        ]:  # fmt: skip
            with pytest.raises(Refused):
                taught.learner(name, word).sign_in(code)
        taught.learner(" ＬＩＮ ").sign_in()
        assert "lin" in taught.place.names() and "new" not in taught.place.names()

    def test_a_form_that_was_open_for_too_long_is_asked_for_again(self, taught):
        form = {"_xsrf": "old", "username": "lin", "code": taught.place.code("class"), "password": classroom.WORD}
        answer = requests.post(f"{taught.address}/hub/login", data=form, timeout=60)
        assert answer.status_code == 403 and "open for too long" in answer.text and 'value="lin"' in answer.text

    def test_a_learner_has_a_folder_and_chapters_and_can_read_nothing_else(self, taught):
        other = taught.place.folder("zhao")
        other.mkdir(mode=0o700, exist_ok=True)
        (other / "secret.txt").write_text("secret")
        wang = taught.learner("王小明")
        wang.sign_in()
        wang.arrive()
        assert wang.read("en/00_start_here.ipynb")["cells"]
        kernel = wang.kernel("en/01_concepts_and_global_stages.ipynb")
        assert (
            kernel.text("import henan_lib as hl; hl.start('en'); print(hl.load('china_population').shape[0] > 50)") == "True\n"
        )
        assert wang.web.get(f"{taught.address}/services/class/").status_code == 403
        assert wang.web.get(f"{taught.address}/user/lin/api/contents", allow_redirects=False).status_code != 200
        for secret in (other / "secret.txt", taught.place.hub / "class-code", taught.place.hub / "teacher-code"):
            assert ("PermissionError" in kernel.text(f"open({str(secret)!r}).read()")) == ACCOUNTS
        if ACCOUNTS:
            assert "PermissionError" in kernel.text("import os; os.listdir('../..')")
            said = kernel.text(f"open({course.__file__!r}, 'a')")
            assert "PermissionError" in said or "Read-only" in said

    def test_what_a_learner_sets_and_has_open_stays_in_the_learners_folder(self, taught):
        wang = taught.learner("王小明")
        wang.sign_in()
        wang.arrive()
        opened = {"data": {}, "metadata": {"id": "mine"}}
        assert wang.api("PUT", "workspaces/mine", part="lab/api", json=opened).status_code == 204
        theme = {"raw": '{"theme": "JupyterLab Dark"}'}
        name = "@jupyterlab/apputils-extension:themes"
        assert wang.api("PUT", f"settings/{name}", part="lab/api", json=theme).status_code == 204
        own = taught.place.folder("王小明") / ".jupyter" / "lab"
        assert [file.name[:4] for file in (own / "workspaces").iterdir() if file.name.startswith("mine")] == ["mine"]
        assert "Dark" in next((own / "user-settings").rglob("themes*")).read_text(encoding="utf-8")

    def test_what_runs_out_is_said_in_a_sentence_and_the_kernel_goes_on(self, taught):
        wang = taught.learner("王小明")
        wang.sign_in()
        wang.arrive()
        kernel = wang.kernel("en/02_china_trajectory.ipynb")
        kernel.text("import henan_lib as hl; hl.start('en'); kept = 5")
        assert "Memory ran out" in kernel.text("import numpy; much = numpy.ones(500_000_000)")
        assert "Memory ran out" in kernel.text("much = bytearray(4 << 30)")
        assert "too large" in kernel.text("import os; os.posix_fallocate(os.open('x', os.O_CREAT | os.O_WRONLY), 0, 1 << 30)")
        kernel.text("from henan_lib.publish.classroom import kernels; kernels.LONG = 0.3")
        assert "loop probably never ends" in kernel.text("import time; time.sleep(1)")
        assert kernel.text("print(1)") == "1\n"
        assert kernel.text("import os; print(os.nice(0))") == f"{kernels.LAST}\n"
        if os.path.exists("/proc/self/autogroup"):
            assert f"nice {kernels.LAST}\n" in kernel.text("print(open('/proc/self/autogroup').read())")
        assert "FileNotFoundError" in kernel.text("open('nowhere')") and kernel.text("print(kept)") == "5\n"
        assert kernel.text("import numpy; print(numpy.random.rand())") != wang.kernel("en/03.ipynb").text(
            "import numpy; print(numpy.random.rand())"
        )

    def test_the_teacher_sees_how_far_everybody_is_and_opens_solutions_and_the_truth(self, taught):
        wang = taught.learner("王小明")
        wang.sign_in()
        wang.arrive()
        kernel = wang.kernel("en/01_concepts_and_global_stages.ipynb")
        kernel.text("import henan_lib as hl; hl.start('en')")
        kernel.text(f"hl.check('1a', {float(answer_of('1a', 'total'))!r})")
        kernel.text("from henan_lib.exercises import progress; progress.remember('1:france-1950', guess=41)")
        teacher = taught.teacher()
        page = teacher.sign_in(next_="/services/class/").text
        assert re.search('class="here"[^<]*<?[^<]*</span> 王小明', page) and "○</span> zhao" in page
        assert "王小明" in page and items.exercises()["1a"]["mistakes"]["total"]["en"] in page
        pages = f"{taught.address}/services/class"

        def post(path, **form):
            xsrf = re.search(r'name="_xsrf" value="([^"]+)"', teacher.web.get(f"{pages}/").text)[1]
            return teacher.web.post(f"{pages}/{path}", data={"_xsrf": xsrf, **form})

        assert teacher.web.post(f"{pages}/solutions", data={"open": "no"}).status_code == 403
        assert "closed for the whole class" in post("solutions", open="no").text
        assert "closed" in kernel.text("hl.solution('1a')")
        assert "open for the whole class" in post("solutions", open="yes").text
        covered = teacher.web.get(f"{pages}/guesses/france-1950").text
        opened = post("truth/france-1950").text
        assert "of" in covered and "王小明" not in covered + opened
        assert (
            guesses.entry("france-1950")["says"]["en"] in opened and guesses.entry("france-1950")["says"]["en"] not in covered
        )
        assert teacher.web.get(f"{pages}/guesses/nothing").status_code == 404
        post("word", name="王小明")
        taught.learner("王小明", "a new word").sign_in()
        assert taught.place.progress("王小明")["1a"]["state"] == "tried"

    def test_an_open_page_of_the_teachers_follows_the_class_and_its_buttons_still_work_later(self, taught):
        lin = taught.learner("lin")
        lin.sign_in()
        lin.arrive()
        kernel = lin.kernel("en/guess.ipynb")
        kernel.text("from henan_lib.exercises import progress")
        with playwright.sync_playwright() as browser:
            tabs = lab.chromium(browser).new_context()
            page, second = tabs.new_page(), tabs.new_page()
            taught.enter(page, "teacher", taught.place.code("teacher"), "/services/class/guesses/thailand-2020")
            said = page.locator("#live .said").first
            before = said.inner_text()
            second.goto(f"{taught.address}/services/class/")
            kernel.text("progress.remember('1:thailand-2020', guess=[30, 60])")
            page.wait_for_function("before => document.querySelector('#live .said').innerText !== before", arg=before)
            page.wait_for_timeout(1000 * (2 * teacher.EVERY + 1))
            second.get_by_text("Close the solutions").click()
            second.get_by_text("Open the solutions").click()
            second.get_by_text("Close the solutions").wait_for()
            page.get_by_text("Open the truth").click()
            page.get_by_text("Cover it again").wait_for()
            tabs.browser.close()
        assert "oauth state" not in taught.said()

    def test_a_killed_hub_and_a_killed_proxy_lose_nothing(self, taught):
        lin = taught.learner("lin")
        lin.sign_in()
        lin.arrive()
        lin.save("en/notes.txt", "saved")
        kernel = lin.kernel("en/notes.ipynb")
        kernel.text("kept = 7")
        os.kill(int((taught.place.hub / "proxy.pid").read_text()), signal.SIGKILL)
        deadline = time.time() + 30
        while time.time() < deadline:
            with contextlib.suppress(Exception):
                if lin.read("en/notes.txt") == "saved":
                    break
            time.sleep(0.5)
        assert lin.read("en/notes.txt") == "saved"
        taught.hub.kill()
        taught.hub.wait()
        taught.begin()
        assert lin.read("en/notes.txt") == "saved"
        again = classroom.Kernel(lin, kernel.number)
        assert again.text("print(kept)") == "7\n", "the kernel has run on"
        late = taught.learner("late")
        late.sign_in()
        late.arrive()

    def test_a_class_that_is_open_is_not_opened_twice_and_a_closed_one_leaves_no_process(self, taught):
        second = Class(taught.place.root)
        with pytest.raises(AssertionError, match="open already"):
            second.begin()
        taught.end()
        deadline = time.time() + 20
        while left_over(taught) and time.time() < deadline:
            time.sleep(0.2)
        assert left_over(taught) == []
