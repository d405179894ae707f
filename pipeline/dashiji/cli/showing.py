"""How `diff` and `try` show differences: formats, files, limits and the exit code."""

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashiji.cli.console import messages, output, say
from dashiji.cli.differences import print_report
from dashiji.cli.sink import open_sink
from dashiji.diff import Comparison, Kind
from dashiji.diff.markdown import markdown
from dashiji.diff.report import Filters, Report, collect, wanted

DIFFERENT = 1
LIMIT = 500
_WIDTH = 120


class Format(StrEnum):
    """How differences are written."""

    TEXT = "text"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", metavar="FORMAT", help="text, jsonl, markdown or html.", show_default="by FILE, else text on a terminal"),
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.")]
KindOption = Annotated[
    list[Kind] | None,
    typer.Option(
        "--kind", metavar="KIND", help="Only added, removed, changed or unchanged; may be repeated.", show_default="all but unchanged"
    ),
]
LimitOption = Annotated[
    int, typer.Option("--limit", min=0, metavar="N", help="Show N differences and count the rest, 0: all; jsonl has all.")
]

_BY_SUFFIX = {".html": Format.HTML, ".md": Format.MARKDOWN, ".jsonl": Format.JSONL, ".txt": Format.TEXT}


def show(comparisons: Iterable[Comparison], filters: Filters, report: Report, form: Format | None, file: Path | None, limit: int) -> None:
    """Write what passes the filters in the format asked for and leave with 1 where there is any."""
    form = form or _form(file)
    found = wanted(comparisons, filters, report.summary)
    if form is Format.JSONL:
        with open_sink(file) as write:
            for difference in found:
                write(json.dumps(difference.to_dict(), ensure_ascii=False))
    else:
        collect(found, report, limit or sys.maxsize)
        _write(report, form, file)
    if form is not Format.TEXT or file is not None:
        say(messages(), str(report.summary))
    if report.summary.differences:
        raise typer.Exit(DIFFERENT)


def _form(file: Path | None) -> Format:
    """The format that a file's name asks for, else the one that suits who reads standard output."""
    if file is not None and file.suffix in _BY_SUFFIX:
        return _BY_SUFFIX[file.suffix]
    return Format.TEXT if file is None and sys.stdout.isatty() else Format.JSONL


def _write(report: Report, form: Format, file: Path | None) -> None:
    if form is Format.TEXT and file is None:
        print_report(output(), report)
        return
    with open_sink(file) as write:
        if form is Format.MARKDOWN:
            for line in markdown(report):
                write(line)
        elif form is Format.HTML:
            from dashiji.diff.html import html

            write(html(report))
        else:
            text = StringIO()
            print_report(Console(file=text, width=_WIDTH, highlight=False, color_system=None), report)
            write(text.getvalue().rstrip("\n"))
