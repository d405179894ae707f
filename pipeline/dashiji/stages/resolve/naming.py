"""Naming: when two phrases of an article name the same thing."""

import re

from dashiji.matches import Match

_IDLE = re.compile(r"[\W_]+")
_POINTING = ("该", "本", "这家", "这个", "这一", "这", "此", "上述")
_ENOUGH = 0.8
_ALL_BUT_EQUAL = 0.9
_SHORT = 0.6
"""Share of a name's length up to which a selection of its characters is its short form."""
_LEVEL = re.compile("^(?:国家|省|市|区|县|州|地市|地)级")
_COMPANY = re.compile(r"(?:股份|控股|集团|有限|责任|公司)+")
_TRANSLATED = re.compile("([a-z0-9]{6,})[\u4e00-\u9fff]{2,4}")
"""A Latin name with its class noun in Chinese (Acme Reef 联盟)."""
_EDITION = re.compile(r"(?:新修订的|新修订|修订后的|最新版|新版|新的|新|两部|这部|该|本|此)?(\w{2,4}?)(?:\d{4}年版|修订版|试行|草案|暂行)?")
"""A document called by its kind (新版目录, 两部条例)."""
_NUMBER = re.compile(r"\d+|十[一二三四五六]五|第[一二三四五六七八九十]+")
"""What tells one document of a series from the next (“十五五”规划)."""
_ENDING = re.compile(r"(?:\d{4}年版|\d{4}\d{4}年|修订版|试行|草案|暂行|\d{4}年)$")
"""What titles carry in parentheses at their end."""


def bare(text: str) -> str:
    """A folded phrase without punctuation, white space and case, for comparison."""
    return _IDLE.sub("", text).lower()


def anchor_name(match: Match, text: str) -> str:
    """The bare name of what a match is about; `text` is the folded document."""
    return bare(text[match.anchor.start : match.anchor.end])


def alike(first: str, second: str) -> float:
    """Share of characters that two bare phrases have in common: 0 to 1, 1 only for equal ones."""
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = sum(min(first.count(char), second.count(char)) for char in {*first} & {*second})
    return 2 * common / (len(first) + len(second)) * 0.999


def same_name(first: str, second: str) -> bool:
    """Whether two bare names are one: equal, the tail of one another (人工智能局, 温州市人工智能局), or nearly the same."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) >= 3 and (long.endswith(short) or long.startswith(short)):
        return True
    return len(short) >= 4 and (abbreviates(short, long) or alike(short, long) >= _ENOUGH)


def same_body(first: str, second: str) -> bool:
    """Whether two bare names of bodies are one: the tail of one another, a short form, or all but equal.

    A name that goes on after another is another body (委员会办公室), unless only the form of a company follows.
    """
    short, long = sorted((_LEVEL.sub("", first), _LEVEL.sub("", second)), key=len)
    if short == long or (len(short) >= 2 and long.endswith(short)):
        return True
    if len(short) >= 3 and long.startswith(short) and _COMPANY.fullmatch(long[len(short) :]):
        return True
    if _translates(first, second) or _translates(second, first):
        return True
    return len(short) >= 4 and ((len(short) <= _SHORT * len(long) and abbreviates(short, long)) or alike(short, long) >= _ALL_BUT_EQUAL)


def _translates(name: str, latin: str) -> bool:
    """Whether a bare name has in Chinese the class noun that the other, all Latin, ends with (Acme Reef 联盟, Acme Reef Coalition)."""
    stem = _TRANSLATED.fullmatch(name)
    return stem is not None and latin.isascii() and len(latin) > len(stem.group(1)) and latin.startswith(stem.group(1))


def same_document(first: str, second: str) -> bool:
    """Whether two bare names of documents are one: also where one is only the kind that the other ends with (条例); never where both have
    numbers and none in common (第1号公告, 第2号公告)."""
    short, long = sorted((first, second), key=len)
    numbers = set(_NUMBER.findall(first)), set(_NUMBER.findall(second))
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return False
    kind = _EDITION.fullmatch(short)
    return same_name(first, second) or (kind is not None and _ENDING.sub("", long).endswith(kind.group(1)))


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` picks its characters from `long` in order, first and last included (国地中心)."""
    return short[0] == long[0] and short[-1] == long[-1] and is_picked(short, long)


def is_picked(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in order."""
    place = iter(long)
    return all(char in place for char in short)


def is_description(text: str) -> bool:
    """Whether a phrase describes a body rather than naming it (新央企汽车集团, 我国首个…)."""
    return text.startswith(("新", "我国", "首"))


def is_pointing(text: str) -> bool:
    """Whether a phrase points back at something named before (该局, 这一机构)."""
    return text.startswith(_POINTING)
