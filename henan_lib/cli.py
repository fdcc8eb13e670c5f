"""Command line ``henan``: doctor, cite, audit, figures, quiz, slides, handout, lab, app, reset."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .datasets.descriptor import UnknownTable
from .datasets.package import DataProblem, cite, load
from .exercises.check import quiz
from .exercises.items import UnknownExercise
from .figures.catalogue import UnknownFigure
from .publish.app import VoilaMissing, open_app
from .publish.doctor import examine
from .publish.export import FORMATS, export
from .publish.lab import open_lab, reset_chapter
from .publish.pages import handout, print_pdf, slides
from .report.audit import VERDICTS, audit
from .report.source import NotTheReport, misplaced, read
from .session import LANGUAGES, current
from .words import label, message, use

SAID_IN_ONE_SENTENCE = (
    UnknownTable,
    DataProblem,
    UnknownExercise,
    UnknownFigure,
    NotTheReport,
    VoilaMissing,
    FileNotFoundError,
    ValueError,
)


def _parser() -> argparse.ArgumentParser:
    edition = argparse.ArgumentParser(add_help=False)
    edition.add_argument("--edition", choices=LANGUAGES, default=current(), help="zh | en")
    parser = argparse.ArgumentParser(prog="henan", description="Study course on Henan's new-type urbanization")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("doctor", parents=[edition], help="is this machine ready?")
    cite = commands.add_parser("cite", parents=[edition], help="citation and BibTeX of a table")
    cite.add_argument("table")
    audit = commands.add_parser(
        "audit", parents=[edition], help="every check of the report's numbers, and your copy of the report"
    )
    audit.add_argument("--format", choices=["table", "csv", "json", "html"], default="table")
    audit.add_argument("--section", help="only this section and what lies below it, such as 2.1")
    audit.add_argument("--verdict", choices=VERDICTS)
    audit.add_argument("report", nargs="?", help="text of the report: are all numbers of the ledger in their sections?")
    figures = commands.add_parser("figures", parents=[edition], help="write every figure with its data and a citation")
    figures.add_argument("--chapter", type=int)
    figures.add_argument("--id", help="only this figure, such as world-stages")
    figures.add_argument("--format", default=",".join(FORMATS), help="svg,png,pdf")
    figures.add_argument("--out", type=Path, default=Path("figures"))
    paper = commands.add_parser("quiz", parents=[edition], help="a chapter's quiz for paper")
    paper.add_argument("chapter")
    paper.add_argument("--answers", action="store_true", help="with the right answers")
    for name, help_ in (("slides", "a reveal.js deck of each chapter"), ("handout", "each chapter to print, and as PDF")):
        made = commands.add_parser(name, parents=[edition], help=help_)
        made.add_argument("--chapter", type=int)
        made.add_argument("--out", type=Path, default=Path("build", name))
    lab = commands.add_parser("lab", parents=[edition], help="make your copies and open JupyterLab")
    lab.add_argument("options", nargs="*", help="passed on to JupyterLab, after --")
    explorers = commands.add_parser("app", parents=[edition], help="the explorers alone, for a projector (needs Voilà)")
    explorers.add_argument("options", nargs="*", help="passed on to Voilà, after --")
    reset = commands.add_parser("reset", parents=[edition], help="restore your copy of a chapter, keep the old one")
    reset.add_argument("chapter", type=int)
    return parser


def _printed_audit(asked: argparse.Namespace) -> str:
    checks = audit(section=asked.section, verdict=asked.verdict)
    if asked.format == "csv":
        return checks.to_csv(index=False)
    if asked.format == "json":
        return checks.to_json(orient="records", force_ascii=False, indent=1)
    shown = checks.assign(verdict=checks["verdict"].map(label), kind=checks["kind"].map(label)).rename(columns=label)
    if asked.format == "html":
        return shown.to_html(index=False)
    counts = checks["verdict"].value_counts()
    verdicts = ", ".join(f"{label(verdict)} {counts[verdict]}" for verdict in VERDICTS if verdict in counts)
    table = shown.drop(columns=label("explanation")).to_string(index=False)
    return f"{table}\n\n{message('audit_summary', count=len(checks), verdicts=verdicts)}"


def _misplaced(path: str) -> list[str]:
    """A sentence for each row of the ledger that the report does not bear out."""
    rows = misplaced(read(path))
    return [message("audit_ledger_wrong", id=row.id, printed=row.printed, section=row.section) for row in rows.itertuples()]


def _hand_out(asked: argparse.Namespace) -> None:
    """Write the handouts, print each to PDF, and say once if that cannot be done."""
    written = handout(asked.edition, asked.out, chapter=asked.chapter)
    printed = [print_pdf(page) for page in written]
    print(*written, *filter(None, printed), sep="\n")
    if None in printed:
        print(message("no_pdf"), file=sys.stderr)


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
            print(cite(asked.table))
        elif asked.command == "audit":
            print(_printed_audit(asked))
            if asked.report:
                wrong = _misplaced(asked.report)
                print("\n".join(wrong) or message("audit_ledger_right", count=len(load("ledger"))), file=sys.stderr)
                return 1 if wrong else 0
        elif asked.command == "figures":
            formats = asked.format.split(",")
            print(*export(asked.edition, asked.out, chapter=asked.chapter, figure_id=asked.id, formats=formats), sep="\n")
        elif asked.command == "quiz":
            print(quiz(asked.chapter).as_text(answers=asked.answers))
        elif asked.command == "slides":
            print(*slides(asked.edition, asked.out, chapter=asked.chapter), sep="\n")
        elif asked.command == "handout":
            _hand_out(asked)
        elif asked.command == "lab":
            return open_lab(asked.edition, *asked.options)
        elif asked.command == "app":
            return open_app(asked.edition, *asked.options)
        elif asked.command == "reset":
            print(reset_chapter(asked.edition, asked.chapter))
    except SAID_IN_ONE_SENTENCE as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0
