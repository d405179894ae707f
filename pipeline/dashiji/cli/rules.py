"""`dashiji rules`: check, list, test and explain the rule packs."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dashiji.cli import options
from dashiji.cli.console import messages, output, printable, say, write_line
from dashiji.cli.loading import load_extractor
from dashiji.errors import UsageError

if TYPE_CHECKING:
    from dashiji.rulebook.compiled import CompiledRule

FAILED_RULES = 1

app = typer.Typer(help="Check, list, test and explain the rule packs.", no_args_is_help=True, rich_markup_mode="markdown")


@app.command("check", epilog="Example: dashiji rules check --rules my-rules")
def check(rules: options.RulesOption = None) -> None:
    """Look for rules that contradict themselves or each other, or can never apply.

    Each problem is one line with file, line, rule, value and remedy; with any, the exit code is 1. What keeps the rules from being
    read at all ends with exit code 2.
    """
    from dashiji.rulebook.book import load_rulebook
    from dashiji.rulebook.check import check as find_problems

    book = load_rulebook(rules)
    problems = find_problems(book)
    for problem in problems:
        write_line(problem)
    verdict = f"{len(problems)} problems" if problems else "no problem found"
    say(messages(), f"{len(book.rules)} rules: {verdict}")
    if problems:
        raise typer.Exit(FAILED_RULES)


@app.command("list", epilog="Example: dashiji rules list | grep product_released")
def list_rules(rules: options.RulesOption = None) -> None:
    """List every rule with the event type it makes, what sets it off and where it is written.

    A terminal shows a table; a pipe gets one rule a line, its fields set apart by tabs.
    """
    from dashiji.rulebook.book import load_rulebook

    book = load_rulebook(rules)
    console = output()
    if console.is_terminal:
        console.print(_table(book.rules))
        return
    for rule in book.rules:
        write_line("\t".join((rule.id, rule.type, rule.trigger, f"{rule.path}:{rule.line}")))


def _table(rules: Iterable["CompiledRule"]) -> Table:
    table = Table(header_style="bold")
    table.add_column("rule", no_wrap=True, style="bold")
    table.add_column("makes")
    table.add_column("set off by", overflow="fold")
    table.add_column("examples", justify="right")
    table.add_column("written at", overflow="fold", style="dim")
    for rule in rules:
        proof = f"{len(rule.examples)} + {len(rule.not_examples)}"
        trigger = rule.trigger if len(rule.trigger) <= 60 else f"{rule.trigger[:60]}…"
        table.add_row(*map(Text, (rule.id, rule.type, trigger, proof, f"{rule.path.name}:{rule.line}")))
    return table


@app.command("test", epilog="Example: dashiji rules test founding.unveiled")
def test(
    ids: Annotated[list[str] | None, typer.Argument(metavar="RULE", help="Only the examples of these rules.", show_default="all")] = None,
    rules: options.RulesOption = None,
) -> None:
    """Run the examples and counter-examples of the rules; with any that fails, the exit code is 1."""
    from dashiji.rulebook.proof import run_examples

    extractor = load_extractor(rules)
    _known(ids or [], [rule.id for rule in extractor.rulebook.rules])
    results = [result for result in run_examples(extractor) if not ids or result.rule_id in ids]
    failed = [result for result in results if not result.passed]
    console = output()
    for result in failed:
        say(console, f"{result.rule_id}: {printable(result.text)}: {result.detail}")
    say(messages(), f"{len(results)} examples, {len(failed)} failed", "red" if failed else "green")
    if failed:
        raise typer.Exit(FAILED_RULES)


@app.command("fields", epilog="Example: dashiji rules fields | less")
def fields() -> None:
    """Explain every field that a rule may have."""
    from dashiji.rulebook.reference import reference

    write_line(reference().rstrip())


def _known(asked: Iterable[str], known: Sequence[str]) -> None:
    for rule_id in asked:
        if rule_id not in known:
            raise UsageError(f"no rule {rule_id!r}; dashiji rules list shows all {len(known)}")
