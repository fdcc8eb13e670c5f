"""The places of China as pages: one a province, its prefectures and counties in it, and one to find them all."""

from __future__ import annotations

from nbconvert.filters.markdown_mistune import MarkdownWithMath

from ...datasets.package import load
from ...session import current
from ...words import label, message, terms
from ...your_place.place_page import place_page
from .article import Article, Heading, Renderer
from .rooms import Edition

EXPLORER = "china_places"


def write_places(made: Edition) -> None:
    """Add the pages of an edition's provinces, and the one that finds every place.

    Parameters
    ----------
    made : Edition
        The edition, its figures made.
    """
    known = load("china_place").query("comparison != 'ended' and level != 'nation'").fillna("").set_index("place_code")
    listed = {}
    for province in known.index[known["level"] == "province"]:
        inside = known[known["province_code"] == province]
        listed[province] = list(inside.index[inside["level"] == "prefecture"])
        made.page(
            "province.html.j2", f"places/{province}.html", label_of(province),
            **_province(made.edition, province, listed[province], inside),
        )  # fmt: skip
        for code in (province, *listed[province]):
            made.find(
                address(code, province), message("web_places"), label_of(code), f"{code} {label(known.loc[code, 'kind'])}"
            )
    figure = next(one for one in made.shown if one["id"] == f"{EXPLORER}-explorer")
    counts = {level: int((known["level"] == level).sum()) for level in ("province", "prefecture", "county", "zone")}
    made.page(
        "places.html.j2", "places/index.html", message("web_places"), kinds={"explore"}, headings=[], by_province=listed,
        counts=counts, name=label_of, key=EXPLORER, look=figure["look"].replace('src="', 'src="../figures/'),
    )  # fmt: skip


def label_of(code: str) -> str:
    """Name of a place in full, in the session's language."""
    return terms("division")[code][current()]


def address(code: str, province: str) -> str:
    """Where a province or a prefecture stands on the site."""
    return f"places/{province}.html" + (f"#{code}" if code != province else "")


def _province(edition: str, province: str, prefectures: list[str], inside) -> dict:
    """The page of a province and those of its prefectures, as parts of one; and the counties of each."""
    article = Article(f"places/{province}")
    renderer = Renderer(article, edition, False)
    markdown = MarkdownWithMath(renderer=renderer).render
    parts, missing = [], message("place_page_missing")  # which is said of all prefectures at once
    for code in (province, *prefectures):
        renderer.cell, renderer.heads_here = code, 0
        own = "" if code == province else code
        counties = inside.index[(inside["prefecture_code"] == own) & inside["level"].isin(["county", "zone"])]
        found = [(one, label_of(one)) for one in counties]
        text = place_page(code) if code == province else place_page(code).replace(f"\n\n{missing}", "")
        prose = markdown(text) if code == province else markdown(text).replace(' class="number"', "")
        parts.append({"code": code, "prose": prose, "counties": found})
    headings = [Heading(2, label_of(code), "", code) for code in (province, *prefectures)]
    return {"parts": parts, "headings": headings, "missing": markdown(missing) if prefectures else ""}
