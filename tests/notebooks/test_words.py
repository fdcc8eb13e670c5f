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
        "(?<![误水翻打年鉴])印(?![证刷发度象本])": "报告列、称、写、给出；报告原数",
        "最合(?![适算])": "拟合最好的",
        "点子": "散点",
        "城里人|城里的人|乡下人|乡下的": "城镇人口，乡村人口",
        "嫌": "认为偏小，偏多",
        "(?<!投入)产出(?!全国)": "地区生产总值（GDP）",
        r"\d\.\d+个点|\d多个点|每年\d+个点|十个点|的点数": "个百分点",
        "涨": "提高，增幅",
        "改划|划法": "行政区划调整，城乡属性调整，划分标准",
        "常住率|户籍率|两率": "常住口径，户籍口径，两个城镇化率",
        "31个省份": "31个省（区、市）",
        "去除(?!以)": "除以",
    },
    "en": {
        "stands? by (?:high|low)": "high shares lie beside high shares",
        "walked by people|sewn in|sewn|did people walk": "some bends come from revising the series after a census",
        "city dwellers?|towns(?:folk|people|m[ae]n)": "urban residents",
        "people in all": "total population",
        r"\bpencil (?:can|finds)|no pencil": "cannot be found from the report alone",
        "times reality|foretell|plucked out": "a plain sentence",
        r"\bdint\b|\bnoughts?\b": "a shallow dip, zero",
        r"\d hundred million": "164 million",
        r"communique(?!́)": "communiqué",
    },
}
LISTS = ("figures", "exercises", "quizzes", "predictions", "idioms", "report/checks")


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
    assert wrong == set()


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


@pytest.mark.parametrize(
    ("edition", "text"),
    [("zh", text) for text in (
        "报告所印", "报告印55.7%", "最合的折线", "点子会紧贴着线吗", "少了城里人", "19.34个点", "差40多个点",
        "人均产出", "嫌小",
        "十年的涨幅", "生死、外出和改划", "城镇的划法", "常住率减户籍率", "31个省份", "拿流量去除存量",
    )] + [("en", text) for text in (
        "High stands by high", "where was it sewn?", "fewer townspeople", "people in all fell", "no pencil can find",
        "definition times reality", "no more than a dint", "1.64 hundred million", "a communique",
    )],
)  # fmt: skip
def test_each_forbidden_word_is_found(edition, text):
    assert found(edition, text)


@pytest.mark.parametrize(
    ("edition", "text"),
    [("zh", text) for text in (
        "最合适", "最合算", "31个点", "投入产出表", "19.34个百分点", "一个点一个县", "误印", "印证", "印发", "打印",
        "产出全国10%的粮食",
    )] + [("en", "High shares lie beside high shares"), ("en", "with pencil first"), ("en", "a hundred million")],
)  # fmt: skip
def test_its_lookalike_is_not(edition, text):
    assert not found(edition, text)
