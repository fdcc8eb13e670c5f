"""Each kind of prediction by mouse, keyboard and touch: on a page opened from disk, in both languages."""

import pytest

from henan_lib import session, words
from henan_lib.exercises import guesses
from henan_lib.exercises.truths import truth_of
from henan_lib.publish.predictions import forget_button, prediction_html, prediction_scripts

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
KEPT = "id => JSON.parse(localStorage.getItem('henan-guess:' + id))"


def write_page(edition, path, *, polls=False):
    """A page with one prediction of each kind, and the one with tiles."""
    ids = [*KINDS.values(), TILES]
    results = "".join(f'<div id="result-{one}"></div>' for one in ids) if polls else ""
    places = "\n".join(prediction_html(one, edition) for one in ids)
    path.write_text(
        f'<!DOCTYPE html><html lang="{edition}"><head><meta charset="utf-8"><title>{edition}</title>'
        f'<meta name="viewport" content="width=device-width"></head><body><main><h1>{edition}</h1>'
        f"{places}{results}{forget_button(edition)}{prediction_scripts(ids, edition, polls=polls)}</main></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(params=[("zh", 1), ("en", 2)], ids=str)
def page(browser, request, tmp_path):
    """The page, open, with nothing kept; in the end it must have asked for nothing else, and no script have failed."""
    edition, scale = request.param
    words.use(edition)
    path = write_page(edition, tmp_path / "page.html")
    context = browser.new_context(viewport={"width": 800, "height": 900}, device_scale_factor=scale, has_touch=True)
    opened = context.new_page()
    opened.edition, opened.scale, asked, faults = edition, scale, [], []
    opened.on("request", lambda one: one.url.startswith(("data:", "blob:")) or asked.append(one.url))
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.goto(path.as_uri())
    opened.wait_for_selector(".henan-prediction")
    yield opened
    assert set(asked) == {path.as_uri()} and faults == []
    context.close()


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
    page.reload()
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
    page.locator(".forget-guesses").click()
    root.locator("[data-act=keep]").wait_for()
    assert page.evaluate("localStorage.length") == 0


def test_every_part_shows_where_the_keyboard_is(page):
    for part in page.locator(":is(input, button, .ring, .arranged li)").all():
        look = part.evaluate("part => { part.focus({focusVisible: true}); return getComputedStyle(part).outlineStyle; }")
        assert look != "none", part.evaluate("part => part.outerHTML")


def test_a_page_fits_a_telephone(page):
    page.set_viewport_size({"width": 375, "height": 667})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_class_is_counted_and_the_truth_opened_beside_it(browser, edition, tmp_path):
    words.use(edition)
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(write_page(edition, tmp_path / "poll.html", polls=True).as_uri())
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
