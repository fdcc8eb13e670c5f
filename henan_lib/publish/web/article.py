"""A chapter as an article: prose, folded code, outputs, and the places where something of it lives."""

from __future__ import annotations

import base64
import functools
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from ...words import CourseError, message, terms
from ..pages import drawn
from .live import found_in

SHOWN = re.compile(r'hl\.show\(.*?"(?P<id>[a-z0-9_-]+)"(?:,\s*data=.*)?\)\s*$', re.DOTALL)
NOTEBOOK = re.compile(r"(?:(?P<stem>\d\d_\w+)\.ipynb)?(?:#cell-id=(?P<cell>[\w-]+))?$")
GLOSSARY = "glossary"
OF_TABLES = {"table", "thead", "tbody", "tr", "th", "td", "code"}
PLAIN = re.compile(r'<span class="(?:n|p|o|w|nn|nf|nb|fm)">([^<]*)</span>')
SPANS = ("colspan", "rowspan")
BETWEEN = re.compile(r"(?<=>)\s*\n\s*(?=<)")


class SiteProblem(CourseError):
    """Something in a notebook or a table that the pages cannot be built with."""


@dataclass
class Heading:
    """A heading of a page: its level, its words, what follows its first dot (must, minutes), and where it stands."""

    level: int
    words: str
    aside: str
    anchor: str


@dataclass
class Shown:
    """A figure or a table of a chapter: where it stands, the code of its cell, and what it looks like."""

    cell: str
    code: str
    look: str


@dataclass
class Article:
    """A chapter or a guide, ready for its template."""

    stem: str
    blocks: list[dict] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    shown: dict[str, Shown] = field(default_factory=dict)
    passages: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.headings[0].words

    @property
    def kinds(self) -> set[str]:
        """Kinds of what lives in it."""
        return {block["live"]["kind"] for block in self.blocks if block.get("live")}

    @property
    def folds(self) -> bool:
        """Whether it has code to unfold."""
        return any("codes" in block for block in self.blocks)

    @property
    def explorers(self) -> list[str]:
        """Names of the explorers in it."""
        lives = [block["live"] for block in self.blocks if block.get("live")]
        return [live["key"] for live in lives if live["kind"] == "explore"]


class Renderer(IPythonRenderer):
    """Markdown whose HTML is text, whose formulas are drawn, and whose links lead to pages."""

    def __init__(self, article: Article, edition: str, alone: bool):
        super().__init__(escape=True, allow_harmful_protocols=False)
        self.article, self.edition, self.alone, self.cell = article, edition, alone, ""
        self.heads_here = self.terms_here = 0

    def heading(self, text: str, level: int, **attrs) -> str:
        words, _, aside = text.partition(" · ") if self.cell else (text, "", "")
        anchor = f"{self.cell}-{self.heads_here}" if self.heads_here or not self.cell else self.cell
        self.heads_here += 1
        plain = html.unescape(re.sub("<[^>]+>", "", words))
        self.article.headings.append(Heading(level, plain, html.unescape(aside), anchor))
        own = "" if anchor == self.cell else f' id="{anchor}"'
        aside = f' <small class="aside">{aside}</small>' if aside else ""
        return f"<h{level}{own}>{words}{aside}</h{level}>\n"

    def inline_math(self, body: str) -> str:
        return drawn(body, "inline")

    def block_math(self, body: str) -> str:
        return drawn(body, "block")

    def table(self, text: str) -> str:
        rows = BETWEEN.sub("", text.replace(' style="text-align:right"', ' class="number"'))
        return f'<div class="table"><table>{rows}</table></div>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        to = NOTEBOOK.fullmatch(url)
        if to and to["cell"] == GLOSSARY:
            return self._term(text)
        if to and self.alone:
            return text
        if to:
            page, anchor = f"{to['stem']}.html" if to["stem"] else "", f"#{to['cell']}" if to["cell"] else ""
            url = page + anchor
        return super().link(text, url)

    def _term(self, text: str) -> str:
        key = term_key(html.unescape(text), self.edition)
        if key is None:
            place = f"{self.article.stem}#{self.cell}"
            raise SiteProblem(message("web_unknown_term", term=html.unescape(text), place=place))
        self.terms_here += 1
        tip = f"tip-{self.cell}-{self.terms_here}"
        goes = 'tabindex="0"' if self.alone else f'href="glossary.html#{key}"'
        meaning = escape(terms("glossary")[key][f"definition_{self.edition}"])
        return (
            f'<span class="term"><a {goes} aria-describedby="{tip}">{text}</a>'
            f'<span class="tip" role="tooltip" id="{tip}">{meaning}</span></span>'
        )


def term_key(text: str, edition: str) -> str | None:
    """Key of the glossary's term that a text is, in the singular or plural of English; None if it is none."""
    known = {row[edition].lower(): key for key, row in terms("glossary").items()}
    word = text.lower()
    return known.get(word) or (known.get(word.removesuffix("s")) if edition == "en" else None)


def read(path: Path) -> nbformat.NotebookNode:
    """An executed notebook.

    Raises
    ------
    SiteProblem
        If a cell of it was never run.
    """
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            raise SiteProblem(message("web_not_executed", notebook=f"{path.parent.name}/{path.name}", cell=cell.id))
    return notebook


def article(
    notebook: nbformat.NotebookNode, stem: str, edition: str, picture: Callable[[str, bytes], str], *, alone: bool = False
) -> Article:
    """A chapter as blocks: one of prose for each cell, one of code for cells up to the next output.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The chapter.
    stem : str
        Name of its file without ending.
    edition : {"zh", "en"}
        Its language.
    picture : callable
        Takes a name and a PNG, gives the address under which the page finds it.
    alone : bool
        Whether the page stands for itself, without others to lead to.

    Returns
    -------
    Article

    Raises
    ------
    SiteProblem
        If a link names a term that the glossary lacks, or a picture has no alt text.
    """
    made = Article(stem)
    renderer = Renderer(made, edition, alone)
    markdown = MarkdownWithMath(renderer=renderer).render
    waiting: list = []
    asked: list[str] = []
    answered = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            _flush(made, waiting)
            if answered or cell.source.startswith("#"):
                asked, answered = [], False
            renderer.cell, renderer.heads_here, renderer.terms_here = cell.id, 0, 0
            made.blocks.append({"id": cell.id, "prose": markdown(cell.source)})
            made.passages.append((cell.id, cell.source))
        elif cell.source.strip():
            live = found_in(cell.source)
            if live and live["kind"] == "predict":
                _flush(made, waiting)
                asked = [*asked, live["key"]]
            waiting.append({"id": cell.id, "code": highlighted(cell.source)})
            figure_id = f"{live['key']}-explorer" if live and live["kind"] == "explore" else _shown_by(cell.source)
            name = figure_id or f"{stem[:2]}-{cell.id}"
            outputs = [] if live and live["kind"] != "explore" else [
                _output(output, functools.partial(picture, name), markdown, f"{stem}#{cell.id}") for output in cell.outputs
            ]  # fmt: skip
            if live or outputs:
                made.blocks.append(
                    {"id": cell.id, "codes": list(waiting), "outputs": outputs, "live": live, "figure": figure_id,
                     "asked": asked if outputs else []}
                )  # fmt: skip
                waiting.clear()
                answered = bool(asked and outputs)
            if figure_id and outputs:
                made.shown[figure_id] = Shown(cell.id, cell.source, outputs[0])
    _flush(made, waiting)
    return made


def guide(path: Path, edition: str) -> Article:
    """A text in Markdown as an article of one block, its headings numbered."""
    made = Article(path.stem.removesuffix(f".{edition}"))
    text = path.read_text(encoding="utf-8")
    made.blocks = [{"id": "", "prose": MarkdownWithMath(renderer=Renderer(made, edition, False)).render(text)}]
    made.passages = [("", text)]
    return made


def _flush(made: Article, waiting: list) -> None:
    if waiting:
        made.blocks.append(
            {"id": waiting[-1]["id"], "codes": list(waiting), "outputs": [], "live": None, "figure": None, "asked": []}
        )
        waiting.clear()


def _shown_by(source: str) -> str | None:
    found = SHOWN.search(source)
    return found["id"] if found else None


@functools.cache
def _highlighter() -> Highlight2HTML:
    return Highlight2HTML()


@functools.cache
def highlighted(source: str) -> str:
    """Code of Python as HTML, with marks only for what the style of the pages knows."""
    code = PLAIN.sub(r"\1", _highlighter()(source).strip())
    return code.replace(' highlight hl-ipython3"><pre><span></span>', 'highlight"><pre>')


def _output(output, picture: Callable[[bytes], str], markdown: Callable[[str], str], place: str) -> str:
    """What a reader sees of an output of a cell."""
    data = output.get("data", {})
    if "image/png" in data:
        about = output.metadata.get("image/png", {})
        if not about.get("alt"):
            raise SiteProblem(message("web_no_alt", place=place))
        address = picture(base64.b64decode(data["image/png"]))
        size = "".join(f' {side}="{int(about[side])}"' for side in ("width", "height") if side in about)
        return f'<img class="picture" src="{escape(address)}" alt="{escape(about["alt"])}"{size} loading="lazy">'
    if "text/html" in data:
        return table(data["text/html"])
    if "text/markdown" in data:
        return f'<div class="said">{markdown(data["text/markdown"])}</div>'
    return f'<pre class="printed">{escape(data.get("text/plain", output.get("text", "")))}</pre>'


def table(source: str) -> str:
    """A table of an output, and nothing else of it: everything that is not part of a table is text or gone.

    Examples
    --------
    >>> table('<table><tr><th>A</th></tr><tr><td style="text-align: right" onclick="x()"><b>1</b></td></tr></table>')
    '<div class="table"><table><thead><tr><th scope="col">A</th></tr></thead><tr><td class="number">1</td></tr></table></div>'
    """
    soup = BeautifulSoup(source, "html.parser")
    for tag in soup.find_all(["style", "script"]):
        tag.decompose()
    for tag in soup.find_all(True):
        if tag.name not in OF_TABLES:
            tag.unwrap()
            continue
        right = "text-align: right" in tag.get("style", "")
        tag.attrs = {key: value for key, value in tag.attrs.items() if key in SPANS} | ({"class": "number"} if right else {})
    first = soup.find("tr")
    if first and not soup.find("thead") and first.find("th") and not first.find("td"):
        first.wrap(soup.new_tag("thead"))
    for head in soup.select("thead th"):
        head["scope"] = "col"
    rows = str(soup).replace("\n", "")
    return f'<div class="table">{rows}</div>'
