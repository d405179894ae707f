"""`dashiji run`: a whole archive into a run directory."""

import shlex
import sys
from typing import Annotated

import typer

from dashiji.batch.engine import Engine
from dashiji.cli import options
from dashiji.cli.console import messages, say
from dashiji.cli.group import FAILED_ARTICLES
from dashiji.cli.loading import cores
from dashiji.cli.watching import watching
from dashiji.cli.wording import count, duration

EXAMPLE = "Example: dashiji run archive/ more.jsonl.gz --out runs/first --workers 8"
INTERRUPTED = 130


def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=options.INPUTS)],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="RUN", help="The run directory to make, or to go on with; also a URL, as s3://bucket/run.")
    ],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes that extract.", show_default="one for each core")
    ] = None,
    shard_size: Annotated[
        int | None, typer.Option("--shard-size", min=1, metavar="N", help="Articles in a part of the run.", show_default="200")
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", metavar="NAME", help="local, or ray (pip install 'dashiji[ray]'; docs/scale.md).")
    ] = Engine.LOCAL,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0, metavar="SECONDS", help="Most time for one article; 0 for no limit.")
    ] = 60.0,
    memory_limit: Annotated[
        int, typer.Option("--memory-limit", min=0, metavar="MB", help="Most memory for one article (Linux); 0 for no limit.")
    ] = 2048,
    mark_duplicates: Annotated[
        bool,
        typer.Option(
            "--mark-duplicates", help="Mark articles that repeat an earlier one: copies, reprints, corrupted mirrors (docs/runs.md)."
        ),
    ] = False,
    id_column: options.IdColumn = "id",
    date_column: options.DateColumn = "date",
    title_column: options.TitleColumn = "title",
    text_column: options.TextColumn = "text",
    author_column: options.AuthorColumn = "author",
    rules: options.RulesOption = None,
) -> None:
    """Extract from a whole archive into a directory of Parquet files, with a manifest that accounts for every article.

    Stop it when you like, with Ctrl-C or otherwise: the same command goes on where it stopped. An article that twice brings down
    the process that reads it, or twice passes a limit, goes into quarantine, and the others go on. With any article failed or
    in quarantine the exit code is 1.
    """
    import dashiji
    from dashiji.batch.archive import Options, run_archive
    from dashiji.run.limits import Limits
    from dashiji.stages.read import Columns
    from dashiji.store.directory import run_at

    errors = messages()
    columns = Columns(id_column, date_column, title_column, text_column, author_column)
    limits = Limits(time_limit, memory_limit)
    chosen = Options(columns, rules, workers or _cores(engine), shard_size, engine, limits, mark_duplicates, dashiji.load)
    try:
        with watching(errors) as watch:
            manifest, progress = run_archive(
                inputs, run_at(out).path, chosen, lambda line: say(errors, f"warning: {line}", "yellow"), watch
            )
    except KeyboardInterrupt as error:
        say(errors, f"interrupted; what is done is kept in {out}, and the same command goes on: {_command()}", "yellow")
        raise typer.Exit(INTERRUPTED) from error
    counts = manifest.counts
    before = f", {progress.found.articles:,} of them before" if progress.found.articles else ""
    say(
        errors, f"{count(counts.records, 'record')} from {count(counts.articles, 'article')}{before} in {duration(progress.seconds)}: {out}"
    )
    if mark_duplicates:
        say(errors, f"{count(counts.duplicates, 'duplicate')} marked; --no-duplicates leaves them out of dashiji show and stats")
    if counts.failed or counts.quarantined:
        say(errors, f"{counts.failed:,} failed and {counts.quarantined:,} in quarantine; dashiji runs show {out} says why", "red")
        raise typer.Exit(FAILED_ARTICLES)


def _cores(engine: Engine) -> int:
    """The cores that this process may use; 0, for all of the cluster's, with Ray."""
    if engine is Engine.RAY:
        return 0
    return cores()


def _command() -> str:
    return shlex.join(["dashiji", *sys.argv[1:]])
