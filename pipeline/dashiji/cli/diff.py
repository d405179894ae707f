"""`dashiji diff`: what two sets of records do not have alike, and why."""

import json
import sys
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashiji.cli import options
from dashiji.cli.attributing import open_evidence
from dashiji.cli.console import messages, output, say
from dashiji.cli.differences import print_report
from dashiji.cli.sink import open_sink
from dashiji.diff import Kind, Part, Side, attribute, compare
from dashiji.diff.markdown import markdown
from dashiji.diff.report import CHANGES, Filters, Report, collect, wanted
from dashiji.stages.read import Columns

EXAMPLE = "Example: dashiji diff before.jsonl after.jsonl --rules-a old-rules --rules-b rules --format html -o diff.html"

DIFFERENT = 1
LIMIT = 500
_WIDTH = 120


class Format(StrEnum):
    """How differences are written."""

    TEXT = "text"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


_BY_SUFFIX = {".html": Format.HTML, ".md": Format.MARKDOWN, ".jsonl": Format.JSONL, ".txt": Format.TEXT}


def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="Records before: a file that extract wrote (.jsonl, .jsonl.gz), or a folder.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="Records after.")],
    form: Annotated[
        Format | None,
        typer.Option("--format", metavar="FORMAT", help="text, jsonl, markdown or html.", show_default="by FILE, else text on a terminal"),
    ] = None,
    output_file: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.")] = None,
    kinds: Annotated[
        list[Kind] | None,
        typer.Option(
            "--kind", metavar="KIND", help="Only added, removed, changed or unchanged; may be repeated.", show_default="all but unchanged"
        ),
    ] = None,
    types: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Only events of this type; may be repeated.")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="Only what this rule read; may be repeated.")] = None,
    causes: Annotated[
        list[str] | None,
        typer.Option(
            "--cause", metavar="CAUSE", help=f"Only this cause: {', '.join(Part)}, a rule's id or a lexicon's name; may be repeated."
        ),
    ] = None,
    confidence: Annotated[
        float | None,
        typer.Option("--confidence", min=0, max=1, metavar="X", help="Count it as a change that the confidence moved by more than X."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="Show N differences and count the rest, 0: all; jsonl has all.")
    ] = LIMIT,
    rules_a: Annotated[Path | None, typer.Option("--rules-a", metavar="FOLDER", help="The rules that A was made with.")] = None,
    rules_b: Annotated[
        Path | None,
        typer.Option("--rules-b", metavar="FOLDER", help="The rules that B was made with.", show_default="those shipped with dashiji"),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(
            "--articles",
            metavar="INPUT",
            help="The articles that B was read from: show more text, and run them again where causes are in doubt.",
        ),
    ] = None,
    id_column: options.IdColumn = "id",
    date_column: options.DateColumn = "date",
    title_column: options.TitleColumn = "title",
    text_column: options.TextColumn = "text",
) -> None:
    """Show which records were added, removed and changed between two runs, field by field, and what made it.

    Causes come from the lineage of the records and the rules of their evidence. With the rule folders of both sides, each edit is
    named; with the articles too, edits that may have made a difference are taken back one at a time to see which did.

    Exit code: 0 no differences, 1 differences, 2 the command could not be carried out.
    """
    form = form or _form(output_file)
    columns = Columns(id_column, date_column, title_column, text_column)
    filters = Filters(frozenset(kinds or CHANGES), types or (), rules or (), causes or ())
    ours, theirs = Side.read(before), Side.read(after)
    evidence, document = open_evidence((before, ours), (after, theirs), (rules_a, rules_b), articles or [], columns)
    comparisons = compare(ours, theirs, confidence=confidence, unchanged=Kind.UNCHANGED in filters.kinds)
    report = Report(str(before), str(after), document=document)
    found = wanted(attribute(comparisons, evidence), filters, report.summary)
    if form is Format.JSONL:
        with open_sink(output_file) as write:
            for difference in found:
                write(json.dumps(difference.to_dict(), ensure_ascii=False))
    else:
        collect(found, report, limit or sys.maxsize)
        _write(report, form, output_file)
    errors = messages()
    if form is not Format.TEXT or output_file is not None:
        say(errors, str(report.summary))
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
