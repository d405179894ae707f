"""The command line: `dashiji COMMAND …`."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from dashiji.cli import diff, evaluate, explain, extract, gold, review, rules, run, runs, schema, show, stats, trying
from dashiji.cli.console import without_color
from dashiji.cli.group import Group

app = typer.Typer(
    cls=Group,
    name="dashiji",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 all went well, 1 some article (or rule example) failed, 2 the command could not be carried out.",
)
app.command("extract", epilog=extract.EXAMPLE)(extract.extract)
app.command("run", epilog=run.EXAMPLE)(run.run)
app.add_typer(runs.app, name="runs")
app.command("show", epilog=show.EXAMPLE)(show.show)
app.command("stats", epilog=stats.EXAMPLE)(stats.stats)
app.command("explain", epilog=explain.EXAMPLE)(explain.explain)
app.add_typer(rules.app, name="rules")
app.command("evaluate", epilog=evaluate.EXAMPLE)(evaluate.evaluate)
app.command("diff", epilog=diff.EXAMPLE)(diff.diff)
app.command("try", epilog=trying.EXAMPLE)(trying.try_rules)
app.command("review", epilog=review.EXAMPLE)(review.review)
app.add_typer(gold.app, name="gold")
app.command("schema", epilog=schema.EXAMPLE)(schema.schema)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dashiji {version('dashiji')}")
        raise typer.Exit


def _drop_color(wanted: bool) -> None:
    if wanted:
        without_color()


@app.callback()
def dashiji(
    no_color: Annotated[
        bool, typer.Option("--no-color", is_eager=True, callback=_drop_color, help="Print without colour; works after a command too.")
    ] = False,
    show_version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Turn Chinese news into a chronicle: event records, each value traceable to the characters it was read from."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    app(prog_name="dashiji")
