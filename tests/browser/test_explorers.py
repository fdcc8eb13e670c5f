"""Each explorer in a page opened from disk shows what the library computes, in both languages, and asks nothing outside."""

import csv
import io
import json
import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

import henan_lib as hl
from henan_lib import session, words
from henan_lib.explorers.view import NAMES, compiled, opening
from henan_lib.publish import app

from ..explorers import reference
from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
READY = "n => document.querySelectorAll('.henan-explorer [role=status]:not(:empty)').length === n"
ROOT = "document.querySelector(`#explorer-${name} .henan-explorer`)"
GO = (
    f"async ([name, state]) => {{ await {ROOT}.explorer.go(state); return {ROOT}.querySelector('[role=status]').textContent; }}"
)
SETTLED = f"""async name => {{ await {ROOT}.explorer.view.runAsync();
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame); }}"""
READ = f"""([name, asked]) => JSON.stringify(asked.map(([dataset, fields]) =>
  {ROOT}.explorer.view.data(dataset).map(row => fields.map(field => row[field] ?? null))))"""
SPOIL = f"""([name, dataset, hidden]) => {{
  for (const row of {ROOT}.explorer.view.data(dataset)) row.told = row.label = hidden; }}"""
STATE = f"name => ({{...{ROOT}.explorer.state}})"
FOCUS = """part => { part.blur(); const look = () => getComputedStyle(part).outlineStyle; const before = look();
  part.focus({focusVisible: true}); return [document.activeElement === part, look() !== before, part.tabIndex >= 0]; }"""


@pytest.fixture(scope="module", params=session.LANGUAGES)
def page(browser, request, tmp_path_factory):
    """The page of all explorers, open; in the end it must have asked for nothing but itself, and no script have failed."""
    words.use(request.param)
    path = app.write_app(request.param, tmp_path_factory.mktemp("app"))
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    opened.edition, asked, faults = request.param, [], []
    opened.on("request", lambda one: one.url.startswith(("data:", "blob:")) or asked.append(one.url))
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: said.type == "error" and faults.append(said.text))
    opened.goto(path.as_uri())
    opened.wait_for_function(READY, arg=len(NAMES))
    yield opened
    assert asked == [path.as_uri()] and faults == []
    opened.close()


def explorer(page, name):
    """An explorer of the page, back at its opening state."""
    words.use(page.edition)
    found = page.locator(f"#explorer-{name} .henan-explorer")
    found.scroll_into_view_if_needed()
    found.locator("[data-act=reset]").click()
    page.evaluate(SETTLED, name)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_forty_states_show_what_the_library_computes(page, name):
    words.use(page.edition)

    @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
    @given(reference.states(name, page.edition))
    def agrees(state):
        shown, caption = getattr(reference, name)(state)
        asked = [[dataset, [key or value, value]] for dataset, key, value in shown]
        said, tables = page.evaluate(GO, [name, state]), json.loads(page.evaluate(READ, [name, asked]))
        assert said.replace("\N{MINUS SIGN}", "-") == caption.replace("\N{MINUS SIGN}", "-")
        for ((dataset, key, _), wanted), rows in zip(shown.items(), tables, strict=True):
            found = [row[1] for row in rows] if key is None else {of: own for of, own in rows if own is not None}
            if isinstance(wanted, dict):
                assert found == pytest.approx(wanted, rel=1e-6, abs=1e-6), dataset
            elif wanted and isinstance(wanted[0], float):
                assert found == pytest.approx(wanted, rel=1e-6), dataset
            else:
                assert found == wanted, dataset

    agrees()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_reached_and_moved_by_the_keyboard(page, name):
    found = explorer(page, name)
    first, caption = page.evaluate(STATE, name), found.locator("[role=status]").inner_text()
    for part in found.locator("button, input, select, .rows").all():
        assert part.evaluate(FOCUS) == [True, True, True], part.evaluate("part => part.outerHTML.slice(0, 200)")
    for described, part in zip(
        compiled(name, page.edition)["controls"], found.locator(".choices label :is(input, select)").all()
    ):
        before = page.evaluate(STATE, name)[described["name"]]
        part.focus()
        if described["kind"] == "text":
            page.keyboard.type("2")
        elif described["kind"] == "name":
            page.keyboard.type("zhengzhou")
            page.keyboard.press("Enter")
        else:
            at_the_end = described["kind"] == "range" and before == described["max"]
            page.keyboard.press("ArrowLeft" if at_the_end else "ArrowDown" if described["kind"] != "range" else "ArrowRight")
        assert page.evaluate(STATE, name)[described["name"]] != before, described["name"]
    found.locator("[data-act=reset]").press("Enter")
    assert page.evaluate(STATE, name) == first == opening(name)
    assert found.locator("[role=status]").inner_text() == caption


def drag(page, found, mark, across=0.0, down=0.0):
    """Drag a mark of the picture by pixels."""
    box = found.locator(f".{mark} path, .{mark} line, .{mark} rect").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y + down / 2)
    page.mouse.move(x + across, y + down)
    page.mouse.up()
    page.wait_for_timeout(100)
    box = found.locator(f".{mark} path, .{mark} line, .{mark} rect").first.bounding_box()
    ends = box["x"] + box["width"] / 2 - x - across if across else box["y"] + box["height"] / 2 - y - down
    assert abs(ends) < 12, "the mark follows the pointer, however large the picture is shown"


DRAGS = [("stages", "year", "grip_marks", 120, 0), ("stages", "low", "lower_marks", 0, -40),
         ("stages", "high", "upper_marks", 0, 30), ("province", "year", "grip_marks", -90, 0),
         ("scenarios", "target", "grip_marks", -60, 0), ("phases", "break_1", "first_marks", 30, 0),
         ("phases", "break_2", "second_marks", 40, 0)]  # fmt: skip
CLICKS = [("province", "place", "bars_marks", 0), ("central_cities", "city", "bars_marks", 0),
          ("places", "place", "ranked_marks", 3), ("places", "place", "paired_marks", 2),
          ("places", "place", "tiles_marks", 1), ("audit", "section", "pale_marks", 0),
          ("audit", "verdict", "legend_marks", 2), ("strategy", "focus", "headinga_marks", 0)]  # fmt: skip


@pytest.mark.parametrize(("name", "part", "mark", "across", "down"), DRAGS)
def test_what_can_be_dragged_in_the_picture_moves_its_control(page, name, part, mark, across, down):
    found = explorer(page, name)
    before = page.evaluate(STATE, name)
    drag(page, found, mark, across, down)
    after = page.evaluate(STATE, name)
    assert (after[part] - before[part]) * (across or -down) > 0
    assert {key: value for key, value in after.items() if key != part} == {key: before[key] for key in after if key != part}
    described = [one["name"] for one in compiled(name, page.edition)["controls"]]
    control = found.locator(".choices label input, .choices label select").nth(described.index(part))
    assert float(control.input_value()) == after[part]
    found.locator(".scene").dblclick(position={"x": 3, "y": 3})
    page.wait_for_timeout(100)
    assert page.evaluate(STATE, name) == before


@pytest.mark.parametrize(("name", "part", "mark", "nth"), CLICKS)
def test_what_is_clicked_in_the_picture_is_chosen_everywhere(page, name, part, mark, nth):
    found = explorer(page, name)
    before = page.evaluate(STATE, name)[part]
    found.locator(f".{mark} > *").nth(nth).click(force=True)
    page.wait_for_timeout(100)
    after = page.evaluate(STATE, name)[part]
    assert after != before
    described = [one["name"] for one in compiled(name, page.edition)["controls"]]
    control = found.locator(".choices label input, .choices label select").nth(described.index(part))
    assert control.input_value() == after


TYPED = {"禹州": "411081", "Xuchang": "411000", "xi'an": "610100", "urumqi": "650100", "Henan": "410000", "河南省": "410000",
         "Gulou District (Nanjing)": "320106", "鼓楼区（南京）": "320106", "4110": "411000", "heilong": "230000",
         "": "230000", "nowhere at all": "230000"}  # fmt: skip


def test_a_place_is_found_by_its_name_in_either_language(page):
    found = explorer(page, "china_places")
    field = found.locator(".choices input").first
    for typed, code in TYPED.items():
        field.fill(typed)
        field.press("Enter")
        assert page.evaluate(STATE, "china_places")["place"] == code, typed
        names = [words.terms("division")[code][language] for language in (page.edition, *session.LANGUAGES)]
        assert field.input_value() == " · ".join(dict.fromkeys(names))
    field.fill("yu")
    offered = field.evaluate("field => [...field.list.options].map(({value}) => value)")
    assert len(offered) == 12 and all("yu" in one.lower() for one in offered)
    field.fill(offered[3])
    assert page.evaluate(STATE, "china_places")["place"] not in TYPED.values(), "chosen without another key"


SPOT = f"""([name, mark, place]) => {{
  const {{view}} = {ROOT}.explorer;
  const within = (item) => item.items?.flatMap(child => child.name === mark ? child.items : within(child)) ?? [];
  const dot = within(view.scenegraph().root).find(({{datum}}) => datum.place === place);
  let [x, y] = view.origin().map((part, at) => part + [view.padding().left, view.padding().top][at]);
  [x, y] = [x + (dot.bounds.x1 + dot.bounds.x2) / 2, y + (dot.bounds.y1 + dot.bounds.y2) / 2];
  for (let item = dot.mark.group; item; item = item.mark.group) [x, y] = [x + (item.x ?? 0), y + (item.y ?? 0)];
  const canvas = view.container().querySelector("canvas"), scale = canvas.getBoundingClientRect().width / canvas.offsetWidth;
  return [scale * x, scale * y]; }}"""
LAYERS = f"""async ([name, state]) => {{
  const {{view, go}} = {ROOT}.explorer, layers = view._renderer, drawn = {{canvas: 0, svg: 0}};
  for (const layer of ['canvas', 'svg']) {{
    const {{render}} = layers[`_${{layer}}Renderer`];
    layers[`_${{layer}}Renderer`].render = function (...all) {{ drawn[layer]++; return render.apply(this, all); }};
  }}
  await go(state);
  for (const layer of ['canvas', 'svg']) delete layers[`_${{layer}}Renderer`].render;
  return drawn; }}"""


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(
    ("mark", "level", "code"),
    [("ranked_marks", "province", "440000"), ("paired_marks", "province", "440000"), ("crowd_marks", "county", "450311")],
)
def test_a_dot_on_the_canvas_says_what_it_is_and_is_chosen(page, mark, level, code, width):
    page.set_viewport_size({"width": width, "height": 768})
    found = explorer(page, "china_places")
    page.evaluate(GO, ["china_places", {"level": level}])
    spot = page.evaluate(SPOT, ["china_places", mark, code])
    at = dict(zip("xy", spot))
    found.locator("canvas").hover(position=at, force=True)
    (rows,) = json.loads(page.evaluate(READ, ["china_places", [["shown", ["place", "value", "rank"]]]]))
    value, rank = next(own for place, *own in rows if place == code)
    said = [words.terms("division")[code][page.edition], f"{value:.2f}".rstrip("0"), str(rank)]
    playwright.expect(found.locator(".tip")).to_have_text(" · ".join(said))
    found.locator("canvas").click(position=at, force=True)
    page.evaluate(SETTLED, "china_places")
    assert page.evaluate(STATE, "china_places")["place"] == code
    page.set_viewport_size({"width": 1366, "height": 768})


def test_another_place_is_marked_without_drawing_the_others_again(page):
    explorer(page, "china_places")
    assert page.evaluate(LAYERS, ["china_places", {"place": "411000"}]) == {"canvas": 0, "svg": 1}
    assert page.evaluate(LAYERS, ["china_places", {"year": 2010, "indicator": "urban_share_pct"}])["canvas"] >= 1


FRAME = (
    f"""name => ['up', 'across'].map(side => ['low', 'high'].map(end => {ROOT}.explorer.view.signal(`${{end}}_${{side}}`)))"""
)


@pytest.mark.parametrize(
    "state",
    [{"level": "prefecture"}, {"indicator": "towns_change_pct"}, {"peers": "county", "year": 2010},
     {"year": 2010, "indicator": "registered_elsewhere_pct", "other": "aged_65_over_pct"}],
    ids=str,
)  # fmt: skip
def test_the_frame_holds_the_middle_half_and_the_curve_leads_from_the_first_to_the_last(page, state):
    explorer(page, "china_places")
    page.evaluate(GO, ["china_places", state])
    asked = [["shown", ["value", "beside"]], ["outline", ["value", "rank"]]]
    shown, outline = json.loads(page.evaluate(READ, ["china_places", asked]))
    for (low, high), values in zip(page.evaluate(FRAME, "china_places"), zip(*shown)):
        values = pd.Series(values, dtype=float).dropna()
        first, third = values.quantile([0.25, 0.75])
        assert values.min() <= low < first < third < high <= values.max()
    curve = sorted(outline, key=lambda point: point[1])
    ranked = sorted((value for value, _ in shown), reverse=True)
    assert curve[0] == [ranked[0], 1] and curve[-1][0] == ranked[-1]
    assert [value for value, _ in curve] == sorted((value for value, _ in curve), reverse=True)
    assert len(curve) == len(shown) or len(curve) < 500


@pytest.mark.parametrize("width", [390, 820, 1366])
def test_a_picture_in_layers_is_as_wide_as_its_scene_at_most_and_its_words_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 768})
    found = explorer(page, "china_places")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert found.evaluate("root => root.scrollWidth - root.clientWidth") <= 0, "nor does a control stand out"
    scene, *layers = (found.locator(part).bounding_box() for part in (".scene", ".scene canvas", ".scene svg"))
    for layer in layers:
        assert scene["width"] - 30 < layer["width"] < scene["width"] + 1, "as wide as there is room for"
        assert layer["height"] < scene["height"] + 1, "and not cut"
    heights = found.locator(".scene svg text").evaluate_all(
        "all => all.filter(({textContent}) => textContent).map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 10 and min(heights) > 10
    page.set_viewport_size({"width": 1366, "height": 768})


def downloaded(page, found, act):
    with page.expect_download() as waiting:
        found.locator(f"[data-act={act}]").click()
    return waiting.value


@pytest.mark.parametrize("name", NAMES)
def test_picture_numbers_and_code_can_be_taken_away(page, name, tmp_path):
    found = explorer(page, name)
    drawn = downloaded(page, found, "svg")
    assert drawn.suggested_filename == f"{name}.svg"
    drawn.save_as(tmp_path / "x.svg")
    svg = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg") and words.message("source_line", sources="@").split("@")[0].strip() in svg
    downloaded(page, found, "png").save_as(tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    downloaded(page, found, "numbers").save_as(tmp_path / "x.csv")
    table = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_bytes().decode("utf-8-sig"))))
    numbers = compiled(name, page.edition)["numbers"]
    fields, labels = zip(*numbers["columns"])
    (rows,) = json.loads(page.evaluate(READ, [name, [[numbers["data"], fields]]]))
    assert table[0] == [*labels] and len(table) == len(rows) + 1 > 1
    for line, row in zip(table[1:], rows, strict=True):
        for cell, value in zip(line, row, strict=True):
            assert cell == "" if value is None else float(cell) == value if isinstance(value, int | float) else cell == value
    found.locator("[data-act=code]").press("Enter")
    code = found.locator(".buttons input").input_value()
    assert re.fullmatch(rf"hl\.explore\.{name}\(.+\)", code)
    again = eval(code, {"hl": hl})  # what a reader would run
    assert again.state == page.evaluate(STATE, name)


@pytest.mark.parametrize("name", ["audit", "strategy"])
def test_the_table_is_sorted_by_a_column_and_its_text_is_text(page, name):
    found = explorer(page, name)
    button = found.locator("th button").nth(2)
    column = lambda: found.locator("tbody tr td:nth-child(3)").all_inner_texts()  # noqa: E731
    unsorted = column()
    button.press("Enter")
    rising = column()
    whole = len(unsorted) < compiled(name, page.edition)["table"]["most"]
    assert sorted(rising) == sorted(unsorted) if whole else rising != unsorted
    assert found.locator("th").nth(2).get_attribute("aria-sort") == "ascending"
    button.press("Enter")
    assert found.locator("th").nth(2).get_attribute("aria-sort") == "descending" and column()[0] != rising[0]
    hidden = '<img src=x onerror="window.hit = 1">'
    dataset = {"audit": "checks", "strategy": "measures"}[name]
    data = page.evaluate(SPOIL, [name, dataset, hidden])
    assert data is None
    found.locator("[data-act=reset]").click()
    button.press("Enter")
    assert not page.evaluate("() => window.hit") and not found.locator("tbody img").count()


def test_play_runs_stops_at_the_end_and_begins_anew(page):
    found = explorer(page, "stages")
    play = found.locator(".play")
    page.evaluate(GO, ["stages", {"year": 2047}])
    play.press("Enter")
    assert play.get_attribute("aria-pressed") == "true"
    page.wait_for_function("() => document.querySelector('#explorer-stages .play').ariaPressed === 'false'")
    assert page.evaluate(STATE, "stages")["year"] == 2050
    play.press("Enter")
    page.wait_for_timeout(400)
    play.press("Enter")
    year = page.evaluate(STATE, "stages")["year"]
    assert 1950 <= year < 1960
    page.wait_for_timeout(400)
    assert page.evaluate(STATE, "stages")["year"] == year


def test_a_thousand_steps_leave_nothing_behind(page):
    explorer(page, "stages")
    count = "() => document.querySelectorAll('#explorer-stages *').length"
    before = page.evaluate(count)
    for year in (2050, 1950):
        page.evaluate(
            """async year => { const {go} = document.querySelector('#explorer-stages .henan-explorer').explorer;
          for (let step = 0; step < 500; step++) await go({year: 1950 + step % 101}); await go({year}); }""",
            year,
        )
    assert page.evaluate(count) == before


def test_without_javascript_a_sentence_says_so(browser, tmp_path):
    words.use("en")
    without = browser.new_context(java_script_enabled=False).new_page()
    without.goto(app.write_app("en", tmp_path).as_uri())
    assert words.message("no_javascript") in without.inner_text("body")


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_every_explorer_fits_a_small_screen(browser, edition, scale, tmp_path):
    words.use(edition)
    lab.SHOTS.mkdir(parents=True, exist_ok=True)
    small = browser.new_page(viewport={"width": 1366, "height": 768}, device_scale_factor=scale)
    small.goto(app.write_app(edition, tmp_path).as_uri())
    small.wait_for_function(READY, arg=len(NAMES))
    for name in NAMES:
        found = small.locator(f"#explorer-{name} .henan-explorer")
        found.screenshot(path=lab.SHOTS / f"page-{name}-{edition}-{scale}.png")
        assert found.evaluate("root => root.scrollWidth - root.clientWidth") <= 0, name
        assert found.bounding_box()["width"] <= 1366
        cut = "all => all.filter(one => one.scrollWidth - one.clientWidth > 1).map(one => one.textContent)"
        assert found.locator(".choices label > span, .buttons button").evaluate_all(cut) == []
    small.close()
