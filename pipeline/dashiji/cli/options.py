"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from dashiji.records import EventType

INPUTS = "Files (.txt .md .json .jsonl .csv .tsv .parquet .html .warc, also .gz .bz2 .zst), folders, globs, URLs, or - for standard input."
RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="The run directory, or its URL.")]
TypesOption = Annotated[
    list[EventType] | None,
    typer.Option("--type", metavar="TYPE", help=f"Keep only records of this type; may be repeated. One of {', '.join(EventType)}."),
]
RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules", metavar="FOLDER", help="Use the rule packs and lexicons of this folder.", show_default="those shipped with dashiji"
    ),
]
RulesOfA = Annotated[Path | None, typer.Option("--rules-a", metavar="FOLDER", help="The rules that A was made with.")]
RulesOfB = Annotated[
    Path | None,
    typer.Option("--rules-b", metavar="FOLDER", help="The rules that B was made with.", show_default="those shipped with dashiji"),
]
IdColumn = Annotated[str, typer.Option("--id-column", metavar="NAME", help="Column with the article's id or URL.")]
DateColumn = Annotated[str, typer.Option("--date-column", metavar="NAME", help="Column with the article's date.")]
TitleColumn = Annotated[str, typer.Option("--title-column", metavar="NAME", help="Column with the article's title.")]
AuthorColumn = Annotated[str, typer.Option("--author-column", metavar="NAME", help="Column with the article's author.")]
NoDuplicates = Annotated[
    bool, typer.Option("--no-duplicates", help="Leave out what duplicates say (of a run made with --mark-duplicates).")
]
TextColumn = Annotated[str, typer.Option("--text-column", metavar="NAME", help="Column with the article's text.")]
