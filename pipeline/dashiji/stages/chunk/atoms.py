"""Atoms: a sentence as tokens, with everything already recognized laid over them as single units."""

from collections.abc import Container, Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dashiji.chunks import Payload
from dashiji.spans import Bracket, BracketKind, Mention, Quantity, Span, Time, Token, longest_first
from dashiji.words import Words


class Category(StrEnum):
    """What an atom is to the phrase grammar."""

    TIME = "time"
    QUANTITY = "quantity"
    PERSON = "person"
    ENTITY = "entity"
    TITLE = "title"
    NAME = "name"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    NOMINAL_VERB = "nominal_verb"
    DETERMINER = "determiner"
    ORDINAL = "ordinal"
    NUMBER = "number"
    VERB = "verb"
    ADVERB = "adverb"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    DE = "de"
    ASPECT = "aspect"
    BREAK = "break"
    MARK = "mark"
    PAREN = "paren"
    OTHER = "other"


class Atom(Struct, frozen=True, gc=False):
    """One unit of the phrase grammar, `[start, end)` of the document."""

    start: int
    end: int
    category: Category
    text: str
    classes: frozenset[str] = frozenset()
    payload: Payload | None = None


BREAKS = frozenset("，,；;：:。！？!?…\n\r")
CONJUNCTIONS = frozenset("、／")
MARKS = frozenset("“”\"‘’'「」『』《》〈〉【】()（）[]")
LONGEST_NAME = 24
"""Characters inside quotation marks up to which a quotation without a break counts as a name; longest seen: 22."""
MOST_DEPTH = 8
"""Brackets around a bracket beyond which it is not looked at: no text nests them so, and marks without end take no time."""

_TAGS = (
    ("n", Category.NOUN),
    ("eng", Category.NOUN),
    ("vn", Category.NOMINAL_VERB),
    ("v", Category.VERB),
    ("ad", Category.ADVERB),
    ("a", Category.ADJECTIVE),
    ("b", Category.ADJECTIVE),
    ("z", Category.ADJECTIVE),
    ("j", Category.NOUN),
    ("s", Category.NOUN),
    ("f", Category.NOUN),
    ("t", Category.NOUN),
    ("l", Category.NOUN),
    ("i", Category.OTHER),
    ("d", Category.ADVERB),
    ("p", Category.PREPOSITION),
    ("c", Category.CONJUNCTION),
    ("m", Category.NUMBER),
    ("q", Category.NUMBER),
    ("r", Category.OTHER),
    ("k", Category.NOUN),
    ("g", Category.NOUN),
    ("h", Category.ADJECTIVE),
)
_AIMING = frozenset((Category.ENTITY, Category.NOUN, Category.BREAK))
"""Categories of those who aim at something, and of what opens a clause."""
_AFTER_RATES = frozenset((Category.QUANTITY, Category.VERB, Category.ADVERB, Category.CONJUNCTION, Category.BREAK, Category.PAREN))
"""What follows a rate, but not the verb 率 (to lead), which has somebody as its object."""
_ANNOUNCERS = frozenset(("organization", "product"))
"""Kinds of mention by whose name those who announce something in its stead go."""
_BEFORE_MANNER = frozenset((Category.ADVERB, Category.VERB, Category.BREAK))
"""What stands before a noun that says how something is done."""
_TRIGGER_ENDINGS = ("_transitive", "_intransitive", "_effective")
_VERBAL = frozenset({"predicate_verb", "speech_verb", "speech_verb_weak", "measure_verb", "count_verb", "target_verb"})


def make_atoms(
    text: str,
    span: Span,
    tokens: Sequence[Token],
    times: Iterable[Time],
    quantities: Iterable[Quantity],
    mentions: Iterable[Mention],
    brackets: Iterable[Bracket],
    hits: Iterable[Span],
    words: Words,
    ends: Container[int] = (),
) -> list[Atom]:
    """Lay what was recognized over the tokens of one sentence; a longer unit swallows what it covers.

    All arguments lie within `span`; `hits` are trigger and cue words. Blank tokens vanish, but for those at the `ends` of clauses.
    """
    times, quantities = tuple(times), tuple(quantities)
    starts = {token.start for token in tokens}
    tags = {token.end: token.tag for token in tokens}
    units: list[Atom] = []
    figures = {(quantity.start, quantity.end) for quantity in quantities}
    frames = {(time.start, time.end) for time in times if text[time.end : time.end + 1] in BREAKS}  # 面向“十五五”，
    for bracket in brackets:
        if bracket.depth > MOST_DEPTH:
            continue
        unit = _bracket_atom(text, bracket)
        stripped = bracket.kind is BracketKind.PAREN and (bracket.inner.start, bracket.inner.end) in figures
        named = unit is not None and unit.category is Category.NAME and _holds(bracket, times) and _holds(bracket, quantities)
        dated = (bracket.start, bracket.end) in frames
        if unit is not None and not stripped and not named and not dated:
            units.append(unit)
    units.extend(Atom(t.start, t.end, Category.TIME, text[t.start : t.end], payload=t) for t in times)
    units.extend(_quantity_atom(text, quantity) for quantity in quantities)
    for mention in mentions:
        start = min(mention.start, mention.role.start) if mention.role else mention.start
        end = max(mention.end, mention.role.end) if mention.role else mention.end
        category = Category.PERSON if mention.kind in {"person", "post"} else Category.ENTITY
        units.append(Atom(start, end, category, text[start:end], payload=mention))
    for hit in hits:
        if hit.start in starts and hit.end in tags:
            word = text[hit.start : hit.end]
            units.append(Atom(hit.start, hit.end, _word_category(word, tags[hit.end], words), word, words.classes(word)))
    return _fill_with_tokens(text, longest_first(units), tokens, words, ends)


def _quantity_atom(text: str, quantity: Quantity) -> Atom:
    """A size that describes the noun after it (万亿级产业) is no quantity of its own."""
    category = Category.ADJECTIVE if text[quantity.end - 1] == "级" else Category.QUANTITY
    return Atom(quantity.start, quantity.end, category, text[quantity.start : quantity.end], payload=quantity)


def _holds(bracket: Bracket, spans: Sequence[Time] | Sequence[Quantity]) -> bool:
    """Whether one of the spans lies within the bracket: a quotation with a date and a figure is a statement, no name."""
    return any(bracket.start < span.start and span.end < bracket.end for span in spans)


def _bracket_atom(text: str, bracket: Bracket) -> Atom | None:
    if bracket.kind is BracketKind.TITLE:
        category = Category.TITLE
    elif bracket.kind is BracketKind.PAREN:
        category = Category.PAREN
    else:
        inner = text[bracket.inner.start : bracket.inner.end]
        if not inner or len(inner) > LONGEST_NAME or not BREAKS.isdisjoint(inner):
            return None
        category = Category.NAME
    return Atom(bracket.start, bracket.end, category, text[bracket.start : bracket.end], payload=bracket)


def _fill_with_tokens(text: str, units: Sequence[Atom], tokens: Sequence[Token], words: Words, ends: Container[int]) -> list[Atom]:
    atoms: list[Atom] = []
    at = 0
    for token in tokens:
        start = token.start
        while at < len(units) and units[at].start < token.end:
            unit = units[at]
            if start < unit.start:
                atoms.append(_token_atom(text, start, unit.start, token.tag, words))
            if not atoms or atoms[-1] is not unit:
                atoms.append(unit)
            start = max(start, min(unit.end, token.end))
            if unit.end > token.end:
                break
            at += 1
        if start < token.end:
            atoms.append(_token_atom(text, start, token.end, token.tag, words))
    return _in_context([_broken(atom) if atom.start in ends else atom for atom in atoms if not _vanishes(atom, ends)])


def _in_context(atoms: list[Atom]) -> list[Atom]:
    """Settle words by their neighbours: 率 that leads nobody ends a noun (电子化率达90%), 重点 and 深度 before a verb say how (将重点实施,
    深度嵌入), as does 官方 between a body and its verb (某公司官方宣布); 目标 before a time tells what somebody aims at
    (某署目标2026年完成)."""
    for at, atom in enumerate(atoms):
        following = atoms[at + 1].category if at + 1 < len(atoms) else Category.BREAK
        if atom.text == "率" and at and following in _AFTER_RATES:
            atoms[at] = replace(atom, category=Category.NOUN)
        elif following is Category.VERB and at and _says_how(atoms[at - 1], atom):
            atoms[at] = replace(atom, category=Category.ADVERB)
        elif "aiming_noun" in atom.classes and (not at or atoms[at - 1].category in _AIMING) and _opens_with_time(atoms[at + 1 : at + 3]):
            atoms[at] = replace(atom, category=Category.ADVERB, classes=frozenset())  # no noun that a phrase may take in
    return atoms


def _says_how(before: Atom, atom: Atom) -> bool:
    """Whether a noun between these and a verb says how it is done."""
    if "official_noun" in atom.classes:
        return isinstance(before.payload, Mention) and before.payload.kind in _ANNOUNCERS
    manner = "manner_noun" in atom.classes and before.category is Category.ADVERB
    return manner or ("manner_noun_broad" in atom.classes and before.category in _BEFORE_MANNER)


def _opens_with_time(atoms: Sequence[Atom]) -> bool:
    """Whether a time comes first, alone or under 在 or 于."""
    first = atoms[1:2] if atoms and atoms[0].text in {"在", "于"} else atoms[:1]
    return bool(first) and first[0].category is Category.TIME


def _vanishes(atom: Atom, ends: Container[int]) -> bool:
    return atom.text.isspace() and "\n" not in atom.text and atom.start not in ends


def _broken(atom: Atom) -> Atom:
    """White space at the end of a clause, as the break that it is."""
    return replace(atom, category=Category.BREAK) if atom.text.isspace() else atom


def _token_atom(text: str, start: int, end: int, tag: str, words: Words) -> Atom:
    word = text[start:end]
    return Atom(start, end, _word_category(word, tag, words), word, words.classes(word))


@lru_cache(maxsize=1 << 13)
def _word_category(word: str, tag: str, words: Words) -> Category:
    """The category of a word: closed classes and lexicons first, the dictionary's tag last."""
    if word in BREAKS:
        return Category.BREAK
    if word in MARKS:
        return Category.MARK
    if word in CONJUNCTIONS:
        return Category.CONJUNCTION
    if word in {"的", "之"}:
        return Category.DE
    if word in {"了", "着", "过"}:
        return Category.ASPECT
    classes = words.classes(word)
    if classes:
        for name, category in _CLASS_CATEGORIES:
            if name in classes:
                return category
        if len(word) > 2 and "policy_head" in classes:
            return Category.NOUN
        if "nominal_verb" in classes:
            return Category.NOMINAL_VERB
        if is_verbal(classes):
            return Category.VERB
    for prefix, category in _TAGS:
        if tag.startswith(prefix):
            return category
    return Category.NOUN if tag == "un" and len(word) > 1 else Category.OTHER


_CLASS_CATEGORIES = (
    ("preposition", Category.PREPOSITION),
    ("conjunction", Category.CONJUNCTION),
    ("determiner", Category.DETERMINER),
    ("ordinal_first", Category.ORDINAL),
    ("founding_verbal_noun", Category.VERB),
    ("plate_noun", Category.OTHER),
    ("mistagged_noun", Category.NOUN),
    ("cue_false_friend", Category.ADVERB),
    ("cue_planned", Category.ADVERB),
    ("cue_proposed", Category.ADVERB),
    ("cue_negated", Category.ADVERB),
    ("cue_postponed", Category.ADVERB),
    ("cue_forecast", Category.ADVERB),
    ("adverb_skip", Category.ADVERB),
)


@lru_cache(maxsize=1 << 12)
def is_verbal(classes: frozenset[str]) -> bool:
    """Whether a word's lexicons make it a verb that may head a predicate."""
    return not _VERBAL.isdisjoint(classes) or any(name.endswith(_TRIGGER_ENDINGS) for name in classes)
