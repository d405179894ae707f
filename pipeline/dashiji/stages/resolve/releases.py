"""Releases: when two phrases of an article name the same product or dataset, and who released what it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from msgspec.structs import replace

from dashiji.kinds import ORGANIZATION, PRODUCT
from dashiji.matches import Filler, Match
from dashiji.records import RELEASES
from dashiji.stages.resolve.draft import Draft
from dashiji.stages.resolve.naming import alike, bare, is_pointing, same_name

_LATIN = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_GENERIC = frozenset(
    (
        "ai",
        "agent",
        "agents",
        "agentic",
        "stealth",
        "llm",
        "vlm",
        "moe",
        "ocr",
        "tts",
        "api",
        "app",
        "preview",
        "beta",
        "web",
        "b",
        "m",
        "v",
        "k",
        "a",
        "an",
        "the",
    )
)
"""Latin words that describe products and tell none from another."""
_FAMILY = re.compile("(?:系列|家族)(?:大?模型|产品)?$")
_CLASS = 2
"""Characters at the end of a phrase that say what kind of thing it names."""
_ALIKE_HEADLINE = 0.45
_KEPT = 1024
"""Names of releases kept ready for comparison."""

_OFFICIAL = frozenset(
    ("官方", "知情人士", "消息人士", "工程师", "公司", "团队", "研究团队", "平台", "企业", "机构", "开发者", "中心", "基地")
)
"""Publishers that name nobody."""
_MAKERS = frozenset((ORGANIZATION, PRODUCT))
"""Kinds of what a headline opens with that releases what the article tells."""
_THINGS = ("版本", "模型", "功能", "系列", "更新")
"""Ends of phrases that name what is released, never who releases it."""
_FRAGMENTS = ("随", "第")
"""How phrases open that are part of something else (第二届某政府|建设峰会)."""


def share_publisher(drafts: Iterable[Draft], names: Iterable[Filler], text: str) -> None:
    """Give releases without a named publisher the one whose release the headline tells, else the maker or program that it opens with."""
    releases = [draft for draft in drafts if draft.type in RELEASES]
    if not releases:
        return
    told = next((own for draft in releases for match in draft.matches if match.block == 0 and (own := _publishers(match, text))), ())
    opening = () if told else tuple(name for name in names if name.start == 0 and name.kind in _MAKERS)
    makers = _makers(releases, text)
    for draft in releases:
        draft.matches = [_made_by(match, makers, text) for match in draft.matches]
        best = draft.best
        own = next((own for match in (best, *draft.matches) if (own := _publishers(match, text))), told)
        named = own or tuple(name for name in opening if not _is_released(name, draft, text))
        if not _publishers(best, text) and named:
            filled = replace(best, fillers={**best.fillers, "publisher": tuple(replace(filler, carried=True) for filler in named)})
            draft.matches = [filled if match is best else match for match in draft.matches]
        draft.matches = [_without_nobody(match, text) for match in draft.matches]


def _is_released(name: Filler, draft: Draft, text: str) -> bool:
    """Whether a name is that of what is released, or of what it is a part of."""
    own = text[name.start : name.end]
    things = [text[match.anchor.start : match.anchor.end] for match in draft.matches]
    return any(own in thing or thing in own for thing in things)


def _makers(releases: Iterable[Draft], text: str) -> dict[str, tuple[Filler, ...]]:
    """Who released each product, by its Latin words, where that is somebody else than the product."""
    makers: dict[str, tuple[Filler, ...]] = {}
    for draft in releases:
        name = _latin(text, draft.best.anchor)
        own = next((own for match in (draft.best, *draft.matches) if (own := _publishers(match, text))), ())
        if name and own and all(filler.kind != "product" for filler in own):
            makers.setdefault(name, own)
    return makers


def _made_by(match: Match, makers: dict[str, tuple[Filler, ...]], text: str) -> Match:
    """The match, with the maker of a product released in the same article in place of that product as its publisher."""
    own = match.fillers.get("publisher", ())
    maker = next((makers[name] for filler in own if filler.kind == "product" and (name := _latin(text, filler)) in makers), None)
    if maker is None or _latin(text, match.anchor) == _latin(text, own[0]):
        return match
    return replace(match, fillers={**match.fillers, "publisher": tuple(replace(filler, carried=True) for filler in maker)})


def _latin(text: str, filler: Filler) -> str:
    """The Latin words and numbers of a name, those that describe and tell none from another left out."""
    return " ".join(ReleaseName(text[filler.start : filler.end], headline=False).latin)


def _without_nobody(match: Match, text: str) -> Match:
    """The match without publishers that name nobody."""
    own = _publishers(match, text)
    if own == match.fillers.get("publisher", ()):
        return match
    return replace(match, fillers={**{role: values for role, values in match.fillers.items() if role != "publisher"}, "publisher": own})


def _publishers(match: Match, text: str) -> tuple[Filler, ...]:
    """The publishers that a match names."""
    found = match.fillers.get("publisher", ())
    return tuple(filler for filler in found if not _is_nobody(text[filler.start : filler.end]))


def _is_nobody(name: str) -> bool:
    return name in _OFFICIAL or is_pointing(name) or name.endswith(_THINGS) or name.startswith(_FRAGMENTS)


@dataclass(frozen=True)
class ReleaseName:
    """A folded phrase that names a release, whether the headline has it, and the characters before it, where its class noun may stand."""

    text: str
    headline: bool
    before: str = ""

    @cached_property
    def bare(self) -> str:
        """The phrase without punctuation, white space and case."""
        return bare(self.text)

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """Its own Latin words and numbers, in order."""
        return tuple(word for word in _LATIN.findall(self.text.lower()) if word not in _GENERIC)

    def same(self, other: "ReleaseName") -> bool:
        """Whether both name one thing; a phrase without a name of its own may be any named thing of its class."""
        mine, its = self.latin, other.latin
        first, second = self.bare, other.bare
        if first == second:
            return True
        if mine and its:
            if not (self.headline or other.headline) and _is_variant(*sorted((mine, its), key=len)):
                return False
            return (_within(mine, its) and not self._leads(its)) or (_within(its, mine) and not other._leads(mine))
        if bool(mine) != bool(its):
            return self.ends_like(other) or first in second or second in first
        return same_name(first, second) or (self.headline != other.headline and alike(first, second) >= _ALIKE_HEADLINE)

    def _leads(self, other: tuple[str, ...]) -> bool:
        """Whether this is the family of which the other Latin words name a member (Acme 系列 of Acme V2)."""
        return _FAMILY.search(self.text) is not None and len(other) > len(self.latin)

    def ends_like(self, other: "ReleaseName") -> bool:
        """Whether both are of one class (模型), which may stand before a name."""
        return bool(self._classes & other._classes)

    def like(self, other: "ReleaseName") -> float:
        """Share of characters that both names have in common."""
        return alike(self.bare, other.bare)

    @cached_property
    def _classes(self) -> frozenset[str]:
        text = _FAMILY.sub("", self.bare)
        return frozenset((text[-_CLASS:], bare(self.before)[-_CLASS:]) if self.latin else (text[-_CLASS:],)) - {""}


@lru_cache(_KEPT)
def release_name(text: str, before: str, *, headline: bool) -> ReleaseName:
    """The name that a phrase is; of an article that tells many releases, each is read once, however many it is compared with."""
    return ReleaseName(text, headline, before)


def _is_variant(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether words say more after the number that others end with (Acme 3.5, Acme 3.5-Plus)."""
    return short[-1][0].isdigit() and long[: len(short)] == short and long[len(short) :][:1] > ("a",)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether words stand in others without a gap (Air in Air Preview)."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
