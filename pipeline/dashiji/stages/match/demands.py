"""Demands: words and lines that open a list of what somebody asks for, where nothing has happened yet."""

import re

from dashiji.kinds import BREAK
from dashiji.stages.match.reading import Reading

_NUMBERED = re.compile(r"[\s•·●▪\-*]*+(?:[(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）.、．:：]|第[一二三四五六七八九十]|[•·●▪*-])")
"""How a line of a list begins."""
_ITEMS = frozenset("；;")
_COLONS = frozenset("：:")
_LISTING = _COLONS | {"包括", "是", "为", "即", "如下", "有", "在于", "分别是", "尤其是", "特别是", "尤其"}
"""What stands between the noun and what is asked for."""
_BEFORE_LIST = frozenset(("包括", "如下", "有", "为", "是", "，", ","))
"""What may stand between that noun and the colon (诉求，包括：)."""
_OPENING = 30
"""Characters before a colon in which the noun must stand."""
_LINES = 12
"""How far up a list is followed."""
_LOOK_BACK = 1000
"""Characters before a sentence in which the plan must be told that it goes on with: a line may have no end."""

_ASKING = re.compile(_NUMBERED.pattern + r"\s*(要求|支持|建议|促请|呼吁|谴责|敦促|撤回|撤销|释放)")
"""A line of a list that itself asks for something."""
_PLAN = re.compile(r"[方们国省市区县府会局部司团]将(?![军领士其]|[^，。；]{2,15}(?:[纳列融]入|[作列视]为))|改革(?:主要)?包括")
"""Who will do something, not to something (将甲纳入乙), or what a reform is made of."""
_PROPOSAL = re.compile(r"(?:方案|规划|计划|意见)》?(?:明确)?提出")
_NEAR = 250
"""Characters over which the measures that a document puts forward are told."""


def planned_above(text: str, start: int) -> str:
    """The words of a plan in the sentences of the same line before `start`, which those without a subject go on; `""` without one."""
    earliest = max(0, start - _LOOK_BACK)
    begin = max(earliest, text.rfind("\n", earliest, start) + 1)
    found = _PROPOSAL.findall(text, max(begin, start - _NEAR), start) or _PLAN.findall(text, begin, start)
    return found[-1] if found else ""


def names_demand(reading: Reading, at: int, nouns: tuple[str, ...]) -> bool:
    """Whether the chunk at `at` is such a noun and what it stands for follows (五大诉求包括…, 提出建议：…)."""
    chunks = reading.chunks
    following = at + 1
    if following < len(chunks) and chunks[following].text in ("，", ",") and following + 1 < len(chunks):
        following += 1
    if following >= len(chunks) or chunks[following].text not in _LISTING or chunks[at].kind is BREAK:
        return False
    return chunks[at].text.endswith(nouns)


def opened(reading: Reading, trigger: int, nouns: tuple[str, ...]) -> str:
    """The noun before the colon that opens the list in which the trigger stands, if it is such a noun; else `""`."""
    item = False
    for clause in reversed(reading.clauses[: reading.clause_of[trigger]]):
        item |= reading.chunks[clause.stop].text in _ITEMS
        opens = reading.chunks[clause.stop].text in _COLONS
        if clause and (opens or item):
            at = clause.stop - 1
            while at > 0 and reading.chunks[at].text in _BEFORE_LIST:
                at -= 1
            if names_demand(reading, at, nouns):
                return reading.chunks[at].text
        if opens:
            break
    return ""


def demanded(text: str, start: int, nouns: tuple[str, ...]) -> str:
    """The end of the line that opens the numbered list in which `start` stands, if it names demands; else `""`."""
    begin = text.rfind("\n", 0, start) + 1
    for _ in range(_LINES):
        if begin == 0 or not _NUMBERED.match(text, begin):
            return ""
        if (asking := _ASKING.match(text, begin)) is not None:
            return asking.group(1)
        end = begin - 1
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].rstrip()
        if line.endswith((":", "：")):
            opening = line[-_OPENING:].rstrip(":：")
            return opening if any(noun in opening for noun in nouns) else ""
    return ""
