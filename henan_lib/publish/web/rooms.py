"""The rooms of the site: every page of an edition, by its path."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import jinja2
import pandas as pd

from ...course import chapters
from ...datasets.descriptor import resources
from ...datasets.package import cite, load
from ...exercises import predictions
from ...explorers import view as explorers
from ...figures.catalogue import caption, catalogue_entry
from ...report.audit import audit
from ...session import CLONE, LANGUAGES, PACKAGE
from ...words import label, message, speaking, terms
from ..app import as_script
from ..export import citation, named
from ..pages import font_base64
from .article import Article, article, guide, highlighted, read, table
from .live import script_words

FONT = "Henan Sans SC"
TEMPLATES = PACKAGE / "templates" / "web"
FIRST_ROWS = 8
FILTERS = ("section", "verdict", "basis", "confidence")
MARKS = re.compile(r"\]\([^)]*\)|[\[*`#$]|^\s*[-|]+", re.MULTILINE)


@functools.cache
def environment() -> jinja2.Environment:
    """Templates of the pages: what is put into them is text unless a template says otherwise."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.globals.update(message=message, label=label, in_language=in_language)
    made.filters.update(as_script=as_script, highlighted=highlighted)
    return made


def style() -> str:
    """Style of the pages, and of what lives in them; theirs last, to have its way."""
    sheets = (explorers.STYLE, predictions.STYLE, TEMPLATES / "style.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def font_style(text: str, edition: str) -> str:
    """Style that brings the course's font with the characters of a text, inside: so it is there before the first line."""
    face = f'font-family: "{FONT}"; src: url(data:font/woff2;base64,{font_base64(text, edition)}) format("woff2");'
    return f'@font-face {{ {face} }}\n:root {{ --font: "{FONT}"; }}\n'


def in_language(language: str, key: str) -> str:
    """A message in a language that is not the page's."""
    with speaking(language):
        return message(key)


def text_of(edition: str, entry: dict, key: str) -> str:
    """A text of the data package in a language."""
    return entry[f"{key}_zh"] if edition == "zh" else entry[key]


@dataclass
class Edition:
    """One language of the site: its chapters, its pages by path, and what a search finds.

    Parameters
    ----------
    edition : {"zh", "en"}
        Its language, which the session must speak.
    picture : callable
        Takes a name and a PNG, gives the address under which a page beside the chapters finds it.
    binder : str
        Address under which Binder serves the repository; no links to it if empty.
    """

    edition: str
    picture: Callable[[str, bytes], str]
    binder: str = ""
    articles: dict[str, Article] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    passages: list[tuple[str, str, str, str]] = field(default_factory=list)
    explorers: set[str] = field(default_factory=set)
    checks: pd.DataFrame = field(default_factory=audit)

    def write(self) -> None:
        """Make every page."""
        for path in chapters(self.edition):
            self.articles[path.stem] = article(read(path), path.stem, self.edition, self.picture)
        self._chapters()
        self._guide()
        self._glossary()
        self._figures()
        self._tables()
        self._checks()
        self.page("home.html.j2", "index.html", message("web_course"), headings=[], **self._home())
        self.page("search.html.j2", "search.html", message("web_search"), headings=[])

    def page(self, template: str, path: str, title: str, *, kinds: set[str] = frozenset(), **values) -> None:
        """Make a page from its template."""
        up = "../" * path.count("/")
        other = next(language for language in LANGUAGES if language != self.edition)
        self.pages[path] = environment().get_template(template).render(
            title=title, edition=self.edition, other=other, path=path, up=up, assets=f"{up}../assets/",
            twin=f"{up}../{other}/{path}", chapters=[(stem, made.title) for stem, made in self.articles.items()],
            kinds=kinds, words=script_words(kinds), alone=False, **values,
        )  # fmt: skip

    def find(self, url: str, page: str, title: str, text: str) -> None:
        """Let the search find a passage."""
        self.passages.append((url, page, title, MARKS.sub(" ", text)))

    def _chapters(self) -> None:
        stems = list(self.articles)
        for place, (stem, made) in enumerate(self.articles.items()):
            around = {
                "previous": stems[place - 1] if place else None,
                "next": stems[place + 1] if place + 1 < len(stems) else None,
            }
            notebook = f"notebooks/{self.edition}/{stem}.ipynb"
            self.page(
                "chapter.html.j2", f"{stem}.html", made.title, kinds=made.kinds, article=made, headings=made.headings,
                titles={key: self.articles[other].title for key, other in around.items() if other}, around=around,
                binder=f"{self.binder}?urlpath=lab/tree/{notebook}" if self.binder else "",
            )  # fmt: skip
            self._passages(made, f"{stem}.html")
            self.explorers |= set(made.explorers)

    def _passages(self, made: Article, page: str) -> None:
        heads = {heading.anchor: heading.words for heading in made.headings}
        title = made.title
        for cell, source in made.passages:
            title = heads.get(cell, title)
            self.find(f"{page}#{cell}", made.title, title, source)

    def _guide(self) -> None:
        made = guide(CLONE / "notebooks" / f"teaching-guide.{self.edition}.md", self.edition)
        self.page("chapter.html.j2", "teaching-guide.html", made.title, article=made, headings=made.headings, around={},
                  titles={}, binder="")  # fmt: skip

    def _glossary(self) -> None:
        other = next(language for language in LANGUAGES if language != self.edition)
        rows = [
            {"key": key, "term": row[self.edition], "other": row[other], "symbol": row["symbol"], "lang": other,
             "definition": row[f"definition_{self.edition}"]}
            for key, row in terms("glossary").items()
        ]  # fmt: skip
        for row in rows:
            self.find(
                f"glossary.html#{row['key']}", message("web_glossary"), row["term"], f"{row['other']} {row['definition']}"
            )
        self.page("glossary.html.j2", "glossary.html", message("web_glossary"), rows=rows, headings=[])

    def _figures(self) -> None:
        shown = []
        for stem, made in self.articles.items():
            for figure_id, what in made.shown.items():
                entry = catalogue_entry(figure_id)
                title, path = entry["title"][self.edition], f"figures/{figure_id}.html"
                live = figure_id.removesuffix("-explorer") if figure_id.endswith("-explorer") else ""
                drawn = entry["kind"] == "figure" and not live
                shown.append(
                    {"id": figure_id, "entry": entry, "title": title, "live": live, "drawn": drawn, "number": entry["number"],
                     "caption": caption(entry).replace("**", ""),
                     "look": what.look.replace('src="figures/', 'src="')}
                )  # fmt: skip
                self.page(
                    "figure.html.j2", path, title, kinds={"explore"} if live else set(), figure=shown[-1], stem=stem,
                    cell=what.cell, code=highlighted(what.code), chapter=made.title, headings=[],
                    look=shown[-1]["look"], citation=citation(entry),
                    cited={name: cite(name).partition("\n\n")[2] for name in entry["tables"]},
                    tables={name: text_of(self.edition, resources()[name], "title") for name in entry["tables"]},
                )  # fmt: skip
                words = f"{caption(entry)} {entry['alt'][self.edition]}"
                self.find(path, message("web_figures"), title, words)
        shown.sort(key=lambda one: [int(part) for part in one["number"].split("-")])
        self.shown = shown
        self.page("figures.html.j2", "figures/index.html", message("web_figures"), shown=shown, headings=[])

    def _tables(self) -> None:
        rows = []
        for name, entry in resources().items():
            told = {key: text_of(self.edition, entry, key) for key in ("title", "description", "vintage")}
            fields = [
                field | {"told": text_of(self.edition, field, "description"), "unit": field.get("unit", "")}
                for field in entry["schema"]["fields"]
            ]
            plain, _, bibtex = cite(name).partition("\n\n")
            first = named(load(name)[[field["name"] for field in fields]].head(FIRST_ROWS))
            self.page(
                "table.html.j2", f"data/{name}.html", told["title"], name=name, entry=entry, told=told, fields=fields,
                plain=plain, bibtex=bibtex, first=table(first.to_html(index=False, na_rep="", escape=True)), headings=[],
                count=len(first), sources=[text_of(self.edition, source, "title") for source in entry["sources"]],
                used={one["id"]: one["title"] for one in self.shown if name in one["entry"]["tables"]},
            )  # fmt: skip
            rows.append({"name": name, "rows": entry["rows"], **told})
            columns = " ".join(f"{field['name']} {label(field['name'])} {field['told']}" for field in fields)
            self.find(f"data/{name}.html", message("web_data"), told["title"], f"{name} {told['description']} {columns}")
        self.page("tables.html.j2", "data/index.html", message("web_data"), rows=rows, headings=[])

    def _checks(self) -> None:
        found = self.checks
        rows = found.fillna("").to_dict("records")
        choices = {key: list(dict.fromkeys(found[key])) for key in FILTERS}
        choices["section"].sort(key=lambda section: [int(part) if part.isdigit() else 99 for part in section.split(".")])
        for row in rows:
            text = f"{row['printed']} {row['recomputed']} {label(row['verdict'])} {row['explanation']}"
            self.find(f"checks.html#{row['check']}", message("web_checks"), row["statement"], text)
        self.page("checks.html.j2", "checks.html", message("web_checks"), rows=rows, choices=choices, headings=[])

    @staticmethod
    def _places() -> int:
        return len(load("china_place").query("comparison != 'ended' and level != 'nation'"))

    def _home(self) -> dict:
        outline = load("outline").query("level <= 3").to_dict("records")
        stems = {stem[:2]: stem for stem in self.articles}
        for row in outline:
            places = [place.split(":") for place in str(row["cell"]).split() if ":" in place]
            row["places"] = [(int(number), f"{stems[number]}.html#{cell}") for number, cell in places]
        return {
            "articles": self.articles,
            "map": self.articles[next(iter(self.articles))].shown["argument-map"].look,
            "outline": outline,
            "counts": [
                (message("web_figures"), "figures/index.html", len(self.shown)),
                (message("web_data"), "data/index.html", len(resources())),
                (message("web_checks"), "checks.html", len(self.checks)),
                (message("web_places"), "places/index.html", f"{self._places():,}"),
            ],
        }
