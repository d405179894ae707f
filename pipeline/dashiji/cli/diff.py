"""`dashiji diff`: what two sets of records do not have alike, and why."""

from pathlib import Path
from typing import Annotated

import typer

from dashiji.cli import options
from dashiji.cli.attributing import open_evidence
from dashiji.cli.showing import LIMIT, FormatOption, KindOption, LimitOption, OutputOption, show
from dashiji.cli.sources import open_source
from dashiji.diff import Kind, Part, attribute, compare
from dashiji.diff.difference import DIFFERING
from dashiji.diff.report import Filters, Report
from dashiji.stages.read import Columns

EXAMPLE = "Example: dashiji diff before.jsonl after.jsonl --rules-a old-rules --rules-b rules --format html -o diff.html"


def diff(
    before: Annotated[
        Path,
        typer.Argument(
            metavar="A", help="Records before: a run directory, a file that extract wrote (.jsonl, .jsonl.gz), or a folder of these."
        ),
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="Records after.")],
    form: FormatOption = None,
    output_file: OutputOption = None,
    kinds: KindOption = None,
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
    limit: LimitOption = LIMIT,
    rules_a: options.RulesOfA = None,
    rules_b: options.RulesOfB = None,
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
    columns = Columns(id_column, date_column, title_column, text_column)
    filters = Filters(frozenset(kinds or DIFFERING), types or (), rules or (), causes or ())
    first, second = open_source(before), open_source(after)
    evidence, document = open_evidence(first, second, (rules_a, rules_b), articles or [], columns)
    ours, theirs = first.side(), second.side()
    comparisons = compare(ours, theirs, confidence=confidence, unchanged=Kind.UNCHANGED in filters.kinds)
    report = Report(str(before), str(after), document=document)
    show(attribute(comparisons, (ours.makings, theirs.makings), evidence), filters, report, form, output_file, limit)
