"""The whole course as a folder of pages that opens from disk or from any static host: ``henan site``."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import zipfile
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from PIL import Image

from ...course import chapters, without_outputs
from ...datasets.descriptor import resources
from ...explorers.view import NAMES
from ...figures.theme import start
from ...session import LANGUAGES, data_folder
from ...words import message
from ..app import as_script
from ..export import drawings
from .article import SiteProblem
from .live import MODULES, classic, common_columns, common_script, explorer_script, said
from .places import write_places
from .rooms import TEMPLATES, Edition, environment, font_style, style

MOST_PROCESSES = 4
FORMULA = re.compile(r'src="data:image/svg\+xml;base64,([^"]+)"')
LONG_AGO = (1980, 1, 1, 0, 0, 0)
COPIED = ("page.js", "places.js", "search.js", "minisearch.js", "MINISEARCH-LICENSE")
PACKAGE_FILE = "henan-urbanization-data.zip"


def write_site(out: Path, *, binder: str = "") -> list[Path]:
    """Write the site in both languages.

    Parameters
    ----------
    out : pathlib.Path
        Folder to write to; made if it is not there.
    binder : str
        Address under which Binder serves the repository; no links to it if empty.

    Returns
    -------
    list of pathlib.Path
        The pages, the same bytes each time on one machine.

    Raises
    ------
    SiteProblem
        If a chapter was not executed or lacks its other language, a picture has no alt text, a link leads nowhere, or a term
        is not in the glossary.
    """
    check_twins()
    with ProcessPoolExecutor(min(os.cpu_count() or 1, MOST_PROCESSES), mp_context=get_context("spawn")) as pool:
        written = [pool.submit(write_edition, edition, out, binder=binder) for edition in LANGUAGES]
        drawn = [pool.submit(draw, edition, path, out) for edition in LANGUAGES for path in chapters(edition)]
        try:
            pages = write_common(out) + [page for one in written for page in one.result()]
            for one in drawn:
                one.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    check_links(out, pages)
    return pages


def draw(edition: str, notebook: Path, out: Path) -> None:
    """Write the vector pictures and the numbers of a chapter's figures and tables beside their pages."""
    start(edition)
    drawings(notebook, out / edition / "figures")


def write_pages(out: Path, *, binder: str = "") -> list[Path]:
    """Write everything but the vector pictures and the numbers of figures; as `write_site`."""
    check_twins()
    return write_common(out) + [page for edition in LANGUAGES for page in write_edition(edition, out, binder=binder)]


def write_common(out: Path) -> list[Path]:
    """Write what both languages share: scripts, style, the data, and the page at the door."""
    assets = out / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copyfile(TEMPLATES / name, assets / name)
    for name, module in MODULES.items():
        (assets / name).write_text(classic(module), encoding="utf-8")
    (assets / "explorers").mkdir(exist_ok=True)
    for name in NAMES:
        (assets / "explorers" / f"{name}.js").write_text(common_script(name), encoding="utf-8")
    (assets / "style.css").write_text(style(), encoding="utf-8")
    _write_data(out / "data")
    door = out / "index.html"
    door.write_text(environment().get_template("door.html.j2").render(languages=LANGUAGES), encoding="utf-8")
    return [door]


def check_twins() -> None:
    """Both languages have the same chapters, with the same cells.

    Raises
    ------
    SiteProblem
        If one lacks what the other has.
    """
    found = {}
    for edition in LANGUAGES:
        for path in chapters(edition):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            found |= {(edition, path.stem): None} | {(edition, f"{path.stem}#{cell['id']}"): None for cell in cells}
    for edition, page in found:
        for other in LANGUAGES:
            if (other, page) not in found:
                raise SiteProblem(message("web_no_twin", page=f"{edition}/{page}", missing=f"notebooks/{other}"))


def write_edition(edition: str, out: Path, *, binder: str = "") -> list[Path]:
    """Write the pages of one language and what they need; as `write_site`."""
    start(edition)
    home, assets = out / edition, out / "assets"
    for folder in (assets, home / "figures"):
        folder.mkdir(parents=True, exist_ok=True)

    (assets / "formulas").mkdir(exist_ok=True)

    def picture(name: str, png: bytes) -> str:
        still = name.endswith("-explorer")  # none of which can be taken away: the explorer gives pictures of itself
        path = f"figures/{name}.{'webp' if still else 'png'}"
        if still:
            Image.open(io.BytesIO(png)).convert("RGB").save(home / path, lossless=True, quality=100)
        else:
            (home / path).write_bytes(png)
        return path

    made = Edition(edition, picture, binder)
    made.write()
    write_places(made)
    scripts = {f"explorers/{name}.js": explorer_script(name, common_columns(name)) for name in sorted(made.explorers)}
    shared = [as_script(common_columns(name)) for name in made.explorers]
    scripts["passages.js"] = f"henanPage.passages({as_script(made.passages)});\n"
    for name, script in scripts.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(script, encoding="utf-8")
    (home / "notebooks").mkdir(exist_ok=True)
    for path in chapters(edition):
        notebook = json.dumps(json.loads(without_outputs(path)), ensure_ascii=False, separators=(",", ":"))
        (home / "notebooks" / path.name).write_text(notebook + "\n", encoding="utf-8")
    made.checks.drop(columns="key").to_csv(home / "checks.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    (assets / f"{edition}.js").write_text(f"henanPage.speak({as_script(said())});\n", encoding="utf-8")
    text = "".join([*made.pages.values(), *scripts.values(), *shared, *said().values()])
    (assets / f"{edition}.css").write_text(font_style(text, edition), encoding="utf-8")
    for path, page in made.pages.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(_with_formulas_apart(page, path, out), encoding="utf-8")
    return [home / path for path in made.pages]


def _with_formulas_apart(page: str, path: str, out: Path) -> str:
    """A page that names the pictures of its formulas, which many pages share, instead of holding them."""

    def written(found: re.Match) -> str:
        svg = base64.b64decode(found[1])
        name = f"{hashlib.sha256(svg).hexdigest()[:16]}.svg"
        (out / "assets" / "formulas" / name).write_bytes(svg)
        return f'src="{"../" * path.count("/")}../assets/formulas/{name}"'

    return FORMULA.sub(written, page)


def _write_data(out: Path) -> None:
    """Each table for a spreadsheet, and the package as it is in one file."""
    out.mkdir(exist_ok=True)
    paths = ["datapackage.json", "README.md", *(entry["path"] for entry in resources().values())]
    for name, entry in resources().items():
        (out / f"{name}.csv").write_bytes(b"\xef\xbb\xbf" + (data_folder() / entry["path"]).read_bytes())
    with zipfile.ZipFile(out / PACKAGE_FILE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in paths:
            packed.writestr(zipfile.ZipInfo(path, LONG_AGO), (data_folder() / path).read_bytes(), zipfile.ZIP_DEFLATED, 9)


class _Addresses(HTMLParser):
    """Ids of a page, and the addresses that it names."""

    def __init__(self, page: str):
        super().__init__()
        self.ids, self.addresses = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src", "action") and value:
                self.addresses.append(value)


def check_links(out: Path, pages: list[Path]) -> None:
    """Every address in the pages leads to a file of the site, and to a place in it.

    Parameters
    ----------
    out : pathlib.Path
        Folder of the site.
    pages : list of pathlib.Path
        Its pages.

    Raises
    ------
    SiteProblem
        If one does not.
    """
    read = {page.resolve(): _Addresses(page.read_text(encoding="utf-8")) for page in pages}
    for page, found in read.items():
        for address in found.addresses:
            parts = urlsplit(address)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            lost = parts.fragment and target in read and unquote(parts.fragment) not in read[target].ids
            if lost or not target.is_file():
                name = PurePosixPath(page.relative_to(out.resolve()).as_posix())
                raise SiteProblem(message("web_dead_link", page=name, link=address))
