"""Every filter of the strategy draws what its sentence and its list say, in both languages."""

import functools
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.explorers.strategy import LISTED, PRESENCE, StrategyPicture

from .conftest import pixels

FOCUSES = ["any_choice", *(f"3.{number}" for number in range(1, 7))]
PROBLEMS = ["any_choice", "no_stated_problem", *sorted(hl.load("problem_measure_links")["problem"].unique())]
STATES = st.fixed_dictionaries(
    {
        "focus": st.sampled_from(FOCUSES),
        "problem": st.sampled_from(PROBLEMS),
        "actor": st.sampled_from(PRESENCE),
        "indicator": st.sampled_from(PRESENCE),
        "text": st.one_of(st.sampled_from(["", "市", "City", "学校 %", "§3.4", "<b>", "(*["]), st.text(max_size=4)),
    }
)
EVERYTHING = {"focus": "any_choice", "problem": "any_choice", "actor": "any_choice", "indicator": "any_choice", "text": ""}


TREE, LINKS = hl.load("strategy_tree").fillna("").to_dict("records"), hl.load("problem_measure_links")
PAIRS = set(zip(LINKS["problem"], LINKS["measure"]))


def plainly(state, edition):
    """Ids of the matching measures, filtered row by row."""
    found = []
    for row in (row for row in TREE if row["kind"] == "measure"):
        problems = {problem for problem, measure in PAIRS if measure in (row["id"], row["parent"])}
        presence = {name: "given" if row[f"{name}_{edition}"] else "not_given" for name in ("actor", "indicator")}
        text = "\n".join(["§" + row["section"], *(row[f"{part}_{edition}"] for part in ("label", "actor", "indicator"))])
        if (
            state["focus"] in ("any_choice", row["section"][:3])
            and (state["problem"] in ("any_choice", *problems) or (state["problem"] == "no_stated_problem" and not problems))
            and all(state[name] in ("any_choice", presence[name]) for name in presence)
            and all(word in text.casefold() for word in state["text"].casefold().split())
        ):
            found.append(row["id"])
    return found


@functools.cache
def opened(edition):
    """One picture for all states, as a reader has it."""
    return StrategyPicture()


@pytest.mark.parametrize("edition", session.LANGUAGES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=STATES)
def test_bars_sentence_and_list_are_those_of_a_plain_filter(edition, state):
    hl.start(edition)
    picture = opened(edition)
    picture.draw(state)
    found = plainly(state, edition)
    assert list(picture.measures.loc[picture.matching(state), "id"]) == found
    for section, bar in picture.bars.items():
        number = sum(measure.startswith(section) for measure in found)
        assert bar.get_width() == number <= picture.totals[section]
        assert picture.counts[section].get_text() == (str(number) if number else "")
    focuses = [int(picture.counts[focus].get_text()) for focus in FOCUSES[1:]]
    assert sum(focuses) == len(found)
    numbers = [int(number) for number in re.findall(r"\d+", picture.caption(state))]
    if found:
        assert {322, len(found), sum(map(bool, focuses))} <= set(numbers)
    else:
        assert picture.caption(state) == words.message("strategy_none", all=322)
    listed = picture.details(state)
    assert listed.count("<li>") == min(LISTED, len(found))
    more = words.message("strategy_more", more=len(found) - LISTED)
    assert (more in listed) if len(found) > LISTED else listed.endswith("</ul></div>")


@settings(max_examples=5, deadline=None)
@given(states=st.lists(STATES, min_size=2, max_size=5))
def test_a_worn_picture_equals_a_fresh_one(states):
    hl.start("en")
    worn, fresh = StrategyPicture(), StrategyPicture()
    for state in states:
        last = pixels(worn, state)
    assert np.array_equal(last, pixels(fresh, states[-1]))
    worn.close(), fresh.close()


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("size", ["screen", "projector"])
def test_no_text_is_cut_or_overlaps_another_or_a_bar(edition, size):
    hl.start(edition, size=size)
    picture = StrategyPicture()
    picture.draw(EVERYTHING)
    renderer = picture.figure.canvas.get_renderer()
    bars = [bar.get_window_extent(renderer) for bar in picture.bars.values()]
    texts = [text.get_window_extent(renderer) for axes in picture.figure.axes for text in axes.texts if text.get_text()]
    assert len(texts) == 24 * 3 + 6 * 3
    width, height = picture.figure.bbox.size

    def meet(one, other):
        return one.x0 < other.x1 and other.x0 < one.x1 and abs(one.y0 + one.y1 - other.y0 - other.y1) < 4

    for number, box in enumerate(texts):
        assert 0 <= box.x0 and box.x1 <= width and 0 <= box.y0 and box.y1 <= height
        assert not any(meet(box, other) for other in [*bars, *texts[:number]])
    picture.close()


def test_words_are_searched_while_they_are_typed_and_never_become_markup():
    hl.start("zh")
    explorer = hl.explore.strategy(problem="any_choice")
    assert explorer.controls["text"].continuous_update
    explorer.controls["text"].value = "学校"
    some = explorer.picture.matching(explorer.state).sum()
    assert 0 < some < 322 and "学校" in explorer.details.value
    explorer.controls["text"].value = "<script>alert(1)</script>"
    assert "script" not in explorer.details.value + explorer.status.value
    assert "没有一条" in explorer.status.value
    explorer.picture.measures.loc[0, "label_zh"] = "<b>&"
    explorer.controls["text"].value = ""
    assert "&lt;b&gt;&amp;" in explorer.details.value and "<b>" not in explorer.details.value
    explorer.close()
    assert plt.get_fignums() == []


def test_counts_are_those_of_the_chapter():
    picture = StrategyPicture()
    focuses = [picture.totals[focus] for focus in FOCUSES[1:]]
    assert focuses == [105, 32, 30, 81, 39, 35]
    water = picture.matching({**EVERYTHING, "problem": "2.2.4.2"})
    none = picture.matching({**EVERYTHING, "problem": "no_stated_problem"})
    assert (water.sum(), none.sum()) == (3, 91)
    assert picture.matching({**EVERYTHING, "indicator": "given"}).sum() == 156


def test_the_code_of_a_view_draws_it_again_and_a_wrong_one_is_named():
    hl.start("en")
    explorer = hl.explore.strategy()
    explorer.controls["focus"].value = "3.4"
    explorer.controls["text"].value = "school's"
    explorer.write_code()
    view = eval(explorer.code.value, {"hl": hl})
    worn = explorer.picture.draw(explorer.state)
    worn.canvas.draw(), view.canvas.draw()
    assert bytes(view.canvas.buffer_rgba()) == bytes(worn.canvas.buffer_rgba())
    explorer.reset()
    assert explorer.state["focus"] == "any_choice"
    with pytest.raises(ValueError, match="strategy"):
        hl.explore.view("strategy", focus="9.9")
    explorer.close()
