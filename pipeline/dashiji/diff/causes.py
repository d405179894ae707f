"""Causes: what made a difference."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What records are made from, and what may have changed between two sides."""

    INPUT = "input"
    PROGRAM = "program"
    MODEL = "model"
    RULE = "rule"
    LEXICON = "lexicon"
    RULES = "rules"
    UNKNOWN = "unknown"


class Edit(StrEnum):
    """How a part changed."""

    ADDED = "added"
    EDITED = "edited"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One part and how it changed.

    `name` is a rule's id, a lexicon with the word (`founding_transitive: 挂牌设立`), a model's name, the two program versions or the
    article's id. With `Part.RULES`, rules or lexicons changed and the name is the rule that read the evidence. A cause that is not
    `sure` is one of several that may have made the difference.
    """

    part: Part
    edit: Edit
    name: str
    sure: bool = True

    def __str__(self) -> str:
        doubt = "" if self.sure else " (perhaps)"
        if self.part is Part.UNKNOWN:
            return f"unknown{doubt}"
        return f"{self.part} {self.name} {self.edit}{doubt}" if self.name else f"{self.part} {self.edit}{doubt}"
