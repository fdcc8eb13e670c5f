"""Charts draw the numbers they are given."""

import matplotlib.colors
import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns

import henan_lib as hl
from henan_lib.words import CourseError, label


def test_urban_share_lines_draw_every_value_and_dash_the_projections():
    table = hl.load("world_urban_share").query("area_code in ['CHN', 'JPN']")
    axes = hl.charts.urban_share_lines(table)
    drawn = {tuple(point) for line in axes.lines for point in line.get_xydata().round(3).tolist()}
    assert drawn == {tuple(point) for point in table[["year", "urban_share_pct"]].astype(float).round(3).to_numpy().tolist()}
    dashed = [line for line in axes.lines if line.get_linestyle() != "-"]
    assert len(dashed) == 2 and all(line.get_xdata().min() == 2018 for line in dashed)
    assert {text.get_text() for text in axes.texts} == {label("CHN"), label("JPN")}


@pytest.mark.parametrize("size", ["screen", "projector"])
def test_line_labels_have_the_colour_of_their_line_and_do_not_overlap(size):
    hl.start("en", size=size)
    shares = hl.load("world_urban_share")
    axes = hl.charts.urban_share_lines(shares[shares["area_code"].isin(["CAN", "DEU", "FRA", "GBR", "USA", "AUS", "NLD"])])
    axes.figure.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.y0)
    assert all(lower.y0 + 0.9 * lower.height <= upper.y0 for lower, upper in zip(boxes, boxes[1:]))
    ends = {tuple(line.get_xydata()[-1]): line.get_color() for line in axes.lines}
    assert {text.get_color() for text in axes.texts} <= set(ends.values())


def test_dumbbells_put_both_values_on_the_row_of_their_label():
    table = pd.DataFrame({"printed_pct": [10.0, 50.0], "source_pct": [20.0, 40.0], "row": ["upper", "lower"]})
    axes = hl.charts.dumbbells(table, "printed_pct", "source_pct", "row")
    hollow, full = (collection.get_offsets().tolist() for collection in axes.collections[1:])
    assert hollow == [[10, 1], [50, 0]] and full == [[20, 1], [40, 0]]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["upper", "lower"]


def test_stage_bands_meet_at_the_thresholds():
    figure, axes = plt.subplots()
    hl.charts.stage_bands(axes, 40, 80)
    edges = [(band.get_y(), band.get_y() + band.get_height()) for band in axes.patches]
    assert edges == [(0, 40), (40, 80), (80, 100)]


def test_argument_map_draws_a_line_for_each_link_as_wide_as_its_count():
    links = pd.DataFrame({"problem": ["2.2.1", "2.2.5"], "measure": ["3.1", "3.3"], "measures_linked": [4, 8]})
    axes = hl.charts.argument_map(links)
    assert [line.get_linewidth() for line in axes.lines] == [1, 2]
    boxes = [text.get_text() for text in axes.texts if text.get_text()]
    assert len(boxes) == 18 and boxes[0].startswith("§1.1") and boxes[-1].startswith("§3.6")


def test_notes_points_and_rings_stand_where_the_data_are():
    table = pd.DataFrame({"area_code": ["CHN", "JPN"], "share": [64, 92], "speed": [1.0, 0.1]})
    figure, axes = plt.subplots()
    hl.charts.note(axes, "plan_target", at=(1, 2), colour="printed", align="right")
    hl.charts.label_points(axes, table, "share", "speed", "area_code", side="above")
    hl.charts.highlight(axes, table.head(1), "share", "speed")
    assert [text.xy for text in axes.texts] == [(1, 2), (64, 1.0), (92, 0.1)]
    assert [text.get_text() for text in axes.texts] == ["plan_target", label("CHN"), label("JPN")]
    assert axes.texts[0].get_color() == hl.colours["printed"] and axes.texts[0].get_ha() == "right"
    assert axes.collections[0].get_offsets().tolist() == [[64, 1]]


def test_bars_carry_their_values_and_stack_in_the_colours_of_the_course():
    parts = pd.DataFrame({"agrees": [30, 5], "conflicts": [1, 20]}, index=["a", "b"])
    axes = hl.charts.stacked_bars(parts, horizontal=True, smallest=2)
    assert [text.get_text() for text in axes.texts] == ["30", "5", "", "20"]
    assert [bar.get_width() for bars in axes.containers for bar in bars] == [30, 5, 1, 20]
    assert axes.containers[1][0].get_facecolor()[:3] == matplotlib.colors.to_rgb(hl.colours["conflicts"])
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    figure, axes = plt.subplots()
    axes.bar(["a"], [1234.567])
    assert [text.get_text() for text in hl.charts.label_bars(axes, 2).texts] == ["1,234.57"]


def test_an_unknown_colour_is_one_sentence_with_the_closest():
    with pytest.raises(CourseError, match="henan"):
        hl.colours["henna"]


def test_distances_stand_on_their_rows_and_the_scale_reaches_the_farthest():
    table = pd.DataFrame(
        {"place": ["a", "b"], "distance_digits": [0.0, 36.0], "low": [-1.0, 35.0], "high": [1.0, 37.0]}
    ).assign(verdict=["agrees", "conflicts"])
    axes = hl.charts.distances(table)
    bars = [segment.tolist() for segment in axes.collections[0].get_segments()]
    assert bars == [[[-1, 0], [1, 0]], [[35, 1], [37, 1]]]
    assert axes.collections[1].get_offsets().tolist() == [[0, 0], [36, 1]]
    assert axes.yaxis.get_inverted()
    assert axes.get_xlim()[1] > 100 and [text.get_text() for text in axes.get_xticklabels()] == ["-1", "0", "1", "10", "100"]
    colours = [tuple(colour) for colour in axes.collections[1].get_facecolors()]
    assert colours == [matplotlib.colors.to_rgba(hl.colours[verdict]) for verdict in table["verdict"]]


def test_differences_begin_at_the_top_and_name_their_editions():
    table = pd.DataFrame({"year": [2011, 2011, 2019], "gap": [0.5, -0.7, 2.1], "vintage": ["a", "b", "a"]})
    axes = hl.charts.differences(table, "gap", "year")
    assert axes.collections[0].get_offsets().tolist() == [[0.5, 0], [-0.7, 0], [2.1, 1]]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]


def test_of_three_frames_the_left_one_is_as_tall_as_the_two_others():
    figure, left, upper, lower = hl.charts.three_frames()
    figure.canvas.draw()
    tall, above, below = (frame.get_position() for frame in (left, upper, lower))
    assert tall.x1 < above.x0 and above.y0 > below.y1
    assert tall.y0 == pytest.approx(below.y0, abs=0.01) and tall.y1 == pytest.approx(above.y1, abs=0.01)


def test_parts_of_wholes_stand_at_the_bars_of_their_rows():
    table = pd.DataFrame(
        {"x": [50, 20, 100, 0], "y": list("abab"), "hue": list("ccdd"), "n": [1, 1, 2, 0], "all": [2, 5, 2, 5]}
    )
    axes = hl.charts.label_parts(sns.barplot(table, x="x", y="y", hue="hue"), table["n"], table["all"])
    written = [text.get_text() for text in axes.texts if text.get_text()]
    assert written == ["1 / 2", "1 / 5", "2 / 2", "0 / 5"]
    assert [text.xy[0] for text in axes.texts if text.get_text()] == [50, 20, 100, 0]


def test_slopes_stand_as_steps_between_their_breaks():
    figure, axes = plt.subplots()
    fit = hl.analysis.segmented_fit(range(1980, 2001), [20 + max(year - 1990, 0) for year in range(1980, 2001)], [1990])
    steps = hl.charts.slope_steps(axes, fit, 1980, 2000, colour="printed").patches[0]
    assert steps.get_data().values == pytest.approx([0, 1]) and list(steps.get_data().edges) == [1980.5, 1990.5, 2000.5]
    assert matplotlib.colors.same_color(steps.get_edgecolor(), hl.colours["printed"])


def test_parts_of_a_bar_are_named_beside_it_in_their_colours_and_need_no_legend():
    axes = hl.charts.stacked_bars(pd.DataFrame({"agrees": [3, 5], "conflicts": [1, 2]}, index=["a", "b"]))
    names = hl.charts.name_parts(axes).texts
    assert [text.get_text() for text in names] == [label("agrees"), label("conflicts")]
    assert [text.xy[1] for text in names] == [2.5, 6]
    assert all(
        matplotlib.colors.same_color(text.get_color(), hl.colours[key]) for text, key in zip(names, ("agrees", "conflicts"))
    )
    assert axes.get_legend() is None


def test_groups_of_rows_are_parted_and_named_at_their_middle():
    rows = pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 4], "row": list("xyz"), "part": list("ppq")})
    axes = hl.charts.name_groups(hl.charts.dumbbells(rows, "a", "b", "row"), rows, "part")
    assert [(text.get_text(), text.get_position()[1]) for text in axes.texts[-2:]] == [("p", 1.5), ("q", 0)]
    assert [line.get_ydata()[0] for line in axes.lines] == [0.5]


@pytest.mark.parametrize("edition, shown", [("en", "Strain on\nwater"), ("zh", "Strai\nn on\nwater")])
def test_long_names_of_ticks_are_broken_and_a_chinese_character_takes_two_letters(edition, shown):
    hl.start(edition)
    figure, axes = plt.subplots()
    axes.barh(["Strain on water", "b"], [1, 2])
    assert [text.get_text() for text in hl.charts.wrap_ticks(axes, down=11).get_yticklabels()] == [shown, "b"]


def test_a_line_with_gaps_joins_only_years_that_follow_each_other():
    table = pd.DataFrame({"year": [2018, 2019, 2021, 2022], "share": [52.24, 54.01, 56.45, None]})
    figure, axes = plt.subplots()
    hl.charts.line_with_gaps(axes, table, "year", "share", colour="orange", name="own_table")
    (line,) = axes.lines
    assert line.get_xdata().tolist() == [2018, 2019, 2020, 2021, 2022]
    assert pd.Series(line.get_ydata()).isna().tolist() == [False, False, True, False, True]
    assert (line.get_color(), line.get_label()) == (hl.colours["orange"], "own_table")
    assert all(tick == int(tick) for tick in axes.get_xticks())
    figure, axes = plt.subplots()
    assert len(hl.charts.line_with_gaps(axes, table.head(0), "year", "share").lines[0].get_xdata()) == 0


def test_a_fan_fills_what_lies_between_its_ends():
    figure, axes = plt.subplots()
    hl.charts.fan(axes, pd.DataFrame({"low": [59, 58], "high": [59, 63]}, index=[2024, 2025]), colour="blue")
    (area,) = axes.collections
    corners = area.get_paths()[0].vertices
    assert (corners.min(axis=0).tolist(), corners.max(axis=0).tolist()) == ([2024, 58], [2025, 63])
