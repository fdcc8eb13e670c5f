"""Words that an edition does not use, with what it says instead, in chapters, guides, captions, exercises and labels."""

import re
import tomllib

import pytest

from henan_lib import session
from henan_lib.words import KINDS, terms

from .chapters import NOTEBOOKS, STEMS, read_chapter

# What must not be found, as a pattern, and what stands there instead.
FORBIDDEN = {
    "zh": {
        "所印": "报告原数，报告列的",
        "最合(?![适算])": "拟合最好的",
        "点子": "散点",
        "城里人|城里的人": "城镇人口",
        "嫌": "认为偏小，偏多",
        "(?<!投入)产出(?!全国)": "地区生产总值（GDP）",
        r"\d\.\d+个点|\d多个点|每年\d+个点|十个点": "个百分点",
        "人均产出": "人均GDP",
    },
    "en": {
        "stands? by (?:high|low)": "high shares lie beside high shares",
        "walked by people|sewn in|sewn": "some bends come from revising the series after a census",
        "city dwellers?|townsfolk": "urban residents",
    },
}
# Chapters of which the words are still to be mended; nothing else may be added.
LATER = {
    ("zh", "02"): {"所印", "城里人"},
    ("zh", "03"): {"产出", "城里人", "城里的人"},
    ("zh", "04"): {"所印", "嫌", "产出", "34个点", "6个点", "每年1个点"},
    ("en", "02"): {"sewn", "walked by people"},
    ("en", "03"): {"stands by high", "stands by low"},
}
LISTS = ("figures", "exercises", "quizzes", "idioms", "report/checks")


def found(edition, text):
    """Forbidden words of a text, each with what to say instead."""
    words = [(match[0], instead) for word, instead in FORBIDDEN[edition].items() for match in re.finditer(word, text, re.I)]
    return [f"{word} → {instead}" for word, instead in words]


def texts(value, edition):
    """Every text of an edition in what a TOML file holds."""
    if isinstance(value, dict):
        other = "en" if edition == "zh" else "zh"
        return [text for key, one in value.items() if key != other for text in texts(one, edition)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one, edition)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize("stem", STEMS)
def test_a_chapter_uses_no_word_that_its_edition_does_not_use(edition, stem):
    wrong = {f"{cell.id}: {one}" for cell in read_chapter(stem, edition).cells for one in found(edition, cell.source)}
    later = LATER.get((edition, stem[:2]), set())
    assert {one for one in wrong if not any(word in one.split(": ", 1)[1] for word in later)} == set()


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_captions_exercises_labels_and_guides_use_no_word_that_their_edition_does_not_use(edition):
    wrong = []
    for name in LISTS:
        content = tomllib.loads((session.data_folder() / f"{name}.toml").read_text(encoding="utf-8"))
        wrong += [f"{name}: {one}" for text in texts(content, edition) for one in found(edition, text)]
    for key, row in terms(*KINDS.values()).items():
        said = row[edition] + row.get(f"definition_{edition}", "")
        wrong += [f"{key}: {one}" for one in found(edition, said)]
    guide = NOTEBOOKS / f"teaching-guide.{edition}.md"
    wrong += [f"guide: {one}" for one in found(edition, guide.read_text(encoding="utf-8"))]
    assert wrong == []


def test_each_forbidden_word_is_found_and_its_lookalike_is_not():
    for text in ("报告所印", "最合的折线", "点子会紧贴着线吗", "少了城里人", "19.34个点", "差40多个点", "人均产出", "嫌小"):
        assert found("zh", text), text
    for text in ("最合适", "最合算", "31个点", "投入产出表", "19.34个百分点", "一个点一个县"):
        assert not found("zh", text), text
    assert found("en", "High stands by high") and not found("en", "High shares lie beside high shares")
