"""The audit browser lets through what a plain filter would, and shows it unharmed."""

import re
from html import unescape

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib import session, words
from henan_lib.explorers.audit_browser import MOST_ROWS, PARTS, AuditPicture
from henan_lib.report.audit import VERDICTS

from ..notebooks.test_figures import cut_off, small_texts
from .conftest import pixels

START = {"section": "", "verdict": "", "kind": "", "text": ""}
SECTIONS = ["", *AuditPicture().below]
KINDS = ["", *sorted(set(hl.audit()["kind"]) - {""})]
WORDS = ["", " ", "2019", "population", "POPULATION", "人口", "\\", ".*", "(", "<b>", "\x00", "ß"]
STATES = st.fixed_dictionaries(
    {
        "section": st.sampled_from(SECTIONS),
        "verdict": st.sampled_from(["", *VERDICTS]),
        "kind": st.sampled_from(KINDS),
        "text": st.sampled_from(WORDS) | st.text(max_size=12),
    }
)
QUICK = settings(
    max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def worn():
    hl.start("en")
    return AuditPicture()


def plain(state):
    """The matching checks by the library's own audit and pandas."""
    table = hl.audit(section=state["section"] or None, verdict=state["verdict"] or None)
    word = state["text"].strip().lower()
    kept = [
        state["kind"] in ("", check.kind) and (word in check.statement.lower() or word in check.explanation.lower())
        for check in table.itertuples()
    ]
    return table[np.array(kept, dtype=bool)]


@QUICK
@given(
    state=STATES.filter(lambda state: state["text"].isascii() or state["text"] == "人口"), edition=st.sampled_from(("zh", "en"))
)
def test_bars_caption_and_rows_are_those_of_a_plain_filter(worn, state, edition):
    hl.start(edition)
    worn.draw(state)
    expected = plain(state)
    drawn = np.array([[bar.get_width() for bar in bars] for bars in worn.bars])
    assert drawn.sum() == len(expected) == worn.matching(state).sum()
    assert list(drawn.sum(axis=1)) == [(expected["verdict"] == verdict).sum() for verdict in VERDICTS]
    by_part = [sum(section == part or section.startswith(f"{part}.") for section in expected["section"]) for part in PARTS]
    assert list(drawn.sum(axis=0)) == by_part
    caption, details = worn.caption(state), worn.details(state)
    told = [f"{hl.label(verdict)} {count}" for verdict, count in expected["verdict"].value_counts().items()]
    assert all(words in caption for words in told), caption
    assert cut_off(worn.figure) == small_texts(worn.figure) == []
    assert str(len(expected)) in caption if len(expected) else details == "" and str(len(hl.audit())) in caption
    listed = re.findall(r"<tr><td[^>]*>([^<]*)</td>", details)
    assert [unescape(name) for name in listed] == list(expected["check"][:MOST_ROWS])
    assert (str(len(expected) - MOST_ROWS) in details) or len(expected) <= MOST_ROWS


@QUICK
@given(state=STATES)
def test_no_text_breaks_the_browser(worn, state):
    words.use("en")
    assert worn.frame(state) and worn.caption(state)
    assert worn.details(state).count("<tr>") == (
        min(worn.matching(state).sum(), MOST_ROWS) + 1 if worn.matching(state).any() else 0
    )


def test_what_the_data_say_is_escaped(worn, monkeypatch):
    words.use("en")
    table = worn.table.copy()
    table.loc[0, ["statement", "printed"]] = ["<script>alert(1)</script>", "a & b < c"]
    monkeypatch.setitem(worn._texts, "en", (table, *worn._in_session()[1:]))
    details = worn.details(START)
    assert "<script>" not in details and "a &amp; b &lt; c" in details


def test_every_check_has_one_part_and_one_verdict(worn):
    assert (worn.of_part.sum(axis=0) == 1).all() and (worn.of_verdict.sum(axis=0) == 1).all()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STATES, state=STATES)
def test_a_worn_picture_equals_a_fresh_one(before, state):
    hl.start("zh")
    used, fresh = AuditPicture(), AuditPicture()
    used.frame(before)
    assert np.array_equal(pixels(used, state), pixels(fresh, state))


def test_another_language_redraws_titles_labels_and_rows(worn):
    for edition, title in (("zh", "问题与挑战"), ("en", "Problems and challenges")):
        hl.start(edition)
        worn.frame(START)
        assert any(title in text.get_text() for text in worn.figure.axes[0].get_yticklabels())
        assert hl.label("verdict") in worn.details(START)


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_typing_is_live_and_searches_the_language_of_the_session(edition):
    hl.start(edition)
    explorer = hl.explore.audit(verdict="conflicts")
    assert explorer.controls["text"].continuous_update
    before = explorer.status.value
    word = {"zh": "户籍", "en": "registered"}[edition]
    for end in range(1, len(word) + 1):
        explorer.controls["text"].value = word[:end]
    assert explorer.status.value != before and word in explorer.details.value
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", re.sub("<[^>]*>", " ", explorer.details.value))
    explorer.controls["text"].value = "qqq"
    assert explorer.details.value == "" and explorer.picture.matching(explorer.state).sum() == 0
    assert len(hl.explore.view("audit", **explorer.state).axes) == 1
    explorer.close()
