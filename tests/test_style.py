"""Every figure is finished in the session's language, legible, and drawn in colours that can be told apart."""

import itertools
import tomllib
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import colors, ft2font

import henan_lib as hl
from henan_lib import session, words
from henan_lib.figures import show, theme

CATALOGUE = tomllib.loads((session.data_folder() / "figures.toml").read_text(encoding="utf-8"))
CHARACTERS = {".md", ".csv", ".toml", ".ipynb", ".json"}


@pytest.fixture
def shown(monkeypatch):
    """What `show` displays."""
    outputs = []
    monkeypatch.setattr(show, "display", outputs.append)
    return outputs


def small_table():
    return pd.DataFrame({"year": [2000, 2010], "urban_share_pct": [30.0, 40.0]})


def declared_table():
    return small_table().assign(area_code="JPN", stage="middle_stage")


def draw():
    figure, axes = plt.subplots()
    axes.plot([2000, 2010], [30, 40], label="JPN")
    axes.set(xlabel="year", ylabel="urban_share_pct")
    axes.text(2005, 35, "middle_stage")
    axes.legend(title="area_code")
    return figure


@pytest.mark.parametrize(
    ("edition", "ylabel", "stage"), [("zh", "城镇化率（%）", "中级阶段"), ("en", "Urban share (%)", "Middle stage")]
)
def test_show_translates_labels_adds_source_and_alt_text_and_closes(shown, edition, ylabel, stage):
    hl.start(edition)
    figure = draw()
    assert hl.show(figure, "first-plot", data=declared_table()) is None
    axes = figure.axes[0]
    assert axes.get_ylabel() == ylabel
    assert axes.texts[0].get_text() == stage
    assert axes.get_legend().get_texts()[0].get_text() == words.label("JPN") != "JPN"
    assert figure.get_suptitle() == CATALOGUE["first-plot"]["title"][edition]
    assert "2018" in figure.get_supxlabel()
    picture, caption = shown
    bundle, metadata = picture._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == CATALOGUE["first-plot"]["alt"][edition] == bundle["text/plain"]
    assert CATALOGUE["first-plot"]["caption"][edition] in caption
    assert plt.get_fignums() == []


def test_numbers_on_an_axis_are_never_taken_for_codes():
    hl.start("en")
    figure, axes = plt.subplots()
    axes.plot([0, 410000], [0, 410000])
    axes.set_xticks([0, 205000, 410000], labels=["0", "205000", "410000"])
    show.translate(figure, pd.DataFrame({"year": [1], "urban_share_pct": [2.0]}))
    assert [text.get_text() for text in axes.get_xticklabels()] == ["0", "205000", "410000"]


def test_free_text_and_numbers_stay_and_only_declared_keys_are_replaced():
    hl.start("en")
    figure, axes = plt.subplots()
    bars = axes.bar(["500000", "320000"], [500000, 320000])
    axes.bar_label(bars, ["500000", "320000"])
    axes.set_title("right", loc="left")
    show.translate(figure, pd.DataFrame({"population": [500000, 320000], "province_code": ["500000", "320000"]}))
    assert [text.get_text() for text in axes.texts] == ["500000", "320000"]
    assert axes.get_title(loc="left") == "right"
    assert [text.get_text() for text in axes.get_xticklabels()] == ["Chongqing", "Jiangsu"]


@pytest.mark.parametrize("put", ["set_xlabel", "set_title", "legend", "annotate"])
@pytest.mark.parametrize(("key", "close"), [("urban_shar_pct", "urban_share_pct"), ("plan_target", "plan_target")])
def test_a_key_that_nobody_declared_is_named_with_the_closest_ones(put, key, close):
    hl.start("en")
    figure, axes = plt.subplots()
    if put == "legend":
        axes.plot([1, 2], label=key)
        axes.legend()
    elif put == "annotate":
        axes.annotate(key, (0, 0))
    else:
        getattr(axes, put)(key, loc="left")
    with pytest.raises(show.UnlabelledData, match=f"{key}.*{close}"):
        show.translate(figure, small_table())
    show.translate(figure, small_table(), [key]) if key == close else None


def test_the_catalogue_declares_words_that_are_no_columns_of_the_data():
    hl.start("en")
    figure, axes = plt.subplots()
    axes.annotate("plan_target", (0, 0))
    axes.set_ylabel("urban_share_pct")
    show.translate(figure, pd.DataFrame({"year": [1]}), ["plan_target", "urban_share_pct"])
    assert axes.texts[0].get_text() == words.label("plan_target") and axes.get_ylabel() == "Urban share (%)"


def test_an_unknown_figure_says_how_to_add_it():
    with pytest.raises(words.UnknownName, match=r"\[no-such-figure\] to data/figures.toml"):
        hl.show(draw(), "no-such-figure", data=declared_table())


def test_data_are_required_and_their_columns_must_have_labels():
    with pytest.raises(show.UnlabelledData, match="hl.show"):
        hl.show(draw(), "first-plot")
    with pytest.raises(show.UnlabelledData, match="my_column"):
        hl.show(draw(), "first-plot", data=small_table().assign(my_column=1))


def test_a_table_is_shown_with_labels_and_units(shown):
    hl.start("zh")
    hl.show(small_table(), "first-rows")
    bundle, _ = shown[0]._repr_mimebundle_()
    assert "城镇化率（%）" in bundle["text/html"] and "urban_share_pct" not in bundle["text/html"]


def test_gaps_of_every_kind_are_empty_cells():
    gaps = pd.DataFrame(
        {"population": pd.array([1, None], dtype="Int64"), "urban_share_pct": [0.5, np.nan], "note": ["a", None]}
    )
    assert [show._cell(value, "population") for value in gaps.iloc[1]] == ["", "", ""]
    assert "<td" in show.table_bundle(gaps)["text/html"]


def test_start_refuses_another_language_or_size():
    with pytest.raises(ValueError, match="fr"):
        hl.start("fr")
    with pytest.raises(ValueError, match="huge"):
        hl.start("en", size="huge")
    hl.start("en", size="projector")
    assert plt.rcParams["font.size"] == 14
    hl.start("en")
    assert plt.rcParams["font.size"] == 11


def test_the_catalogue_is_complete_in_both_languages():
    numbers = [entry["number"] for entry in CATALOGUE.values()]
    assert len(set(numbers)) == len(numbers)
    for key, entry in CATALOGUE.items():
        assert entry["kind"] in ("figure", "table"), key
        assert entry["number"].split("-")[0] == str(entry["chapter"]), key
        for part in ("title", "caption", "alt"):
            assert set(entry[part]) == {"zh", "en"} and all(len(text) > 2 for text in entry[part].values()), (key, part)
        for name in entry["tables"]:
            hl.describe(name)


def test_the_font_draws_every_character_of_the_repository():
    root = session.data_folder().parent
    files = [path for folder in ("data", "notebooks") for path in (root / folder).rglob("*") if path.suffix in CHARACTERS]
    wanted = {character for path in [*files, *root.glob("*.md")] for character in path.read_text(encoding="utf-8")}
    ours = ft2font.FT2Font(str(theme.FONT_FILE)).get_charmap()
    latin = ft2font.FT2Font(plt.matplotlib.font_manager.findfont("DejaVu Sans")).get_charmap()
    drawn = ours | latin
    missing = {character for character in wanted if character.isprintable() and ord(character) not in drawn}
    assert not missing, f"run make font: {''.join(sorted(missing))}"


def test_the_font_draws_the_names_of_all_places_of_china():
    names = (theme.FONT_FILE.parent / "place_name_characters.txt").read_text(encoding="utf-8").strip()
    ours = ft2font.FT2Font(str(theme.FONT_FILE)).get_charmap()
    assert len(names) > 1200 and set("泸溧盱眙兖儋郓汨") <= set(names)
    assert {character for character in names if ord(character) not in ours} == set()


@pytest.mark.thorough
@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_a_character_that_no_font_has_is_said_in_one_sentence_without_a_warning(shown, edition):
    hl.start(edition)
    for title, lacking in (("泸溧盱眙兖儋郓汨", ""), ("\U00030000 and \U00030001", "\U00030000\U00030001")):
        figure = draw()
        figure.axes[0].text(2000, 31, title)
        hl.show(figure, "first-plot", data=declared_table())
        said = [str(one) for one in shown[2:]]
        assert [lacking in sentence for sentence in said] == ([True] if lacking else [])
        shown.clear()


def test_chinese_is_drawn_with_the_shipped_font_alone(monkeypatch):
    manager = plt.matplotlib.font_manager.fontManager
    monkeypatch.setattr(manager, "ttflist", [font for font in manager.ttflist if "DejaVu" in font.name])
    hl.start("zh")
    figure = plt.figure()
    figure.text(0.1, 0.5, "漯河、濮阳、荥阳、浉河 −12 %")
    figure.canvas.draw()


def test_a_missing_glyph_is_an_error():
    hl.start("zh")
    figure = plt.figure()
    figure.text(0.1, 0.5, "\U00030000")
    with pytest.raises(UserWarning, match="Glyph"):
        figure.canvas.draw()


def luminance(colour):
    channels = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colors.to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], channels))


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour, matrix):
    linear = np.array(
        [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colors.to_rgb(colour)]
    )
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_palette_is_legible_on_white_and_told_apart_by_colour_blind_readers():
    for colour in [*theme.PALETTE, *theme.STAGE_COLOURS.values()]:
        assert 1.05 / (luminance(colour) + 0.05) >= 2.9, colour
    for matrix in [np.eye(3), *DEFICIENCIES.values()]:
        for family in (theme.PALETTE, list(theme.STAGE_COLOURS.values())):
            for one, other in itertools.combinations(family, 2):
                assert np.linalg.norm(lab(one, matrix) - lab(other, matrix)) >= 10, (one, other)


def test_no_warning_from_a_plain_figure():
    hl.start("zh")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        show.png(draw())


@pytest.mark.thorough
def test_one_figure_gives_the_same_bytes_twice():
    hl.start("en")
    assert show.png(draw()) == show.png(draw())
