"""Listing: names that a class noun sums up (“荆楚”“神农”等10款机器人, 甲中心、乙中心等两个平台)."""

import re

from dashiji.chunks import Chunk
from dashiji.kinds import BODIES, NAME, QUANTITY
from dashiji.spans import Span
from dashiji.stages.match.reading import Reading

_LIST = re.compile(r"(?:[“「][^“”「」]{1,16}[”」][、和与及]?){2,}|[“「][^“”「」]{1,16}[”」](?=(?:、[^“”「」、]{2,12})*等)")
_NAME = re.compile(r"[“「]([^“”「」]+)[”」]")
_LATIN = r"[A-Za-z][A-Za-z0-9 ._+-]*[A-Za-z0-9+]"
_LATIN_LIST = re.compile(rf"{_LATIN}(?:\s?[、和与及]\s?{_LATIN})+(?=\s?等)")
_LATIN_NAME = re.compile(_LATIN)
_SUMMING = ("等", "等等")


def listed_names(reading: Reading, at: int) -> tuple[Span, ...]:
    """The names that the phrase at `at` sums up, each without its marks, in order; none where it names one thing itself."""
    chunks = reading.chunks
    own = _names(chunks[at])
    if own:
        return own
    before, first = at - 1, reading.clause(at).start
    if before > first and chunks[before].kind is QUANTITY:
        before -= 1
        if before > first and chunks[before].text in _SUMMING:
            before -= 1
        if chunks[before].kind is NAME:
            return _names(chunks[before])
    return ()


def summed_up(reading: Reading, at: int) -> int | None:
    """The last of at least two bodies that the counted noun at `at` sums up (甲中心、乙中心|等|七个|平台, 甲基金、乙基金|两只|基金)."""
    chunks, last, first = reading.chunks, at - 2, reading.clause(at).start
    if last <= first or chunks[at - 1].kind is not QUANTITY:
        return None
    if chunks[last].text in _SUMMING:
        last -= 1
    return last if chunks[last].kind in BODIES and min(reading.coordinated(last)) < last else None


def _names(chunk: Chunk) -> tuple[Span, ...]:
    """The names of a list that the chunk holds: of at least two, or of one that 等 says there are more of."""
    latin = _LATIN_LIST.match(chunk.text)
    if latin:
        return tuple(Span(chunk.start + name.start(), chunk.start + name.end()) for name in _LATIN_NAME.finditer(latin.group()))
    found = _LIST.search(chunk.text)
    if found is None:
        return ()
    start = chunk.start + found.start()
    return tuple(Span(start + name.start(1), start + name.end(1)) for name in _NAME.finditer(found.group()))
