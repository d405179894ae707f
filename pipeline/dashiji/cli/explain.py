"""`dashiji explain`: how a sentence or article was read."""

import os
import re
from dataclasses import replace
from typing import Annotated

import typer

from dashiji.article import Article
from dashiji.cli import options
from dashiji.cli.console import messages, say, write_line
from dashiji.cli.loading import load_extractor
from dashiji.errors import InputError, UsageError
from dashiji.stages.read import Failure, digest_id, parse_date, read

_HAN = re.compile("[\u3400-\u9fff]")

EXAMPLE = "Example: dashiji explain '海滨市数据局今天揭牌成立。' --date 2026-03-05"


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE|-", help="A sentence, a file with an article, or - for standard input.")],
    id: Annotated[str | None, typer.Option(metavar="ID", help="The article to explain, where the file holds several.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The article's date, which 今天 or 去年 count from.")] = None,
    rules: options.RulesOption = None,
) -> None:
    """Show how a text was read: its chunks, the rules that were tried and where each one failed, and the records."""
    article = _dated(_article(text, id), date)
    for line in load_extractor(rules).explain(article).render().splitlines():
        write_line(line)


def _article(text: str, wanted: str | None) -> Article:
    if text != "-" and not os.path.lexists(text):
        if not _HAN.search(text):
            raise UsageError(f"{text!r}: neither a file nor Chinese text; give a sentence, a file, or - for standard input")
        return Article(digest_id(text), text)
    errors = messages()
    items = list(read(text, warn=lambda line: say(errors, f"warning: {line}", "yellow")))
    found = [item for item in items if isinstance(item, Article) and wanted in (None, item.id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text}: holds {len(found)} articles; choose one with --id, for example --id {found[0].id}")
    if wanted is not None:
        raise UsageError(f"{text}: holds no article {wanted!r}")
    failures = [str(item) for item in items if isinstance(item, Failure)]
    raise InputError(failures[0] if failures else f"{text}: holds no article")


def _dated(article: Article, date: str | None) -> Article:
    if date is None:
        return article
    published = parse_date(date)
    if published is None:
        raise UsageError(f"--date {date!r}: not a date; write it as 2026-01-27")
    return replace(article, published=published)
