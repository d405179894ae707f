"""The report as Markdown, for a pull request."""

import re
from collections.abc import Iterable, Iterator

from dashiji.diff.difference import DIFFERING, Difference, Kind
from dashiji.diff.passage import CONTEXT, Piece
from dashiji.diff.report import Report
from dashiji.diff.wording import in_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&@:])")
_BREAKS = re.compile(r"\s+")
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "−", Kind.CHANGED: "~", Kind.UNCHANGED: "="}


def markdown(report: Report) -> Iterator[str]:
    """The report line by line; text of articles and rules can never become markup."""
    yield f"## {_escaped(report.before)} → {_escaped(report.after)}"
    yield ""
    yield f"{report.summary}."
    for heading, rows in report.summary.tables():
        yield ""
        yield f"| {heading} | {' | '.join(DIFFERING)} |"
        yield "|---|--:|--:|--:|"
        for name, counts in rows:
            yield f"| {_escaped(name)} | {' | '.join(str(counts[kind]) for kind in DIFFERING)} |"
    for difference in report.differences:
        yield ""
        yield from _difference(difference, report)
    if report.hidden:
        yield ""
        yield f"… and {report.hidden:,} more."


def _difference(difference: Difference, report: Report) -> Iterator[str]:
    record = difference.record
    anchor = record.anchor.text if record.anchor else ""
    yield f"### {_SIGNS[difference.kind]} {difference.kind} {_escaped(record.type)}: {_escaped(anchor)}"
    yield ""
    if difference.causes:
        yield f"- cause: {_escaped('; '.join(map(str, difference.causes)))}"
    for change in difference.changes:
        line = in_words(change)
        yield f"- {_escaped(line.label)}: {_side(line.before)} → {_side(line.after)}"
    yield f"- article {_escaped(record.doc_id)}, {_escaped(', '.join(difference.rules))}"
    yield ""
    yield f"> {_quoted(report.passage(record))}"


def _side(text: str) -> str:
    return f"**{_escaped(text)}**" if text else "–"


def _quoted(pieces: Iterable[Piece]) -> str:
    """The passage with trigger and arguments in bold."""
    return "".join(f"**{_escaped(p.text)}**" if p.roles not in ((), (CONTEXT,)) and p.text.strip() else _escaped(p.text) for p in pieces)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text)).strip()
