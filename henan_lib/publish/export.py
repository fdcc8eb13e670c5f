"""Every figure of the course as files, with its data and a citation: ``henan figures``."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from matplotlib import rc_context

from ..course import chapters
from ..datasets.package import cite
from ..figures.catalogue import caption, catalogue_entry
from ..figures.show import density, received_by
from ..session import current
from ..words import label, labelled, message

FORMATS = ("svg", "png", "pdf")
WITHOUT_DATE = {"svg": {"Date": None}, "png": {"Software": None}, "pdf": {"CreationDate": None, "ModDate": None}}


@contextlib.contextmanager
def nobodys_course() -> Iterator[None]:
    """While this lasts, what is run neither shows nor changes anybody's progress, and what it writes is thrown away."""
    before = os.environ.get("HENAN_COURSE")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HENAN_COURSE"] = folder
        try:
            with contextlib.chdir(folder):
                yield
        finally:
            del os.environ["HENAN_COURSE"]
            if before is not None:
                os.environ["HENAN_COURSE"] = before


def run_cells(cells: list[dict], stem: str, names: dict) -> dict:
    """`names` after code cells have run with them in this process, in order, printing nothing."""
    with contextlib.redirect_stdout(io.StringIO()), nobodys_course():
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), f"{stem}, {cell['id']}", "exec"), names)  # noqa: S102
    return names


def run_chapter(notebook: Path) -> dict:
    """Names that the code cells of a chapter define after they have run."""
    return run_cells(json.loads(notebook.read_text(encoding="utf-8"))["cells"], notebook.stem, {})


def named(data: pd.DataFrame) -> pd.DataFrame:
    """A table for people: labels with units in the header, labels for codes."""
    worded = data.rename(columns=labelled)
    for column in worded.select_dtypes(include=["str", "object", "category"]).columns:
        worded[column] = worded[column].map(label, na_action="ignore")
    return worded


def _write_data(data, path: Path) -> None:
    """Data as CSV for people, with the mark that Excel needs."""
    named(data).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def citation(entry: dict) -> str:
    """Caption of a figure and the citation of every table it draws."""
    lines = [entry["title"][current()], caption(entry).replace("**", ""), ""]
    return "\n".join([*lines, *(cite(name).split("\n\n")[0] for name in entry["tables"])]) + "\n"


def export(edition: str, out: Path, *, chapter: int | None = None, figure_id: str | None = None, formats=FORMATS) -> list[Path]:
    """Write figures, the data drawn in them, and citations.

    The cells of the chapters themselves are run, so that there is no second copy of the drawing code.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of the figures.
    out : pathlib.Path
        Folder to write to; made if it is not there.
    chapter : int, optional
        Only this chapter.
    figure_id : str, optional
        Only this figure.
    formats : sequence of str
        Any of ``svg``, ``png``, ``pdf``.

    Returns
    -------
    list of pathlib.Path
        The files written, the same bytes each time on one machine.

    Raises
    ------
    UnknownName
        If the catalogue has no such figure.
    ValueError
        If a format is none of the three, or there is nothing to draw.
    """
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ValueError(message("unknown_format", format=", ".join(sorted(unknown)), known=", ".join(FORMATS)))
    if figure_id is not None:
        entry = catalogue_entry(figure_id)
        chapter = entry["chapter"]
        if entry["kind"] == "table":
            raise ValueError(message("nothing_to_draw"))
    wanted = [path for path in chapters(edition) if chapter in (None, int(path.name[:2]))]
    written: list[Path] = []
    out = out.resolve()

    def receive(key: str, figure, data) -> bool:
        if figure is None or figure_id not in (None, key):
            return True
        entry = catalogue_entry(key)
        stem = out / f"{entry['number']}-{key}.{edition}"
        for form in formats:
            figure.savefig(f"{stem}.{form}", metadata=WITHOUT_DATE[form])
            written.append(Path(f"{stem}.{form}"))
        _write_data(data, Path(f"{stem}.csv"))
        Path(f"{stem}.txt").write_text(citation(entry), encoding="utf-8")
        written.extend([Path(f"{stem}.csv"), Path(f"{stem}.txt")])
        return True

    out.mkdir(parents=True, exist_ok=True)
    with received_by(receive):
        for done, notebook in enumerate(wanted, start=1):
            run_chapter(notebook)
            print(f"[{'#' * done}{'.' * (len(wanted) - done)}] {notebook.stem}: {len(written)}", file=sys.stderr)
    if not written:
        raise ValueError(message("nothing_to_draw"))
    return written


def drawings(notebook: Path, out: Path) -> None:
    """Write what every figure and table of a chapter shows, for its page: the numbers, and figures as SVG and PDF too.

    Parameters
    ----------
    notebook : pathlib.Path
        The chapter.
    out : pathlib.Path
        Folder to write to; made if it is not there. The files bear the ids of the catalogue.
    """
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)

    def receive(key: str, figure, data) -> bool:
        if figure is not None:
            figure.dpi = density()
            figure.draw_without_rendering()
            figure.set_layout_engine("none")  # as it was laid out for the notebook
            for form in ("svg", "pdf"):
                figure.savefig(out / f"{key}.{form}", metadata=WITHOUT_DATE[form])
        _write_data(data, out / f"{key}.csv")
        return True

    with received_by(receive), rc_context({"svg.fonttype": "none"}):  # words stay words, and a third of the size
        run_chapter(notebook)
