"""Phrasing: the lexicons of words and phrases that matching goes by, whatever the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Each field holds the lexicon of its name, whose `about` says what for: a tuple what phrases open or end with, a set whole words."""

    association_ending: tuple[str, ...] = ()
    belonging_opening: tuple[str, ...] = ()
    briefing_ending: tuple[str, ...] = ()
    causing_verb: frozenset[str] = frozenset()
    circumstance_ending: tuple[str, ...] = ()
    document_summary: tuple[str, ...] = ()
    fair_ending: tuple[str, ...] = ()
    family_honorific: tuple[str, ...] = ()
    having_verb: frozenset[str] = frozenset()
    inner_verb: frozenset[str] = frozenset()
    issuing_word: frozenset[str] = frozenset()
    item_ending: tuple[str, ...] = ()
    later_word: frozenset[str] = frozenset()
    learning_verb: frozenset[str] = frozenset()
    naming_verb: tuple[str, ...] = ()
    office_pointer: frozenset[str] = frozenset()
    picture_ending: tuple[str, ...] = ()
    ratio_ending: tuple[str, ...] = ()
    reached_word: frozenset[str] = frozenset()
    reaching_opening: tuple[str, ...] = ()
    rough_opening: tuple[str, ...] = ()
    saying_verb: frozenset[str] = frozenset()
    scheme_ending: tuple[str, ...] = ()
    size_noun: frozenset[str] = frozenset()
    some_opening: tuple[str, ...] = ()
    speaking_ending: tuple[str, ...] = ()
    speaker_pointer: frozenset[str] = frozenset()
    stock_ending: tuple[str, ...] = ()
    turning_verb: frozenset[str] = frozenset()
    work_ending: tuple[str, ...] = ()

    @classmethod
    def load(cls, lexicons: Mapping[str, Sequence[str]]) -> Self:
        """The phrasing of a rulebook's word lists; one that it lacks stays empty."""
        empty = cls()
        return cls(**{field.name: type(getattr(empty, field.name))(lexicons.get(field.name, ())) for field in fields(cls)})
