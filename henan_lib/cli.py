"""Command line: ``henan doctor``, ``cite``, ``lab``, ``reset``."""

from __future__ import annotations

import argparse
import sys

from . import catalog, course
from .doctor import examine
from .language import LANGUAGES, current, use


def _parser() -> argparse.ArgumentParser:
    edition = argparse.ArgumentParser(add_help=False)
    edition.add_argument("--edition", choices=LANGUAGES, default=current(), help="zh | en")
    parser = argparse.ArgumentParser(prog="henan", description="Study course on Henan's new-type urbanization")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("doctor", parents=[edition], help="is this machine ready?")
    cite = commands.add_parser("cite", parents=[edition], help="citation and BibTeX of a table")
    cite.add_argument("table")
    lab = commands.add_parser("lab", parents=[edition], help="make your copies and open JupyterLab")
    lab.add_argument("options", nargs="*", help="passed on to JupyterLab, after --")
    reset = commands.add_parser("reset", parents=[edition], help="restore your copy of a chapter, keep the old one")
    reset.add_argument("chapter", type=int)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    asked = _parser().parse_args(arguments)
    use(asked.edition)
    try:
        if asked.command == "doctor":
            findings = examine()
            print("\n".join(f"{'ok' if fine else '!!'}  {sentence}" for fine, sentence in findings))
            return 0 if all(fine for fine, _ in findings) else 1
        if asked.command == "cite":
            print(catalog.cite(asked.table))
        elif asked.command == "lab":
            course.open_lab(asked.edition, *asked.options)
        elif asked.command == "reset":
            print(course.reset_chapter(asked.edition, asked.chapter))
    except (catalog.UnknownTable, catalog.DataProblem, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0
