"""The two editions are pairs: the same cells, the same code, prose in its own language."""

import re

import pytest

from .chapters import NOTEBOOKS, STEMS, comments, read_chapter, without_comments

START = re.compile(r'hl\.start\("(zh|en)"')
CHINESE = re.compile("[\u3400-\u9fff]")


def test_both_editions_have_the_same_chapters():
    assert STEMS
    assert sorted(path.stem for path in (NOTEBOOKS / "zh").glob("[0-9]*.ipynb")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_cells_are_paired_and_code_differs_only_in_the_language_and_comments(stem):
    pair = [read_chapter(stem, edition) for edition in ("zh", "en")]
    assert [(cell.id, cell.cell_type, cell.metadata) for cell in pair[0].cells] == [
        (cell.id, cell.cell_type, cell.metadata) for cell in pair[1].cells
    ]
    assert len({cell.id for cell in pair[0].cells}) == len(pair[0].cells)
    for edition, notebook in zip(("zh", "en"), pair):
        started = [START.search(cell.source)[1] for cell in notebook.cells if START.search(cell.source)]
        assert started == [edition]
    for zh, en in zip(pair[0].cells, pair[1].cells):
        if zh.cell_type == "code":
            assert START.sub("", without_comments(zh.source)) == START.sub("", without_comments(en.source)), zh.id
            assert [place for place, _ in comments(zh.source)] == [place for place, _ in comments(en.source)], zh.id
            assert all(CHINESE.search(comment) for _, comment in comments(zh.source)), zh.id
            assert not any(CHINESE.search(comment) for _, comment in comments(en.source)), en.id


@pytest.mark.parametrize("stem", STEMS)
def test_prose_is_in_its_language_and_built_alike(stem):
    for zh, en in zip(read_chapter(stem, "zh").cells, read_chapter(stem, "en").cells):
        if zh.cell_type != "markdown":
            continue
        assert CHINESE.search(zh.source), zh.id
        latin_share = len(re.findall("[A-Za-z]", en.source)) / len(re.sub(r"\s", "", en.source))
        assert latin_share > 0.5, en.id
        for pattern in (r"^#+ ", r"^\*\*", r"^- ", r"^\d\. ", r"^\|"):
            assert len(re.findall(pattern, zh.source, re.MULTILINE)) == len(re.findall(pattern, en.source, re.MULTILINE)), (
                zh.id,
                pattern,
            )


NUMBERED = re.compile(r"\*\*(?:图|表|Figure |Table )\d-(\d+)\*\*")


@pytest.mark.parametrize("edition", ["zh", "en"])
@pytest.mark.parametrize("stem", STEMS)
def test_figures_and_tables_are_numbered_as_they_appear(stem, edition):
    captions = [
        output.get("data", {}).get("text/markdown", "")
        for cell in read_chapter(stem, edition).cells
        for output in cell.get("outputs", [])
    ]
    found = list(dict.fromkeys(int(number) for caption in captions for number in NUMBERED.findall(caption)))
    assert found == list(range(1, len(found) + 1))


MINUTES = {
    "en": ("must", r"(\d+) min", r"(\d+) minutes in class, (\d+) more alone", r"(\d+) min \| (\d+) min"),
    "zh": ("必[讲做]", r"(\d+)分钟", r"课堂(\d+)分钟，自学另加(\d+)分钟", r"(\d+)分钟 \| (\d+)分钟"),
}


@pytest.mark.parametrize(("edition", "readme"), [("en", "README.md"), ("zh", "README.zh.md")])
@pytest.mark.parametrize("stem", STEMS)
def test_must_sections_fit_two_periods_and_the_title_and_the_readme_tell_the_sums_of_the_headings(stem, edition, readme):
    must, minutes, title, row = MINUTES[edition]
    prose = [cell.source for cell in read_chapter(stem, edition).cells if cell.cell_type == "markdown"]
    marked = [line for source in prose for line in source.splitlines() if line.startswith("#") and re.search(minutes, line)]
    sums = {True: 0, False: 0}
    for line in marked:
        sums[bool(re.search(rf"· {must}", line))] += int(re.search(minutes, line)[1])
    assert 0 < sums[True] <= 90
    table = (NOTEBOOKS.parent / readme).read_text(encoding="utf-8")
    told = [re.search(title, prose[0]), re.search(rf"^\| {int(stem[:2])} \| .* {row} ", table, re.MULTILINE)]
    assert [tuple(map(int, found.groups())) for found in told] == [(sums[True], sums[False])] * 2
