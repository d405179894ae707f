"""Releases: when two phrases of an article name the same product or dataset."""

import re
from dataclasses import dataclass

from dashiji.stages.resolve.naming import alike, bare, same_name

_LATIN = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_GENERIC = frozenset(
    (
        "ai",
        "agent",
        "agents",
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
_CLASS = 2
"""Characters at the end of a phrase that say what kind of thing it names."""
_ALIKE_HEADLINE = 0.45


@dataclass(frozen=True, slots=True)
class ReleaseName:
    """A folded phrase that names a release, and whether the headline has it."""

    text: str
    headline: bool

    @property
    def latin(self) -> tuple[str, ...]:
        """Its own Latin words and numbers, in order."""
        return tuple(word for word in _LATIN.findall(self.text.lower()) if word not in _GENERIC)

    def same(self, other: "ReleaseName") -> bool:
        """Whether both name one thing; a phrase without a name of its own may be any named thing of its class."""
        mine, its = self.latin, other.latin
        first, second = bare(self.text), bare(other.text)
        if first == second:
            return True
        if mine and its:
            return _within(mine, its) or _within(its, mine)
        if bool(mine) != bool(its):
            return first[-_CLASS:] == second[-_CLASS:] or first in second or second in first
        return same_name(first, second) or (self.headline != other.headline and alike(first, second) >= _ALIKE_HEADLINE)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether words stand in others without a gap (Air in Air Preview)."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
