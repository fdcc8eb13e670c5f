"""The site in Chromium, from disk and over loopback: whole, quiet, alive, legible on a phone, open to everybody."""

import functools
import http.server
import json
import threading

import pytest

from henan_lib import session, words
from henan_lib.exercises.check import diagnose
from henan_lib.exercises.items import exercises, quiz_questions
from henan_lib.explorers.view import NAMES, compiled
from henan_lib.publish.web import share
from henan_lib.words import message

from ..notebooks.chapters import STEMS
from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1366, "height": 900}
FAULTS = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(({id}) => id);
  return [
    ...[...document.images].filter(image => !image.alt).map(image => `no alt: ${image.src.slice(-60)}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `twice: ${id}`),
    ...(document.documentElement.scrollWidth > innerWidth ? [`overflows: ${document.documentElement.scrollWidth}`] : []),
  ];
}"""
FOUND = {
    "zh": ["户籍", "城镇化率", "泰尔指数", "周口", "郑州都市圈", "人口普查", "版本", "口径", "县域", "饱和值"],
    "en": [
        "hukou",
        "urban share",
        "Theil",
        "Zhoukou",
        "metropolitan",
        "census",
        "vintage",
        "shrinking",
        "log-odds",
        "saturation",
    ],
}
KINDS = ["index.html", f"{STEMS[3]}.html", "figures/index.html", "figures/henan-pace.html", "figures/stages-explorer.html",
         "data/index.html", "data/county_2020.html", "checks.html", "glossary.html", "teaching-guide.html",
         "search.html", "places/index.html", "places/460000.html"]  # fmt: skip

CHAPTERS = [f"{stem}.html" for stem in STEMS]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(scope="module")
def served(built):
    """Address of the site on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=built))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def page(browser):
    """A fresh page that must stay quiet: no error, no failed request, nothing asked for but the site itself."""
    opened = browser.new_page(viewport=DESK)
    opened.homes, faults = ["file://"], []
    opened.faults = faults
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda told: told.type in ("error", "warning") and faults.append(told.text))
    opened.on("requestfailed", lambda one: "ABORTED" in one.failure or faults.append(f"failed: {one.url}"))
    opened.on("response", lambda one: one.status >= 400 and faults.append(f"{one.status}: {one.url}"))
    opened.on(
        "request", lambda one: one.url.startswith(("data:", "blob:", *opened.homes)) or faults.append(f"outside: {one.url}")
    )
    yield opened
    assert faults == []
    opened.close()


def paths(built):
    return sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))


def test_every_page_is_whole_quiet_and_fits_a_phone(page, built, served):
    """Pages of one kind are opened from disk and over loopback by turns, one of each kind and every chapter both ways."""
    page.set_viewport_size(PHONE)
    page.homes, found, faulty = [f"{built.as_uri()}/", served], paths(built), {}
    assert len(found) > 350
    both = {"index.html"} | {f"{edition}/{path}" for edition in session.LANGUAGES for path in [*KINDS, *CHAPTERS]}
    for at, path in enumerate(found):
        for home in page.homes if path in both else page.homes[at % 2 :][:1]:
            page.goto(home + path, wait_until="load")
            if faults := page.evaluate(FAULTS) + page.faults:
                faulty[home + path] = list(faults)
                page.faults.clear()
    assert faulty == {}
    assert page.evaluate("() => document.fonts.ready.then(() => [...document.fonts].map(font => font.status))") == ["loaded"]


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_explorer_opens_in_its_page_and_moves(page, built, edition, name):
    page.homes = [built.as_uri()]
    page.goto(f"{built.as_uri()}/{edition}/figures/{name}-explorer.html")
    root = page.locator(".henan-explorer")
    status = root.locator(":scope > [role=status]")
    playwright.expect(status).not_to_be_empty()
    assert page.locator(".still .picture").count() == 0
    state = "root => JSON.stringify(root.explorer.state)"
    before = root.evaluate(state)
    for part in compiled(name, edition)["controls"]:
        control = root.locator(".choices label :is(input, select)").nth(
            [one["name"] for one in compiled(name, edition)["controls"]].index(part["name"])
        )
        control.focus()
        page.keyboard.type("2") if part["kind"] == "text" else page.keyboard.press("ArrowDown")
        if root.evaluate(state) != before:
            break
    assert root.evaluate(state) != before


PLACES = {"河南省": "410000.html", "Xuchang": "410000.html#411000", "yuzhou": "?place=411081", "411081": "?place=411081",
          "urumqi": "650000.html#650100"}  # fmt: skip


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_place_is_found_and_a_county_opens_in_the_explorer(page, built, edition):
    page.homes = [built.as_uri()]
    home = f"{built.as_uri()}/{edition}/places/"
    page.goto(f"{home}index.html")
    field, first = page.locator("form.places input"), page.locator(".results a").first
    for typed, address in PLACES.items():
        field.fill(typed)
        assert first.get_attribute("href") == address
    field.fill("@@@ nowhere")
    words.use(edition)
    assert page.locator(".count").inner_text() == message("web_found_nothing") and not page.locator(".results li").count()
    field.fill("zhengding")
    field.press("Enter")
    chosen = "() => document.querySelector('.henan-explorer')?.explorer?.state.place === '130123'"
    page.wait_for_function(chosen)
    assert page.url.endswith("index.html?place=130123")
    counties = page.goto(f"{home}410000.html") and page.locator(".counties a")
    assert page.locator("section.place").count() == 1 + 17 and counties.count() > 150
    counties.first.click()
    code = page.url.partition("?place=")[2]
    page.wait_for_function(f"() => document.querySelector('.henan-explorer')?.explorer?.state.place === '{code}'")


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_an_explorer_of_a_chapter_is_opened_when_one_comes_near(page, built, edition):
    page.homes = [built.as_uri()]
    asked = []
    page.on("request", lambda one: asked.append(one.url.rsplit("/", 1)[1]))
    page.goto(f"{built.as_uri()}/{edition}/{STEMS[1]}.html")
    page.wait_for_timeout(300)
    assert "explorers.js" not in asked
    page.evaluate("() => document.querySelectorAll('#explorer details').forEach(folded => { folded.open = true; })")
    page.evaluate("() => document.getElementById('explorer').scrollIntoView()")
    playwright.expect(page.locator(".henan-explorer > [role=status]")).not_to_be_empty()
    assert "explorers.js" in asked and "stages.js" in asked


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_quiz_answers(page, built, edition):
    page.homes = [built.as_uri()]
    for stem in STEMS:
        page.goto(f"{built.as_uri()}/{edition}/{stem}.html")
        told = page.evaluate("""() => [...document.querySelectorAll('.quiz')].map(quiz =>
          [...quiz.querySelectorAll('fieldset')].map(question => [...question.querySelectorAll('input')].map(option => {
            option.click();
            return question.querySelector('[role=status]').textContent;
          })))""")
        chapter = str(int(stem[:2]))
        wanted = [
            [f"{'✓' if option.get('right') else '✗'} {option['feedback'][edition]}" for option in question["options"]]
            for question in quiz_questions(chapter)
        ]
        assert told[-1] == wanted


def typed(task, answers):
    """What a person might type: the right number, mistakes, each in several spellings and units, and no number at all."""
    values = [answers["wanted"], *answers["mistakes"].values()]
    near = [value * size for value in values for size in (1, 0.01, 100, 1e4, 1e-4, 1e6, 1e-8, 1.003, 1.2)]
    spelt = [
        spell(value) for value in near for spell in (repr, "{:.0f}".format, "{:.1f}".format, "{:.2f}".format, "{:,.3f}".format)
    ]
    names = " %|%| points|个百分点| million|万人|亿| people| 10,000 persons| rows|年| apples".split("|")
    units = [f"{about}{values[0]:.2f}{name}" for about in ("", "约", "about ") for name in names]
    return [*spelt, *units, "", " ", "x", "-3", "1e3", "1,2", "１２.５", "\u22123"]


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_typed_answer_gets_the_verdict_of_the_library(page, built, edition):
    page.homes = [built.as_uri()]
    words.use(edition)
    same = {"rounded": "mistake_rounded", "unit": "mistake_unit", "fraction": "mistake_fraction", "not_yet": "web_not_yet"}
    readings = {message(key): key for key in ("percent_sign", "other_unit")}
    compared = 0
    for stem in STEMS:
        page.goto(f"{built.as_uri()}/{edition}/{stem}.html")
        tasks = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.exercise:has(form)')].map(place =>
          [place.dataset.key, place.querySelector('script').textContent]))""")
        for number, text in tasks.items():
            answers, task = json.loads(text), exercises()[number]
            asked = [*task["options"]] if task["kind"] == "choice" else typed(task, answers)
            found = page.evaluate("([task, asked]) => asked.map(one => henanPage.diagnose(task, one))", [answers, asked])
            for one, told in zip(asked, found, strict=True):
                key, sentence = diagnose(number, one)
                mine = told.get("key", "right")
                wanted = (
                    readings.get(sentence, "web_no_number")
                    if key == "unreadable"
                    else key
                    if key in task["mistakes"]
                    else same.get(key, key)
                )
                assert mine == wanted, (number, one)
                compared += 1
    assert compared > 5000


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_check_hints_and_solution_of_an_exercise(page, built, edition):
    page.homes = [built.as_uri()]
    words.use(edition)
    page.goto(f"{built.as_uri()}/{edition}/{STEMS[3]}.html")
    place = page.locator(".exercise[data-key='3a']")
    verdict, solution = place.locator(".verdict"), place.locator(".solution")
    place.locator("[data-act=solution]").click()
    playwright.expect(verdict).to_have_text(message("web_solution_waits"))
    playwright.expect(solution).to_be_hidden()
    place.locator("input").fill("4.24")
    place.locator("input").press("Enter")
    task = exercises()["3a"]
    playwright.expect(verdict).to_have_text(message("mistake", why=task["mistakes"]["total"][edition]))
    hints = place.locator(".hints p")
    for count in (1, 2):
        place.locator("[data-act=hint]").click()
        assert hints.locator("visible=true").count() == count
    place.locator("[data-act=solution]").click()
    playwright.expect(solution).to_be_visible()
    other = page.locator(".exercise[data-key='3d']")
    other.locator("select").select_option(exercises()["3d"]["choice"])
    other.locator("button").first.click()
    playwright.expect(other.locator(".verdict")).to_have_text(message("right", why=exercises()["3d"]["right"][edition]))


def test_what_is_typed_before_the_passages_are_there_is_searched_for(page, built, served):
    page.homes, held = [served], []
    page.route("**/passages.js", lambda route: held.append(route))  # Playwright takes no method of a list
    page.goto(f"{served}en/search.html?q=hukou", wait_until="commit")
    asked = page.locator("form.search input")
    playwright.expect(asked).to_have_value("hukou")
    asked.fill("Theil")
    held[0].continue_()
    playwright.expect(page.locator(".results li").first).to_contain_text("Theil")
    playwright.expect(asked).to_have_value("Theil")


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("where", ["disk", "loopback"])
def test_search_finds_ten_words(page, built, served, edition, where):
    page.homes = [built.as_uri() if where == "disk" else served]
    page.goto(f"{page.homes[0].rstrip('/')}/{edition}/{STEMS[0]}.html")
    page.locator("header input").fill(FOUND[edition][0])
    page.locator("header input").press("Enter")
    first = page.locator(".results li").first
    playwright.expect(first).to_be_visible()
    for word in FOUND[edition]:
        page.locator("form.search input").fill(word)
        playwright.expect(first).to_be_visible()
        texts = " ".join(page.locator(".results li").all_inner_texts()).lower()
        assert word.lower() in texts
    page.locator("form.search input").fill("qqxyz")
    words.use(edition)
    playwright.expect(page.locator(".count")).to_have_text(message("web_found_nothing"))


def test_the_language_switch_lands_on_the_same_cell(page, built):
    page.homes = [built.as_uri()]
    for here, there, cell in (("en", "zh", "why-read"), ("zh", "en", "exercise-3d-text")):
        page.goto(f"{built.as_uri()}/{here}/{STEMS[3]}.html#{cell}")
        page.wait_for_timeout(300)
        page.locator("a.language").evaluate("link => link.click()")  # Playwright would scroll to a link that is stuck on top
        page.wait_for_url(f"**/{there}/{STEMS[3]}.html#{cell}")
        assert page.evaluate("id => document.getElementById(id).getBoundingClientRect().top < 300", cell)


def test_a_guess_is_answered_in_a_chapter_kept_in_the_other_language_and_unfolds_the_figure(page, built, served):
    for home in (f"{built.as_uri()}/", served):
        page.homes = [home]
        page.goto(f"{home}en/{STEMS[2]}.html")
        root = page.locator("#prediction-registered-gap-2021 .henan-prediction")
        answer = page.locator(".answer[data-of='registered-gap-2021']").first
        assert root.count() == 1 and not answer.evaluate("part => part.open")
        root.locator("input[type=text]").first.fill("7")
        root.locator("input[type=text]").last.fill("9.5")
        root.locator("[data-act=keep]").click()
        assert answer.evaluate("part => part.open")
        for edition in session.LANGUAGES:
            page.goto(f"{home}{edition}/{STEMS[2]}.html")
            assert root.locator("[data-act=again]").count() == 1 and "9.5" in root.locator(".said").inner_text()
        page.locator("[data-act=forget]").click()
        root.locator("[data-act=keep]").wait_for()


def test_a_reader_s_settings_stay(page, built):
    page.homes = [built.as_uri()]
    page.goto(f"{built.as_uri()}/en/{STEMS[1]}.html")
    assert not page.locator("details.code").first.evaluate("part => part.open")
    page.locator(".all-code input").check()
    page.locator("button.theme").click()
    page.locator("button.theme").click()
    page.goto(f"{built.as_uri()}/en/{STEMS[2]}.html")
    assert page.locator("details.code").first.evaluate("part => part.open")
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_a_term_is_explained_on_hover_and_on_focus_and_escape_puts_it_away(page, built):
    page.homes = [built.as_uri()]
    page.goto(f"{built.as_uri()}/en/{STEMS[3]}.html")
    term = page.locator(".term").first
    tip = term.locator(".tip")
    playwright.expect(tip).to_be_hidden()
    term.hover()
    playwright.expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    term.locator("a").focus()
    playwright.expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    playwright.expect(tip).to_be_hidden()
    for width in (390, 820, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate("""() => [...document.querySelectorAll('.term')].filter(term => {
          term.querySelector('a').focus();
          const { left, right } = term.querySelector('.tip').getBoundingClientRect();
          return left < 0 || right > document.documentElement.clientWidth;
        }).length""")
        assert beyond == 0, width


def test_checks_are_filtered(page, built):
    page.homes = [built.as_uri()]
    page.goto(f"{built.as_uri()}/en/checks.html")
    shown = page.locator(".checks > li:visible")
    everything = shown.count()
    page.locator("select[name=verdict]").select_option("conflicts")
    assert 0 < shown.count() < everything
    assert set(shown.evaluate_all("rows => rows.map(row => row.dataset.verdict)")) == {"conflicts"}
    page.locator("select[name=section]").select_option("1.2")
    sections = shown.evaluate_all("rows => rows.map(row => row.dataset.section)")
    assert sections and all(section.startswith("1.2") for section in sections)


def test_a_table_is_sorted_by_its_column(page, built):
    page.homes = [built.as_uri()]
    page.goto(f"{built.as_uri()}/en/data/index.html")
    rows = "() => [...document.querySelectorAll('tbody tr')].map(row => Number(row.cells[2].textContent.replaceAll(',', '')))"
    head = page.locator("thead button").nth(2)
    head.click()
    assert page.evaluate(rows) == sorted(page.evaluate(rows))
    head.click()
    assert page.evaluate(rows) == sorted(page.evaluate(rows), reverse=True)


@pytest.mark.parametrize(("edition", "scheme"), [("en", "light"), ("zh", "dark")])
def test_axe_finds_no_serious_fault(browser, built, edition, scheme):
    opened = browser.new_page(viewport=DESK, color_scheme=scheme, bypass_csp=True)
    found = {}
    for path in KINDS:
        opened.goto(f"{built.as_uri()}/{edition}/{path}")
        opened.wait_for_timeout(200)
        opened.add_script_tag(path=lab.AXE)
        if faults := opened.evaluate(lab.SERIOUS):
            found[path] = faults[:6]
    opened.close()
    assert found == {}


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_chapter_in_one_file_is_alive(page, edition, tmp_path):
    file = share.share(edition, 3, tmp_path)
    page.homes = [file.as_uri()]
    page.goto(file.as_uri())
    assert page.evaluate(FAULTS) == []
    page.locator("#explorer .answer summary").click()
    playwright.expect(page.locator(".henan-explorer > [role=status]")).not_to_be_empty()
    page.locator(".quiz input").first.check()
    playwright.expect(page.locator(".quiz [role=status]").first).not_to_be_empty()
    assert page.evaluate("() => document.fonts.ready.then(() => [...document.fonts].map(font => font.status))") == ["loaded"]
