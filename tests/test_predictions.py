"""Predictions: their truth is computed, their words stand in both languages, a guess is kept and never in the way."""

import gzip
import itertools
import json
import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import henan_lib as hl
from henan_lib import session, words
from henan_lib.exercises import guesses, predictions, progress
from henan_lib.exercises.truths import truth_of
from henan_lib.exercises.truths.register import TRUTHS
from henan_lib.figures import show
from henan_lib.figures.catalogue import catalogue_entry

from .notebooks.chapters import STEMS, number_tokens, read_chapter
from .numbers.predictions import numbers
from .numbers.register import problems

ALL = guesses.entries()
EVERY = [(one, edition) for one in ALL for edition in session.LANGUAGES]
CHINESE = re.compile("[\u3400-\u9fff]")
ONE_OF_A_KIND = {
    "number": ("france-1950", 40),
    "interval": ("asia-one-ruler", [70, 95]),
    "choice": ("fastest-band", "band_60"),
    "order": ("urban-in-1700", ["CHN", "NLD", "england_wales"]),
    "curve": ("henan-curve", [48.0] * 10),
}
KINDS = list(ONE_OF_A_KIND.values())


def kept(prediction_id):
    return progress.recall().get(guesses.key(prediction_id), {}).get("guess")


def test_each_prediction_has_a_truth_and_each_truth_words():
    assert set(ALL) == set(TRUTHS)


@pytest.mark.parametrize("prediction_id", ALL)
def test_the_truth_is_possible_and_the_only_one(prediction_id):
    described, truth = ALL[prediction_id], truth_of(prediction_id)
    assert catalogue_entry(described["figure"])["chapter"] == described["chapter"]
    if described["kind"] in ("choice", "order"):
        values = truth[described["options"]]
        assert values.notna().all()
        if described["kind"] == "order":
            assert sorted(truth.index) == sorted(described["options"]) and values.is_unique and len(values) <= 6
        else:
            assert (values == (values.min() if described.get("smallest") else values.max())).sum() == 1
            assert guesses.right_option(prediction_id) in described["options"]
        return
    low, high = described["range"]
    if described["kind"] == "curve":
        assert truth.index.is_monotonic_increasing and truth.notna().all()
        assert described["known_to"] in truth.index and truth.index[0] < described["known_to"]
        hidden = guesses.hidden_years(prediction_id)
        assert described["anchors"][-1] == hidden[-1] and len(described["anchors"]) == 5
        assert all(year in hidden for year in described["anchors"])
    assert low <= pd.Series(truth).min() and pd.Series(truth).max() <= high


@pytest.mark.parametrize(("prediction_id", "edition"), EVERY)
def test_a_browser_is_asked_in_its_language_what_the_file_says_and_told_what_the_tables_say(prediction_id, edition):
    words.use(edition)
    described, truth, asked = ALL[prediction_id], truth_of(prediction_id), predictions.question(prediction_id)
    text = json.dumps(asked, ensure_ascii=False)
    assert bool(CHINESE.search(text)) == (edition == "zh")
    assert len(text) < 12_000 and not re.search("[{}]", asked["ask"] + asked["says"])
    named = [name for _, name, _ in asked.get("options", [])]
    assert not [name for name in named if "_" in name] and len(set(named)) == len(named)
    assert asked["ask"] == described["ask"][edition] and asked["unit"] == words.label(described["unit"])
    given = {"id": prediction_id, "lang": edition, "kind": described["kind"], "digits": described["digits"]}
    assert {name: asked[name] for name in given} == given
    if described["kind"] in ("choice", "order"):
        assert {code: name for code, name, _ in asked["options"]} == {
            code: described.get("words", {}).get(code, {}).get(edition) or words.label(code) for code in described["options"]
        }
        for code, _, amount in asked["options"]:
            number = re.search("[\N{MINUS SIGN}\\d][\\d,.]*", amount)[0].replace("\N{MINUS SIGN}", "-").replace(",", "")
            assert float(number) == pytest.approx(truth[code], abs=0.5001 * 10 ** -described["digits"])
        best = truth.sort_values(ascending=bool(described.get("smallest"))).index
        assert asked["right"] == (best[0] if described["kind"] == "choice" else list(best))
        return
    assert [asked["low"], asked["high"], asked["step"]] == [*described["range"], described["step"]]
    if described["kind"] != "curve":
        assert asked["truth"] == pytest.approx(truth, abs=1e-6)
        return
    assert asked["anchors"] == described["anchors"] and max(year for year, _ in asked["known"]) == described["known_to"]
    drawn = dict(asked["known"]) | dict(zip(asked["years"], asked["truth"], strict=True))
    assert drawn == {int(year): pytest.approx(value, abs=1e-3) for year, value in truth.items()}


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_browser_has_every_word_of_predictions_in_its_language(edition):
    words.use(edition)
    spoken = hl.predict("france-1950").question["words"]
    assert spoken == predictions.spoken() and {"predict_keep", "predictions_none"} <= set(spoken)
    assert all(text == words.terms("message")[name][edition] for name, text in spoken.items()) and len(spoken) > 40


def test_a_difference_has_the_unit_of_differences():
    units = {ALL[one]["unit"]: predictions.question(one)["difference"] for one in ALL}
    assert units["percent"] == words.label("points_counted") and units["percent_per_year"] == words.label("points_per_year")
    assert units["persons"] == words.label("persons")


def test_places_of_a_map_stand_where_its_tiles_do():
    tiles, grid = predictions.tiles(ALL["lowest-unit"]), hl.load("henan_tile_grid")
    assert set(tiles) == set(grid["unit_code"]) and min(map(min, tiles.values())) == 1
    found = {(row.unit_code, row.tile_col + 1, row.tile_row + 1) for row in grid.itertuples()}
    assert {(code, *place) for code, place in tiles.items()} == found
    assert predictions.tiles(ALL["fastest-band"]) == {}


@pytest.mark.parametrize(("value", "described", "difference", "written"), [
    (-1234.56, {"digits": 1, "unit": "percent"}, False, "−1,234.6 %"),
    (1234, {"digits": 0, "unit": ""}, False, "1234"),
    (0.5, {"digits": 2, "unit": "percent"}, True, "0.50 percentage points"),
    (0.5, {"digits": 2, "unit": "percent_per_year"}, True, "0.50 percentage points a year"),
    (3, {"digits": 0, "unit": "persons"}, True, "3 persons"),
])  # fmt: skip
def test_an_amount_is_written_with_its_unit(value, described, difference, written):
    assert guesses.amount(value, described, difference=difference) == written


YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
FILLED = re.compile(r"\{[^}]*\}")


@pytest.mark.parametrize("prediction_id", ALL)
def test_every_number_in_the_words_is_filled_in_or_recomputed(prediction_id):
    described = ALL[prediction_id]
    words_of_it = [described["ask"], described["says"], *described.get("words", {}).values()]
    tokens = {
        token for text in words_of_it for edition in session.LANGUAGES for token in number_tokens(FILLED.sub("", text[edition]))
    }
    assert problems(numbers, prediction_id, {token for token in tokens if not YEAR.fullmatch(token)}, None) == []


def test_numbers_are_declared_of_predictions_that_are_there():
    assert set(numbers) <= set(ALL)


def answers(prediction_id):
    """The answer as a text may print it: rounded to each number of digits from its own down to one."""
    truth, digits = truth_of(prediction_id), ALL[prediction_id]["digits"]
    values = {"number": [truth], "interval": [truth]}.get(ALL[prediction_id]["kind"], [])
    return {f"{abs(value):.{n}f}" for value in values for n in {digits, max(digits, 1), 2} if value > 9 or n}


# Each was looked at: the number stands there for something else, or is what the question starts from.
NOT_A_SPOILER = {
    "land-faster": {"26"},  # a share of the small town that bends in 2003
    "farmland-per-head": {"76.9"},  # Zhengzhou's output in percent of Wuhan's
    "agreeing-checks": {"87"},  # the printed percentage of farmland per head
    "found-by-pencil": {"16"},  # units of the last digit by which 3.28 is off
}


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("stem", STEMS[1:])
def test_no_number_of_an_answer_stands_before_it_in_the_chapter(stem, edition):
    found, before = {}, set()
    for cell in read_chapter(stem, edition).cells:
        if cell.cell_type == "markdown":
            before |= set(number_tokens(cell.source))
        elif asked := re.fullmatch(r'hl\.predict\("(.+)"\)', cell.source):
            if spoilt := answers(asked[1]) & before:
                found[asked[1]] = spoilt
    assert {name: spoilt for name, spoilt in found.items() if spoilt != NOT_A_SPOILER.get(name)} == {}


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_each_prediction_is_asked_once_below_its_predict_line(edition):
    asked = []
    for stem in STEMS:
        line = words.terms("message")["predict"][edition]
        above = ""
        for cell in read_chapter(stem, edition).cells:
            if cell.cell_type == "markdown":
                above = cell.source
            elif found := re.fullmatch(r'hl\.predict\("(.+)"\)', cell.source):
                asked.append(found[1])
                assert cell.id == f"guess-{found[1]}" and int(stem[:2]) == ALL[found[1]]["chapter"]
                assert line in above or cell.id == "guess-zhoukou-output-place", cell.id
    assert sorted(asked) == sorted(ALL)


@pytest.mark.parametrize(
    ("prediction_id", "line"),
    [
        ("france-1950", "My guess: ______________ %"),
        ("asia-one-ruler", "My guess: between ______ and ______ %"),
        ("urban-in-1700", "My guess, from the largest: ______________"),
        ("korea-curve", "My guess: 1970 ____ %; 1980 ____ %; 1990 ____ %; 2000 ____ %; 2018 ____ %"),
    ],
)
def test_on_paper_there_is_room_for_what_is_asked(prediction_id, line):
    words.use("en")
    assert predictions.on_paper(predictions.question(prediction_id)).splitlines()[-1] == line


def test_an_order_is_never_offered_as_it_is():
    for one, described in ALL.items():
        if described["kind"] == "order":
            assert guesses.shuffled(one) != guesses.right_order(one)
            assert guesses.shuffled(one) == guesses.shuffled(one)


@pytest.mark.parametrize(("prediction_id", "guess"), KINDS)
def test_a_guess_is_kept_asked_once_and_forgotten_with_its_chapter(prediction_id, guess):
    hl.start("en")
    widget = hl.predict(prediction_id)
    assert widget.guess is None
    widget.guess = guess
    assert widget.note == "" and kept(prediction_id) == guess
    assert hl.predict(prediction_id).guess == guess
    widget.guess = None
    assert hl.predict(prediction_id).guess is None
    widget.guess = guess
    hl.forget(ALL[prediction_id]["chapter"])
    assert hl.predict(prediction_id).guess is None


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(("prediction_id", "guess"), KINDS)
def test_what_is_stored_is_the_same_with_and_without_a_guess(prediction_id, guess, edition):
    hl.start(edition)

    def stored():
        data, metadata = hl.predict(prediction_id)._repr_mimebundle_()
        return data["text/plain"], metadata

    before = stored()
    assert before[0].startswith(ALL[prediction_id]["ask"][edition]) and "____" in before[0]
    hl.predict(prediction_id).guess = guess
    assert stored() == before == (before[0], {"prediction": prediction_id})


IMPOSSIBLE = {
    "number": [-3, 140, "40", True, float("nan"), None, [40]],
    "interval": [[60, 40], [-1, 40], [40, 140], [40], 40, ["a", "b"]],
    "choice": ["band_70", 3, ["band_20"], None],
    "order": [["CHN"], ["CHN", "CHN", "NLD"], "CHN", [1, 2, 3]],
    "curve": [[50.0] * 4, [150.0] * 10, ["x"] * 10, 50, {"2015": 3}],
}


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(("kind", "guess"), [(kind, guess) for kind, every in IMPOSSIBLE.items() for guess in every])
def test_a_guess_that_cannot_be_is_neither_kept_nor_believed(kind, guess, edition):
    hl.start(edition)
    prediction_id, possible = ONE_OF_A_KIND[kind]
    assert guesses.fits(prediction_id, possible) and not guesses.fits(prediction_id, guess)
    if guess is None:
        return
    hl.predict(prediction_id).guess = guess
    assert kept(prediction_id) is None
    progress.remember(guesses.key(prediction_id), guess=guess)
    widget = hl.predict(prediction_id)
    assert widget.guess is None and widget.note == words.message("predict_not_understood")
    widget.guess = possible
    assert widget.note == "" and hl.predict(prediction_id).guess == possible


@pytest.mark.parametrize(
    "content", ["{broken", "[]", '{"1:france-1950": {"guess": {"from": "a newer version"}}, "9z": {"level": 7}}']
)
def test_a_progress_file_that_is_broken_or_newer_loses_nothing(content, capsys):
    hl.start("en")
    progress.file().parent.mkdir(parents=True, exist_ok=True)
    progress.file().write_text(content, encoding="utf-8")
    widget = hl.predict("france-1950")
    assert widget.guess is None
    widget.guess = 40
    hl.predictions()
    assert "40.0 %" in capsys.readouterr().out
    everything = "".join(path.read_text(encoding="utf-8") for path in progress.file().parent.glob("progress*"))
    assert content in everything or '"9z"' in everything


def test_a_folder_that_refuses_is_one_sentence_and_the_course_goes_on(tmp_path, monkeypatch, capsys):
    hl.start("en")
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("HENAN_COURSE", str(tmp_path / "a-file" / "below"))
    widget = hl.predict("france-1950")
    widget.guess = 40
    said = words.message("progress_not_kept", reason="Not a directory").strip()
    assert widget.note == said and "\n" not in said
    hl.predictions()
    assert capsys.readouterr().out.strip() == words.message("predictions_none", count=len(ALL))


def test_progress_that_cannot_be_read_is_said_where_it_is_asked_for(monkeypatch, capsys):
    def refuse():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(predictions, "recall", refuse)
    said = words.message("progress_not_kept", reason="Permission denied").strip()
    widget = hl.predict("france-1950")
    assert (widget.guess, widget.note) == (None, said)
    hl.predictions()
    assert capsys.readouterr().out.strip() == said


def test_an_unknown_prediction_names_the_closest():
    hl.start("en")
    with pytest.raises(words.UnknownName, match="china-curve"):
        hl.predict("china-curv")
    with pytest.raises(words.UnknownName):
        hl.predict(3)


MARKED = [one for one, described in ALL.items() if "mark" in described]


def draw():
    figure, axes = plt.subplots(1, 2)
    for one in axes:
        one.plot([1980, 2020], [45, 50])
    return figure


@pytest.mark.thorough
def test_a_figure_carries_the_guess_only_where_there_is_one(monkeypatch):
    hl.start("en")
    monkeypatch.setattr(show, "_marks", {})
    monkeypatch.setattr(show, "display", lambda shown: None)
    seen = []
    data = pd.DataFrame({"year": [1], "urban_share_pct": [2.0]})
    for guess in (None, 5):
        hl.predict("france-1950").guess = guess
        hl.predict("korea-curve")
        with show.received_by(lambda name, figure, data: seen.append(figure.axes[0])):
            hl.show(draw(), "world-stages", data=data)
    without, marked = seen
    assert len(without.lines) == 1 and not list(without.texts)
    assert list(marked.lines[1].get_xydata()[0]) == [1950, 5] and marked.lines[1].get_markerfacecolor() == "white"
    assert marked.texts[0].get_text() == words.message("predict_your_guess")
    assert marked.get_ylim()[0] <= 5 and marked.get_xlim()[0] <= 1950
    seen.clear()
    with show.received_by(lambda name, figure, data: seen.append(figure.axes[0])):
        hl.show(draw(), "first-plot", data=data)
    assert len(seen[0].lines) == 1


def test_a_guess_beyond_an_axis_that_runs_downwards_leaves_it_so():
    assert predictions._including((10, 0), [15]) == (15, 0)
    assert predictions._including((0, 10), [-5, 3]) == (-5, 10)
    assert predictions._including((0, 10), [3]) == (0, 10)


@pytest.mark.parametrize(("prediction_id", "guess", "became"), [
    ("france-1950", 55.2, "guess_right"), ("france-1950", 55, "guess_low"), ("france-1950", 55.4, "guess_high"),
    ("asia-one-ruler", [89, 89], "guess_held"), ("asia-one-ruler", [0, 88], "guess_low"),
    ("asia-one-ruler", [90, 91], "guess_high"),
    ("fastest-band", "band_40", "guess_right"), ("fastest-band", "band_20", "guess_wrong"),
    ("urban-in-1700", ["NLD", "england_wales", "CHN"], "guess_right"),
    ("urban-in-1700", ["CHN", "england_wales", "NLD"], "guess_wrong"),
    ("henan-curve", [30.0] * 10, "guess_low"), ("henan-curve", [80.0] * 10, "guess_high"),
])  # fmt: skip
def test_what_becomes_of_a_guess(prediction_id, guess, became):
    assert guesses.outcome(prediction_id, guess) == became


def test_the_truth_drawn_as_a_guess_misses_by_nothing():
    truth = truth_of("henan-curve")[guesses.hidden_years("henan-curve")]
    assert guesses.typical_miss("henan-curve", list(truth)) == 0
    assert guesses.typical_miss("henan-curve", list(truth + 3)) == pytest.approx(3)


def test_crossed_pairs_are_counted():
    right = guesses.right_order("primacy-order")
    assert guesses.crossed_pairs("primacy-order", right) == 0
    assert guesses.crossed_pairs("primacy-order", right[::-1]) == 10
    assert guesses.crossed_pairs("primacy-order", [right[1], right[0], *right[2:]]) == 1


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_own_guesses_are_shown_beside_the_truth_and_intervals_are_counted(edition, capsys):
    hl.start(edition)
    hl.predictions()
    none = capsys.readouterr().out
    assert none.strip() == words.message("predictions_none")
    for prediction_id, guess in [*KINDS, ("third-break-error", [0, 0.1])]:
        hl.predict(prediction_id).guess = guess
    hl.predictions()
    said = capsys.readouterr().out
    assert all(ALL[prediction_id]["ask"][edition] in said for prediction_id, _ in KINDS)
    assert words.message("predictions_held", count=2, held=1) in said
    assert words.message("predictions_fewest", fewest=guesses.fewest(2)) in said
    assert words.message("predictions_sides", count=2, low=2, high=0) in said
    assert words.message("predictions_picked", count=2, right=0) in said
    assert bool(CHINESE.search(said)) == (edition == "zh") and " nan" not in said


@pytest.mark.parametrize(("kind", "your_guess", "what_is", "became"), [
    ("number", "40.0 %", "55.2 %", "guess_low"),
    ("interval", "70.0 % to 95.0 %", "89.0 %", "guess_held"),
    ("choice", "60–70 %", "40–50 %", "guess_wrong"),
    ("order", "pairs crossed: 2", "Netherlands, England and Wales, China", "guess_wrong"),
    ("curve", "48.0 % in 2024, typically 7.1 percentage points off", "59.2 % in 2024", "guess_low"),
])  # fmt: skip
def test_a_guess_is_a_row_with_its_question_what_was_said_and_what_is(kind, your_guess, what_is, became):
    prediction_id, guess = ONE_OF_A_KIND[kind]
    described = ALL[prediction_id]
    assert predictions._row(prediction_id, guess) == {
        "chapter": described["chapter"],
        "question": described["ask"]["en"],
        "your_guess": your_guess,
        "what_is": what_is,
        "guess_outcome": became,
    }


def test_each_kind_of_guess_is_counted_by_itself_and_few_intervals_tell_nothing():
    assert predictions._summary(
        {"france-1950": "guess_high", "henan-curve": "guess_low", "third-break-error": "guess_held"}
    ) == [
        words.message("predictions_sides", count=2, low=1, high=1),
        words.message(
            "predict_sentences",
            first=words.message("predictions_held", count=1, held=1),
            second=words.message("predictions_few"),
        ),
    ]
    found = predictions._summary({"fastest-band": "guess_right", "urban-in-1700": "guess_wrong"})
    assert found == [words.message("predictions_picked", count=2, right=1)]
    many = dict.fromkeys([one for one, described in ALL.items() if described["kind"] == "interval"][:12], "guess_low")
    assert words.message("predictions_fewest", fewest=9) in predictions._summary(many)[0]


@pytest.mark.parametrize(
    ("prediction_id", "guess", "panel", "x", "y"),
    [
        ("asia-one-ruler", [30, 40], 0, [30, 40], ["asia", "asia"]),
        ("zhengzhou-output", [20, 25], 0, ["gdp", "gdp"], [20, 25]),
        ("only-urban-grows", 60, 1, [60], ["only_urban_grows"]),
        ("henan-curve", [48.0] * 10, 0, list(range(2015, 2025)), [48.0] * 10),
    ],
)
def test_a_guess_is_marked_in_its_panel_at_its_place_along_its_axis(prediction_id, guess, panel, x, y):
    figure, axes = plt.subplots(1, 2)
    for one in axes:
        one.plot(x if isinstance(x[0], str) else [0] * len(x), y if isinstance(y[0], str) else [0] * len(y), visible=False)
    hl.predict(prediction_id).guess = guess
    predictions._mark(figure, prediction_id)
    assert [len(one.lines) for one in axes] == ([2, 1] if panel == 0 else [1, 2])
    line, (note,) = axes[panel].lines[1], axes[panel].texts
    assert (list(line.get_xdata(orig=True)), list(line.get_ydata(orig=True))) == (x, y)
    assert line.get_linestyle() == ("--" if ALL[prediction_id]["kind"] == "curve" else "-")
    assert line.get_color() == note.get_color() == hl.colours["guess"] and line.get_label() == "_"
    assert note.xy == (x[-1], y[-1])
    for values, limits in ((x, axes[panel].get_xlim()), (y, axes[panel].get_ylim())):
        assert all(limits[0] <= value <= limits[1] for value in values if not isinstance(value, str))


@pytest.mark.parametrize(("count", "least"), [(0, 0), (1, 0), (5, 3), (12, 9)])
def test_how_many_intervals_hold_at_the_least(count, least):
    def fewer(than):
        every = (sum(one) for one in itertools.product((0, 1), repeat=count))
        return sum(0.9**held * 0.1 ** (count - held) for held in every if held < than)

    assert guesses.fewest(count) == least and fewer(least) <= 0.05 < fewer(least + 1)


def test_the_course_has_enough_of_each_kind():
    chapters = [described["chapter"] for described in ALL.values()]
    kinds = [described["kind"] for described in ALL.values()]
    assert all(chapters.count(chapter) >= 6 for chapter in range(1, 8))
    assert kinds.count("curve") >= 6 and kinds.count("interval") >= 12


def test_the_script_is_small():
    assert len(gzip.compress(predictions.SCRIPT.read_bytes() + predictions.STYLE.read_bytes())) < 30_000
