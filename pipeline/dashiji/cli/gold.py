"""`dashiji gold`: what reviewers decided, as annotated records."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from dashiji.article import Article
from dashiji.cli import options
from dashiji.cli.attributing import articles_of
from dashiji.cli.console import messages, say
from dashiji.cli.review import DecisionsOption, journal_path
from dashiji.cli.sink import open_sink
from dashiji.cli.sources import Source, open_source
from dashiji.diff import Side, compare
from dashiji.errors import UsageError
from dashiji.evaluate import read_documents
from dashiji.stages.read import Columns

EXAMPLE = "Example: dashiji gold add gold.jsonl before.jsonl after.jsonl --articles archive.jsonl --docs gold-articles.jsonl"
CONFLICTS = 1

app = typer.Typer(help="Make annotated records of what reviewers decided.", no_args_is_help=True, rich_markup_mode="markdown")


@app.callback()
def gold() -> None:
    """Make annotated records of what reviewers decided."""


@app.command("add", epilog=EXAMPLE)
def add(
    gold_file: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated records, JSON Lines; made where there are none yet.")],
    before: Annotated[Path, typer.Argument(metavar="A", help="Records before, as they were reviewed.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Records after.")],
    decisions: DecisionsOption = None,
    articles: Annotated[list[str] | None, typer.Option("--articles", metavar="INPUT", help="The articles that B was read from.")] = None,
    docs: Annotated[
        Path | None, typer.Option("--docs", metavar="FILE", help="Add the articles of the new gold to FILE, for extract and evaluate.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Where GOLD says otherwise, take what was decided.")] = False,
    id_column: options.IdColumn = "id",
    date_column: options.DateColumn = "date",
    title_column: options.TitleColumn = "title",
    text_column: options.TextColumn = "text",
) -> None:
    """Add to GOLD what reviewers of A and B decided, in the form that evaluate takes.

    Of each article with a settled difference, records found right are required, those found wrong are not there, and those that nobody
    decided on are optional. Adding twice changes nothing. Exit code: 0 all added, 1 GOLD says otherwise of some, 2 not carried out.
    """
    if docs is not None and not articles:
        raise UsageError("--docs needs the articles; name them with --articles")
    from dashiji.review.gold import GoldFile, rulings
    from dashiji.review.session import read_standing

    standing = read_standing(journal_path(after, decisions))
    wanted = {decision.subject.doc_id for decision in standing}
    ours, theirs = _side(open_source(before), wanted), _side(open_source(after), wanted)
    found = GoldFile.read(gold_file, replace=replace)
    ruled, errors = set(), messages()
    for ruling in rulings(compare(ours, theirs, unchanged=True), standing):
        found.add(ruling)
        ruled.add(ruling.doc_id)
        for failure in ruling.failed:
            say(errors, f"left out: {failure}", "yellow")
    with open_sink(gold_file) as write:
        for line in found:
            write(line)
    if docs is not None:
        _add_articles(docs, articles_of(articles or [], Columns(id_column, date_column, title_column, text_column)), ruled)
    for conflict in found.conflicts:
        say(errors, conflict, "yellow")
    say(errors, f"{len(ruled):,} articles: {found.added:,} records added, {found.changed:,} changed, {found.removed:,} removed")
    if found.conflicts:
        raise typer.Exit(CONFLICTS)


def _side(source: Source, wanted: set[str]) -> Side:
    """The records of some documents only."""
    side = source.side()
    side.documents = ((doc_id, lines) for doc_id, lines in side.documents if doc_id in wanted)
    return side


def _add_articles(docs: Path, articles: Iterable[Article], wanted: set[str]) -> None:
    """Add the wanted articles to a file, those apart that it has already."""
    old = docs.read_text(encoding="utf-8").removesuffix("\n").split("\n") if docs.exists() else []
    missing = wanted - (read_documents(docs).keys() if docs.exists() else set())
    with open_sink(docs) as write:
        for line in (*old, *_rows(articles, missing)):
            write(line)
    if missing:
        say(messages(), f"warning: {len(missing):,} articles are not in --articles: {', '.join(sorted(missing)[:3])}", "yellow")


def _rows(articles: Iterable[Article], missing: set[str]) -> Iterator[str]:
    """Articles as lines; those found are taken out of `missing`."""
    for article in articles:
        if article.id in missing:
            missing.discard(article.id)
            day = article.published.isoformat() if article.published else None
            yield json.dumps({"id": article.id, "date": day, "title": article.title, "text": article.text}, ensure_ascii=False)
