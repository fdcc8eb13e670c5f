"""Each kind of prediction by mouse, keyboard and touch: in a shared file opened from disk, in both languages."""

import base64
import json

import nbformat
import pytest

from henan_lib import session, words
from henan_lib.exercises import guesses, predictions
from henan_lib.exercises.truths import truth_of
from henan_lib.publish.predictions import poll_scripts
from henan_lib.publish.web import share

from ..notebooks.chapters import ONE_PIXEL
from . import lab

pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
KINDS = {
    "number": "france-1950",
    "interval": "asia-one-ruler",
    "choice": "fastest-band",
    "order": "urban-in-1700",
    "curve": "korea-curve",
}
TILES = "lowest-unit"
WAYS = ("mouse", "keyboard", "touch")
PIXEL = base64.b64encode(ONE_PIXEL).decode()
KEPT = "id => JSON.parse(localStorage.getItem('henan-guess:' + id))"
ALL_KEPT = "({...localStorage})"
KEEP = "all => Object.entries(all).forEach(one => localStorage.setItem(...one))"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """In each language a shared chapter: a prediction of each kind, the one with tiles, their answer, the list of guesses."""
    calls = [f'hl.predict("{one}")' for one in [*KINDS.values(), TILES]]
    picture = nbformat.v4.new_output("display_data", {"image/png": PIXEL}, metadata={"image/png": {"alt": "answer"}})
    cells = [
        nbformat.v4.new_markdown_cell("# Title", id="title"),
        *(nbformat.v4.new_code_cell(call, execution_count=1, id=f"guess-{at}") for at, call in enumerate(calls)),
        nbformat.v4.new_code_cell("draw()", outputs=[picture], execution_count=1, id="answer"),
        nbformat.v4.new_markdown_cell("After it.", id="after"),
        nbformat.v4.new_code_cell("hl.predictions()", execution_count=1, id="guesses"),
    ]
    folder = tmp_path_factory.mktemp("shared")
    path = folder / "09_x.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(share, "chapters", lambda edition: [path])
        return {edition: share.share(edition, 9, folder) for edition in session.LANGUAGES}


@pytest.fixture(params=[("zh", 1), ("en", 2)], ids=str)
def page(browser, request, pages):
    """The page, open, with nothing kept; in the end it must have asked for nothing else, and no script have failed."""
    edition, scale = request.param
    words.use(edition)
    path = pages[edition]
    context = browser.new_context(viewport={"width": 800, "height": 900}, device_scale_factor=scale, has_touch=True)
    opened = context.new_page()
    opened.edition, opened.scale, asked, faults = edition, scale, [], []
    opened.on("request", lambda one: one.url.startswith(("data:", "blob:")) or asked.append(one.url))
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.goto(path.as_uri())
    opened.wait_for_selector(".henan-prediction")
    yield opened
    assert {one.partition("#")[0] for one in asked} == {path.as_uri()} and faults == []
    context.close()


def open_anew(page):
    """Reload a page with all that it has kept: what a page kept just before, a busy Chromium can lose, and gets again."""
    kept = page.evaluate(ALL_KEPT)
    for _ in range(5):
        page.reload()
        if page.evaluate(ALL_KEPT) == kept:
            return
        page.evaluate(KEEP, kept)
    raise AssertionError("Chromium keeps nothing over a reload")


def press(page, part, way):
    """Click, tap, or reach by keyboard and press Enter."""
    part.scroll_into_view_if_needed()
    if way == "keyboard":
        part.focus()
        page.keyboard.press("Enter")
    else:
        part.tap() if way == "touch" else part.click()


def slide(page, slider, way, part):
    """Put a slider to a part of its way."""
    slider.scroll_into_view_if_needed()
    if way == "keyboard":
        slider.focus()
        page.keyboard.press("Home")
        for _ in range(round(part * 10)):
            page.keyboard.press("PageUp")
        return
    box = slider.bounding_box()
    at = (box["x"] + box["width"] * part, box["y"] + box["height"] / 2)
    page.touchscreen.tap(*at) if way == "touch" else page.mouse.click(*at)


def draw(page, root, way, path):
    """Draw over the ground of a curve, through points in parts of its width and height; by keyboard, lift each year."""
    if way == "keyboard":
        for ring, (_, height) in zip(root.locator(".ring").all(), path[1:]):
            ring.focus()
            for _ in range(round(height * 10)):
                page.keyboard.press("PageUp")
        return
    root.locator("svg").scroll_into_view_if_needed()
    box = root.locator(".pad").bounding_box()
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * (1 - y)) for x, y in path]
    if way == "mouse":
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=12)
        page.mouse.up()
        return
    hand = page.context.new_cdp_session(page)
    touch = lambda kind, *at: hand.send(  # noqa: E731
        "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]}
    )
    touch("touchStart", points[0])
    for point in points[1:]:
        touch("touchMove", point)
    touch("touchEnd")


def guess(page, root, kind, way):
    """Make a guess of a kind, and confirm it."""
    if kind in ("number", "interval"):
        for slider, part in zip(root.locator("input[type=range]").all(), (0.3, 0.6)):
            slide(page, slider, way, part)
    elif kind == "choice":
        option = root.locator("input[type=radio]").nth(2)
        if way == "keyboard":
            root.locator("input[type=radio]").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        else:
            press(page, option, way)
    elif kind == "order":
        last = root.locator(".arranged li").last
        if way == "keyboard":
            last.focus()
            page.keyboard.press("ArrowUp")
            page.keyboard.press("ArrowUp")
        else:
            press(page, last.locator("[data-way=up]"), way)
            press(page, root.locator(".arranged li").nth(1).locator("[data-way=up]"), way)
    else:
        draw(page, root, way, [(0.01, 0.3), (0.2, 0.4), (0.4, 0.5), (0.6, 0.6), (0.8, 0.7), (1, 0.9)])
    press(page, root.locator("[data-act=keep]"), way)


def answered(prediction_id, found):
    """What the library says of a guess, to be found in the sentence of the browser."""
    described, truth = guesses.entry(prediction_id), truth_of(prediction_id)
    if described["kind"] in ("number", "interval"):
        return guesses.amount(truth, described)
    if described["kind"] == "choice":
        return guesses.named(described, guesses.right_option(prediction_id))
    if described["kind"] == "order":
        return str(guesses.crossed_pairs(prediction_id, found))
    return guesses.amount(guesses.typical_miss(prediction_id, found), described, difference=True)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_guess_is_made_kept_answered_and_forgotten(page, kind, way):
    prediction_id = KINDS[kind]
    root = page.locator(f"#prediction-{prediction_id} .henan-prediction")
    guess(page, root, kind, way)
    found = page.evaluate(KEPT, prediction_id)
    assert guesses.fits(prediction_id, found), found
    if kind in ("number", "interval"):
        assert found == pytest.approx(30 if kind == "number" else [30, 60], abs=3)
    said = root.locator(".said")
    assert answered(prediction_id, found) in said.inner_text()
    assert guesses.entry(prediction_id)["says"][page.edition].split("{")[0] in said.inner_text()
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    root.screenshot(path=lab.SHOTS / f"predict-{kind}-{way}-{page.edition}-{page.scale}.png")
    open_anew(page)
    root.locator("[data-act=again]").wait_for()
    assert answered(prediction_id, found) in said.inner_text()
    press(page, root.locator("[data-act=again]"), way)
    assert page.evaluate(KEPT, prediction_id) is None and root.locator("[data-act=keep]").count() == 1


def test_bad_input_is_one_sentence_and_nothing_is_kept(page):
    root = page.locator(f"#prediction-{KINDS['number']} .henan-prediction")
    said, box = root.locator(".said"), root.locator("input[type=text]")
    say = lambda key, **values: words.message(f"predict_{key}", **values)  # noqa: E731
    low, high = (guesses.amount(end, {**guesses.entry(KINDS["number"]), "digits": 0}) for end in (0, 100))
    for typed, sentence in {
        "": say("empty"),
        "many": say("no_number", typed="many", example="1"),
        "-3": say("outside", typed=low.replace("0", "\N{MINUS SIGN}3"), low=low, high=high),
        "140 %": say("outside", typed=low.replace("0", "140"), low=low, high=high),
    }.items():
        box.fill(typed)
        box.press("Enter")
        assert said.inner_text() == sentence
    box.fill("５５．２％")
    box.press("Enter")
    assert page.evaluate(KEPT, KINDS["number"]) == 55.2
    root = page.locator(f"#prediction-{KINDS['interval']} .henan-prediction")
    boxes = root.locator("input[type=text]")
    boxes.first.fill("60")
    boxes.last.fill("40")
    boxes.last.press("Enter")
    assert root.locator(".said").inner_text() == say("crossed", low=low.replace("0", "60"), high=low.replace("0", "40"))
    root = page.locator(f"#prediction-{KINDS['choice']} .henan-prediction")
    root.locator("[data-act=keep]").click()
    assert root.locator(".said").inner_text() == say("unchosen")
    root = page.locator(f"#prediction-{KINDS['curve']} .henan-prediction")
    root.locator("[data-act=keep]").click()
    assert root.locator(".said").inner_text() == say("half", year=1960, last=2018)
    draw(page, root, "mouse", [(0.01, 0.3), (0.5, 0.5)])
    root.locator("[data-act=keep]").click()
    assert root.locator(".said").inner_text() == say("half", year=1989, last=2018)
    assert [page.evaluate(KEPT, KINDS[kind]) for kind in ("interval", "choice", "curve")] == [None] * 3


@pytest.mark.parametrize("way", ["mouse", "touch"])
def test_a_curve_may_begin_on_the_dot_where_the_known_line_ends(page, way):
    root = page.locator(f"#prediction-{KINDS['curve']} .henan-prediction")
    root.locator("svg").scroll_into_view_if_needed()
    box, dot = root.locator(".pad").bounding_box(), root.locator("circle.truth").bounding_box()
    middle = dot["y"] + dot["height"] / 2
    draw(page, root, way, [(0, 1 - (middle - box["y"]) / box["height"]), (0.5, 0.5), (1, 0.6)])
    root.locator("[data-act=keep]").click()
    assert guesses.fits(KINDS["curve"], page.evaluate(KEPT, KINDS["curve"]))


def test_a_slider_shows_no_thumb_before_it_is_touched(page):
    slider = page.locator(f"#prediction-{KINDS['number']} input[type=range]")
    assert "untouched" in slider.get_attribute("class") and slider.get_attribute("aria-valuetext")
    slide(page, slider, "mouse", 0.5)
    assert "untouched" not in slider.get_attribute("class")


def test_a_tile_is_chosen_and_all_guesses_are_forgotten_at_once(page):
    root = page.locator(f"#prediction-{TILES} .henan-prediction")
    places = [part.bounding_box() for part in root.locator(".tiles > *").all()]
    assert len({(round(place["x"]), round(place["y"])) for place in places}) == 18
    root.get_by_text(words.label("411600"), exact=True).click()
    root.locator("[data-act=keep]").click()
    assert page.evaluate(KEPT, TILES) == "411600"
    guess(page, page.locator(f"#prediction-{KINDS['number']} .henan-prediction"), "number", "mouse")
    page.locator("[data-act=forget]").click()
    root.locator("[data-act=keep]").wait_for()
    assert page.evaluate("localStorage.length") == 0


def test_the_answer_unfolds_on_demand_or_once_each_prediction_above_it_has_its_guess(page):
    answer, opened = page.locator("details.answer"), "part => part.open"
    assert not answer.evaluate(opened)
    for kind, prediction_id in KINDS.items():
        guess(page, page.locator(f"#prediction-{prediction_id} .henan-prediction"), kind, "mouse")
    assert not answer.evaluate(opened)
    root = page.locator(f"#prediction-{TILES} .henan-prediction")
    root.get_by_text(words.label("411600"), exact=True).click()
    root.locator("[data-act=keep]").click()
    assert answer.evaluate(opened)
    open_anew(page)
    root.locator("[data-act=again]").click()
    assert answer.evaluate(opened)  # what is open stays so until the page is opened anew
    open_anew(page)
    assert not answer.evaluate(opened)
    answer.locator("summary").press("Enter")
    assert answer.evaluate(opened) and answer.locator("img").is_visible()


def test_a_link_to_a_figure_and_paper_find_its_answer_unfolded(page):
    answer, opened = page.locator("details.answer"), "part => part.open"
    page.evaluate("location.hash = 'answer'")
    page.wait_for_function("document.querySelector('details.answer').open")
    page.goto(page.url.partition("#")[0])
    assert not answer.evaluate(opened)
    page.pdf()
    assert answer.evaluate(opened)


def test_on_paper_an_open_question_has_a_line_to_write_on_and_a_guess_its_answer(page):
    guess(page, page.locator(f"#prediction-{KINDS['number']} .henan-prediction"), "number", "mouse")
    page.emulate_media(media="print")
    done, left = (page.locator(f"#prediction-{KINDS[kind]}") for kind in ("number", "interval"))
    assert done.locator(".said").is_visible() and not done.locator(".on-paper").is_visible()
    assert "____" in left.locator(".on-paper").inner_text() and not left.locator(".henan-prediction").is_visible()


def test_own_guesses_are_listed_beside_the_truth_and_intervals_are_counted(page):
    tally = page.locator(".tally")
    assert tally.inner_text() == words.message("web_no_guess", count=len(guesses.entries()))
    kinds = ("number", "choice", "interval")
    for kind in kinds:
        guess(page, page.locator(f"#prediction-{KINDS[kind]} .henan-prediction"), kind, "mouse")
    asked = [guesses.entry(KINDS[kind])["ask"][page.edition] for kind in kinds]
    right = guesses.entry(KINDS["choice"])["options"][2] == guesses.right_option(KINDS["choice"])
    assert tally.locator("li b").all_inner_texts() == asked
    assert tally.locator("p").all_inner_texts() == [
        words.message("predictions_sides", count=1, low=1, high=0),
        words.message("predictions_picked", count=1, right=int(right)),
        words.message("predictions_held", count=1, held=0),
        words.message("predictions_few"),
    ]


UNFIT = ["{broken", '{"a": 1}', '"x"', "[1]", "[150, 160]", "-3", "140", "[60, 40]", "[null, 2]", "true"]


def test_a_guess_that_cannot_be_is_asked_again_and_breaks_nothing(page):
    for kept in UNFIT:
        page.evaluate(KEEP, {f"henan-guess:{one}": kept for one in KINDS.values()})
        open_anew(page)
        for prediction_id in KINDS.values():
            root = page.locator(f"#prediction-{prediction_id} .henan-prediction")
            root.locator("[data-act=keep]").wait_for()
            assert root.locator(".said").inner_text() == words.message("predict_not_understood")


def test_axe_finds_no_serious_fault_before_and_after_the_guesses(page):
    for kind, prediction_id in KINDS.items():
        if kind != "number":
            guess(page, page.locator(f"#prediction-{prediction_id} .henan-prediction"), kind, "mouse")
    page.evaluate(lab.AXE.read_text(encoding="utf-8"))
    assert page.evaluate(lab.SERIOUS) == []
    open_anew(page)
    page.locator("[data-act=forget]").click()
    page.wait_for_function("document.querySelectorAll('[data-act=keep]').length === 6")
    page.evaluate(lab.AXE.read_text(encoding="utf-8"))
    assert page.evaluate(lab.SERIOUS) == []


def test_every_part_shows_where_the_keyboard_is(page):
    for part in page.locator(":is(input, button, .ring, .arranged li)").all():
        look = part.evaluate("part => { part.focus({focusVisible: true}); return getComputedStyle(part).outlineStyle; }")
        assert look != "none", part.evaluate("part => part.outerHTML")


def test_a_page_fits_a_telephone(page):
    page.set_viewport_size({"width": 375, "height": 667})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


LABELS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const edge = svg.getBoundingClientRect(), id = svg.closest('[id]').id;
  const labels = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  const cut = labels.filter(([, box]) => box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1
    || box.bottom > edge.bottom + 1).map(([text]) => `${id} cuts ${text}`);
  const covered = labels.flatMap(([text, one], at) => labels.slice(at + 1).filter(([, other]) => one.left < other.right - 1
    && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3)
    .map(([other]) => `${id}: ${other} covers ${text}`));
  return [...cut, ...covered];
})"""


def any_guess(prediction_id):
    """A guess of a prediction that has a range: in the lower part of it."""
    described = guesses.entry(prediction_id)
    low, high = described["range"]
    ends = [round(low + part * (high - low), 1) for part in (0.3, 0.6)]
    if described["kind"] == "curve":
        return ends[:1] * len(guesses.hidden_years(prediction_id))
    return ends if described["kind"] == "interval" else ends[0]


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_no_label_of_a_picture_is_cut_or_covered_on_a_screen_and_on_a_telephone(browser, edition, tmp_path):
    words.use(edition)
    ids = [one for one, described in guesses.entries().items() if "range" in described]
    asked = {one: predictions.question(one) | {"words": predictions.spoken()} for one in ids}
    style, script = (path.read_text(encoding="utf-8") for path in (predictions.STYLE, predictions.SCRIPT))
    places = "".join(f'<div id="{one}"></div>' for one in ids)
    call = f"for (const [id, asked] of Object.entries({json.dumps(asked, ensure_ascii=False)}))"
    call += " henanPredictions.mount(document.getElementById(id), asked, () => {});"
    path = tmp_path / "all.html"
    html = f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style>{places}<script type="module">{script}{call}</script>'
    path.write_text(html, encoding="utf-8")
    page = browser.new_page()
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        page.evaluate("localStorage.clear()")
        for act, kept in {"keep": {}, "again": {f"henan-guess:{one}": json.dumps(any_guess(one)) for one in ids}}.items():
            page.evaluate(KEEP, kept)
            open_anew(page)
            page.locator(f"[data-act={act}]").last.wait_for()
            assert page.evaluate(LABELS) == []
    page.close()


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_class_is_counted_and_the_truth_opened_beside_it(browser, edition, tmp_path):
    words.use(edition)
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    ids = [*KINDS.values(), TILES]
    places = "".join(f'<div id="{place}-{one}"></div>' for place in ("prediction", "result") for one in ids)
    path = tmp_path / "poll.html"
    path.write_text(f'<!DOCTYPE html><meta charset="utf-8">{places}{poll_scripts(ids, edition)}', encoding="utf-8")
    page.goto(path.as_uri())
    hands = page.locator(f"#prediction-{KINDS['choice']} .hand")
    hands.first.locator("button").click()
    hands.first.locator("button").click()
    hands.last.locator("input").fill("7")
    result = page.locator(f"#result-{KINDS['choice']}")
    result.locator("summary").click()
    result.locator("li").first.wait_for()
    lines = [line.inner_text() for line in result.locator("li").all()]
    right = guesses.named(guesses.entry(KINDS["choice"]), guesses.right_option(KINDS["choice"]))
    assert [line.split()[-1] for line in lines] == ["2", "0", "7"] and lines[1].startswith(f"✓ {right}")
    number = page.locator(f"#result-{KINDS['number']}")
    number.locator("summary").click()
    number.locator("li").first.wait_for()
    assert number.locator("li").count() == 1 and words.message("predict_nobody") in number.inner_text()
    page.close()
