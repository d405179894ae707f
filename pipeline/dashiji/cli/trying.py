"""`dashiji try`: what an edit of rules changes in records that were made before."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from dashiji.cli import options
from dashiji.cli.attributing import articles_of, open_rules
from dashiji.cli.console import messages, say
from dashiji.cli.loading import cores, load_extractor
from dashiji.cli.showing import LIMIT, FormatOption, KindOption, LimitOption, OutputOption, show
from dashiji.cli.sources import Source, open_source
from dashiji.cli.watching import counting
from dashiji.data import data_root
from dashiji.diff import attribute
from dashiji.diff.attribution import Evidence, unknown_input
from dashiji.diff.difference import DIFFERING
from dashiji.diff.folders import RuleFolder, find_edits
from dashiji.diff.reaching import reach
from dashiji.diff.report import Filters, Report
from dashiji.diff.rereading import Rereader
from dashiji.diff.rerunning import Rerunner
from dashiji.diff.trying import Trial
from dashiji.errors import UsageError
from dashiji.rulebook.book import load_rulebook
from dashiji.stages.read import Columns
from dashiji.stages.script import fold

EXAMPLE = "Example: dashiji try records.jsonl --articles archive.jsonl --rules my-rules"


def try_rules(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="What the rules read before: a run directory or a record file.")],
    articles: Annotated[list[str], typer.Option("--articles", metavar="INPUT", help="The articles that they were read from.")],
    rules: Annotated[Path, typer.Option("--rules", metavar="FOLDER", help="The edited rules.")],
    base: Annotated[
        Path | None,
        typer.Option("--base", metavar="FOLDER", help="The rules before the edit.", show_default="those shipped with dashiji"),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample", min=1, metavar="N", help="Of the articles that the edit can touch read N, the same each time.", show_default="all"
        ),
    ] = None,
    form: FormatOption = None,
    output_file: OutputOption = None,
    kinds: KindOption = None,
    limit: LimitOption = LIMIT,
    id_column: options.IdColumn = "id",
    date_column: options.DateColumn = "date",
    title_column: options.TitleColumn = "title",
    text_column: options.TextColumn = "text",
) -> None:
    """Show what edited rules change in records that were made before, without reading every article again.

    Only articles that have a word of the edit are read; the result is that of reading all. An edit that may act on any article (names,
    places, parts of speech) makes it read all of them, and it says so. --sample answers for a part of them, in seconds.

    Exit code: 0 nothing changes, 1 something does, 2 the command could not be carried out.
    """
    source, errors = open_source(records), messages()
    _check_program(source)
    before, old_book = open_rules(source, base or data_root() / "rules", "--base")
    new_book, after = load_rulebook(rules), RuleFolder.read(rules)
    edits = find_edits(before, after)
    where = reach(old_book, new_book, edits)
    if where.everywhere:
        say(errors, f"{where.everywhere} may act on any article: all are read again", "yellow")
    items = articles_of(articles, Columns(id_column, date_column, title_column, text_column))
    with counting(errors) as tell:
        trial = Trial(
            where.finder(), Rereader(load_extractor, rules, cores()), fold, sample=sample, watch=lambda trial: tell(_so_far(trial))
        )
        (ours, theirs), comparisons = trial.compare(source.stored(), items)
    say(errors, f"{len(edits):,} edits; {len(trial.touched):,} of {trial.articles:,} articles read again")
    if trial.passed_over:
        say(errors, f"a sample: {len(trial.passed_over):,} more articles that the edits can touch were not read", "yellow")
    for failure in trial.failed:
        say(errors, f"failed: {failure}", "red")
    if trial.absent:
        say(errors, f"warning: {len(trial.absent):,} articles with records are not in --articles and left out", "yellow")
    rerun = Rerunner(before, after, trial.shelf, load_extractor)
    pack_of = {rule: folder.pack_of(rule) for folder in (before, after) for rule in folder.rules}
    evidence = Evidence(fold, edits, pack_of, inputs=(unknown_input, trial.shelf.digest), rerun=rerun)
    report = Report(str(records), f"{records} with {rules}", document=trial.shelf.document)
    show(
        attribute(comparisons, (ours.makings, theirs.makings), evidence),
        Filters(frozenset(kinds or DIFFERING)),
        report,
        form,
        output_file,
        limit,
    )


def _so_far(trial: Trial) -> str:
    return f"{trial.articles:,} articles looked at, {trial.within_reach:,} that the edits can touch, {len(trial.touched):,} read again"


def _check_program(source: Source) -> None:
    making = source.making()
    if making is not None and making.program != version("dashiji"):
        raise UsageError(
            f"{source.path}: made by dashiji {making.program}, and this is {version('dashiji')}; extract the articles again first"
        )
