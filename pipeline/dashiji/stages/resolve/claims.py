"""Claims: rank and scope of a superlative or first-ever phrase."""

import re

from dashiji.numerals import parse_numeral

_RANK = re.compile(r"第([一二三四五六七八九十百0-9]+)")
_FIRST = re.compile(r"首|第一|唯一|最|率先")


def read_claim(text: str) -> tuple[int | None, str]:
    """The rank that a folded claim states (1 for 首个 and 最大), and the scope before it (江苏 in 江苏首家…)."""
    rank = _RANK.search(text)
    first = _FIRST.search(text)
    opening = min((match.start() for match in (rank, first) if match), default=0)
    if rank is not None and rank.start() == opening:
        number = parse_numeral(rank.group(1))
        return (None if number is None else int(number)), text[:opening]
    return (1 if first else None), text[:opening]
