"""Charts draw the numbers they are given."""

import matplotlib.colors
import matplotlib.pyplot as plt
import pandas as pd
import pytest

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
    boxes = [pd.DataFrame({"id": ids, "label": ids}) for ids in (["1"], ["2", "3"], ["4"])]
    links = pd.DataFrame({"problem": ["2", "3"], "measure": ["4", "4"], "measures_linked": [4, 8]})
    axes = hl.charts.argument_map(boxes, links)
    assert [line.get_linewidth() for line in axes.lines] == [1, 2]
    assert [text.get_text() for text in axes.texts] == ["§1 1", "§2 2", "§3 3", "§4 4"]


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
