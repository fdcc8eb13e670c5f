"""Command line ``henan``: doctor, cite, audit, figures, quiz, slides, handout, page, site, share, lab, app,
classroom, classroom-collect, reset, new."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import lazy_loader

from .session import CLONE, LANGUAGES, current
from .words import CourseError, label, message, use

# A command opens only the rooms that it needs: all of them together take seconds.
course, package, doctor, export, app, lab, pages, place, site, share, hub, board, new, audit, source, check = (
    lazy_loader.load(f"henan_lib.{room}", suppress_warning=True)
    for room in (
        "course", "datasets.package", "publish.doctor", "publish.export", "publish.app", "publish.lab", "publish.pages",
        "publish.place", "publish.web.site", "publish.web.share", "publish.classroom.hub",
        "publish.classroom.board", "publish.new",
        "report.audit", "report.source", "exercises.check",
    )
)  # fmt: skip
INTERRUPTED = 130  # what a shell expects of a program ended by Ctrl-C


def _parser() -> argparse.ArgumentParser:
    edition = argparse.ArgumentParser(add_help=False)
    edition.add_argument("--edition", choices=LANGUAGES, default=current(), help="zh | en")
    parser = argparse.ArgumentParser(prog="henan", description="Study course on Henan's new-type urbanization")
    commands = parser.add_subparsers(required=True)

    def command(name: str, run, help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[edition], help=help_)
        added.set_defaults(run=run)
        return added

    one = command("doctor", _doctor, "is this machine ready?")
    one.add_argument("--out", type=Path, help="write to this file")
    one = command("cite", _cite, "citation and BibTeX of a table")
    one.add_argument("table")
    one.add_argument("--out", type=Path, help="write to this file")
    one = command("audit", _audit, "every check of the report's numbers, and your copy of the report")
    one.add_argument("--format", choices=["table", "csv", "json", "html"], default="table")
    one.add_argument("--section", help="only this section and what lies below it, such as 2.1")
    one.add_argument("--verdict", choices=["agrees", "rounding", "conflicts", "not_checkable"])
    one.add_argument("--out", type=Path, help="write to this file; a CSV with the mark that Excel needs")
    one.add_argument("report", nargs="?", help="text of the report: are all numbers of the ledger in their sections?")
    one = command("figures", _figures, "write every figure with its data and a citation")
    which = one.add_mutually_exclusive_group()
    which.add_argument("--chapter", type=int)
    which.add_argument("--id", help="only this figure, such as world-stages")
    one.add_argument("--format", default="svg,png,pdf", help="which of svg,png,pdf")
    one.add_argument("--out", type=Path, default=Path("build", "figures"))
    one = command("quiz", _quiz, "a chapter's quiz for paper")
    one.add_argument("chapter")
    one.add_argument("--answers", action="store_true", help="with the right answers")
    one.add_argument("--out", type=Path, help="write to this file")
    for name, run, help_ in (
        ("slides", _slides, "a reveal.js deck of each chapter"),
        ("handout", _hand_out, "each chapter to print, and as PDF"),
    ):
        one = command(name, run, help_)
        one.add_argument("--chapter", type=int)
        one.add_argument("--out", type=Path, default=Path("build", name))
    one = command("page", _page, "one place on one page: any place of China, a country, or a table of your own")
    one.add_argument("what", help="a file, or the code or name of a place")
    one.add_argument("--place", help="which place, where the file has several")
    one.add_argument("--beside", help="another place to compare a table of your own with")
    one.add_argument("--out", type=Path, default=Path("build", "page"))
    one = command("site", _site, "the course as pages of the web, in both languages")
    one.add_argument("--binder", default="", help="where Binder serves the repository; no link to it if not given")
    one.add_argument("--out", type=Path, default=Path("build", "site"))
    one = command("share", _share, "one chapter in one file, to be sent or carried on a stick")
    one.add_argument("chapter", type=int)
    one.add_argument("--out", type=Path, default=Path("build", "share"))
    one = command("lab", lambda asked: lab.open_lab(asked.edition, *asked.options), "make your copies and open JupyterLab")
    one.add_argument("options", nargs="*", help="passed on to JupyterLab, after --")
    one = command("app", _app, "the explorers alone, a page that opens from disk, for a projector")
    one.add_argument("--out", type=Path, help="write it to this folder and do not open it")
    one = command("classroom", _classroom, "JupyterHub for a class, on this machine")
    one.add_argument("--listen", default="127.0.0.1", metavar="ADDRESS", help="let other machines in at this address")
    one.add_argument("--port", type=int, default=8000, help="this one and the three after it")
    one.add_argument("--trust", action="store_true", help="let others in although learners are kept apart by folders only")
    one.add_argument("--certificate", type=Path, help="for HTTPS, with --key")
    one.add_argument("--key", type=Path)
    one.add_argument("--memory", type=int, default=1536, metavar="MB", help="for each process of a learner")
    one.add_argument("--disk", type=int, default=1024, metavar="MB", help="for the folder of a learner")
    one.add_argument("--idle", type=int, default=3600, metavar="SECONDS", help="end servers that nobody has used for so long")
    one = command("classroom-collect", _collect, "what the class has done, as one CSV")
    one.add_argument("--out", type=Path, default=Path("build", "class.csv"))
    one = command("reset", _reset, "restore your copy of a chapter, keep the old one")
    one.add_argument("chapter", type=int)
    one = command("new", _new, "for contributors: the skeleton of a table or a figure")
    one.add_argument("kind", choices=["table", "figure"])
    one.add_argument("name", help="name of the table, id of the figure")
    one.add_argument("--chapter", type=int, help="of the figure")
    one.add_argument("--table", help="that the figure draws")
    return parser


def _new(asked: argparse.Namespace) -> int:
    try:
        if asked.kind == "table":
            done = new.table(asked.name, CLONE / "data")
        else:
            done = new.figure(asked.name, asked.chapter, CLONE, asked.table)
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join(done))
    return 0


def _give(text: str, out: Path | None, encoding: str = "utf-8") -> int:
    """Print a text, or write it to a file and print the file's name."""
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding=encoding, newline="")
    print(out or text.rstrip("\n"))
    return 0


def _doctor(asked: argparse.Namespace) -> int:
    findings = doctor.examine()
    _give("\n".join(f"{'ok' if fine else '!!'}  {sentence}" for fine, sentence in findings), asked.out)
    return 0 if all(fine for fine, _ in findings) else 1


def _cite(asked: argparse.Namespace) -> int:
    return _give(package.cite(asked.table), asked.out)


def _audit(asked: argparse.Namespace) -> int:
    wrong = None
    if asked.report:
        rows = source.misplaced(source.text_of(asked.report))
        wrong = [
            message("audit_ledger_wrong", id=row.id, printed=row.printed, section=row.section) for row in rows.itertuples()
        ]
    _give(_printed_audit(asked), asked.out, "utf-8-sig" if asked.format == "csv" else "utf-8")
    if wrong is not None:
        print("\n".join(wrong) or message("audit_ledger_right", count=len(package.load("ledger"))), file=sys.stderr)
    return 1 if wrong else 0


def _printed_audit(asked: argparse.Namespace) -> str:
    checks = audit.audit(section=asked.section, verdict=asked.verdict)
    if asked.format == "csv":
        return checks.to_csv(index=False, lineterminator="\n")
    if asked.format == "json":
        return checks.to_json(orient="records", force_ascii=False, indent=1)
    shown = (
        checks.drop(columns="key")
        .assign(verdict=checks["verdict"].map(label), kind=checks["kind"].map(label))
        .rename(columns=label)
    )
    if asked.format == "html":
        return shown.to_html(index=False)
    counts = checks["verdict"].value_counts()
    verdicts = ", ".join(f"{label(verdict)} {counts[verdict]}" for verdict in audit.VERDICTS if verdict in counts)
    table = shown.drop(columns=label("explanation")).to_string(index=False)
    return f"{table}\n\n{message('audit_summary', count=len(checks), verdicts=verdicts)}"


def _figures(asked: argparse.Namespace) -> int:
    formats = asked.format.split(",")
    print(*export.export(asked.edition, asked.out, chapter=asked.chapter, figure_id=asked.id, formats=formats), sep="\n")
    return 0


def _quiz(asked: argparse.Namespace) -> int:
    return _give(check.quiz(asked.chapter).as_text(answers=asked.answers), asked.out)


def _slides(asked: argparse.Namespace) -> int:
    print(*pages.slides(asked.edition, asked.out, chapter=asked.chapter), sep="\n")
    return 0


def _hand_out(asked: argparse.Namespace) -> int:
    """Write the handouts, print each to PDF, and say once if that cannot be done."""
    written = pages.handout(asked.edition, asked.out, chapter=asked.chapter)
    printed = [pages.print_pdf(page) for page in written]
    print(*written, *filter(None, printed), sep="\n")
    if None in printed:
        print(message("no_pdf"), file=sys.stderr)
    return 0


def _page(asked: argparse.Namespace) -> int:
    print(*place.write_page(asked.what, asked.edition, asked.out, place=asked.place, beside=asked.beside), sep="\n")
    return 0


def _site(asked: argparse.Namespace) -> int:
    site.write_site(asked.out, binder=asked.binder)
    print(asked.out / "index.html")
    return 0


def _share(asked: argparse.Namespace) -> int:
    print(share.share(asked.edition, asked.chapter, asked.out))
    return 0


def _app(asked: argparse.Namespace) -> int:
    print(app.open_app(asked.edition, asked.out))
    return 0


def _classroom(asked: argparse.Namespace) -> int:
    names = ("listen", "port", "trust", "certificate", "key", "memory", "disk", "idle")
    return hub.classroom(asked.edition, **{name: getattr(asked, name) for name in names})


def _collect(asked: argparse.Namespace) -> int:
    return _give(board.collected(course.class_folder()).to_csv(index=False, lineterminator="\n"), asked.out, "utf-8-sig")


def _reset(asked: argparse.Namespace) -> int:
    print(course.reset_chapter(asked.edition, asked.chapter))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code.

    What goes into a file or a pipe is UTF-8 whatever the system's code page.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    asked = _parser().parse_args(arguments)
    use(asked.edition)
    try:
        return asked.run(asked)
    except (CourseError, ValueError) as problem:
        print(problem, file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        reason = problem.strerror or str(problem)
        print(message("file_problem", path=problem.filename, reason=reason) if problem.filename else problem, file=sys.stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 1
