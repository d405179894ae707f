"""Atoms: a sentence as tokens, with everything already recognized laid over them as single units."""

import math
from collections.abc import Container, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dashiji import kinds
from dashiji.chunks import Payload
from dashiji.spans import Bracket, BracketKind, Mention, Quantity, Span, Time, Token, longest_first
from dashiji.stages.chunk import categories
from dashiji.stages.chunk.categories import Category
from dashiji.words import Words


class Atom(Struct, frozen=True, gc=False):
    """One unit of the phrase grammar, `[start, end)` of the document; `telling` words tell that a product's name may be beside them."""

    start: int
    end: int
    category: Category
    text: str
    classes: frozenset[str] = frozenset()
    payload: Payload | None = None
    telling: bool = False


BREAKS = frozenset("，,；;：:。！？!?…\n\r")
CONJUNCTIONS = frozenset("、／")
MARKS = frozenset("“”\"‘’'「」『』《》〈〉【】()（）[]")
LONGEST_NAME = 24
"""Characters inside quotation marks up to which a quotation without a break counts as a name; longest seen: 22."""
SERIES = "系列"
"""Behind a name it is of the name."""
PLAN = "计划"
"""Before an audience what its members have subscribed to (向免费计划用户开放), elsewhere mostly a cue."""
_TELLING = frozenset(
    (
        "version_noun",
        "attributive_verb",
        "attributive_adverb",
        "service_noun",
        "audience_noun",
        "use_verb",
        "naming_verb",
        SERIES,
        PLAN,
    )
)
"""Lexicons and words by which `settle_modifiers` goes, beside the heads of products."""
MOST_DEPTH = 8
"""Brackets around a bracket beyond which it is not looked at: no text nests them so, and marks without end take no time."""

_TAGS = (
    ("n", categories.NOUN),
    ("eng", categories.NOUN),
    ("vn", categories.NOMINAL_VERB),
    ("v", categories.VERB),
    ("ad", categories.ADVERB),
    ("a", categories.ADJECTIVE),
    ("b", categories.ADJECTIVE),
    ("z", categories.ADJECTIVE),
    ("j", categories.NOUN),
    ("s", categories.NOUN),
    ("f", categories.NOUN),
    ("t", categories.NOUN),
    ("l", categories.NOUN),
    ("i", categories.OTHER),
    ("d", categories.ADVERB),
    ("p", categories.PREPOSITION),
    ("c", categories.CONJUNCTION),
    ("m", categories.NUMBER),
    ("q", categories.NUMBER),
    ("r", categories.OTHER),
    ("k", categories.NOUN),
    ("g", categories.NOUN),
    ("h", categories.ADJECTIVE),
)
_UNSETTLED = frozenset(("official_noun", "manner_noun", "manner_noun_broad", "aiming_noun"))
"""Lexicons of nouns whose neighbours settle what they are."""
_AIMING = frozenset((categories.ENTITY, categories.NOUN, categories.BREAK))
"""Categories of those who aim at something, and of what opens a clause."""
_AFTER_RATES = frozenset(
    (categories.QUANTITY, categories.VERB, categories.ADVERB, categories.CONJUNCTION, categories.BREAK, categories.PAREN)
)
"""What follows a rate, but not the verb 率 (to lead), which has somebody as its object."""
_ANNOUNCERS = frozenset(("organization", "product"))
"""Kinds of mention by whose name those who announce something in its stead go."""
_BEFORE_MANNER = frozenset((categories.ADVERB, categories.VERB, categories.BREAK))
"""What stands before a noun that says how something is done."""
_TRIGGER_ENDINGS = ("_transitive", "_intransitive", "_effective")
_VERBAL = frozenset({"predicate_verb", "speech_verb", "speech_verb_weak", "measure_verb", "count_verb", "target_verb"})


class Findings(Struct, frozen=True, gc=False):
    """What was found in a sentence, each in text order, offsets of the document.

    `hits` are the trigger and cue words of the scan, `breaks` where white space begins that ends a clause.
    """

    times: Sequence[Time]
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]
    brackets: Sequence[Bracket]
    hits: Sequence[Span]
    breaks: Container[int] = ()


def make_atoms(text: str, sentence: Span, tokens: Sequence[Token], findings: Findings, words: Words) -> list[Atom]:
    """Lay what was found over the tokens of one sentence; a longer unit swallows what it covers.

    Blank tokens vanish, but for those at the ends of clauses.
    """
    times, quantities = findings.times, findings.quantities
    tags = {token.end: token.tag for token in tokens}
    bounds = {sentence.start, *tags}
    units: list[Atom] = []
    figures = {(quantity.start, quantity.end) for quantity in quantities}
    frames = {(time.start, time.end) for time in times if text[time.end : time.end + 1] in BREAKS}  # 面向“十五五”，
    for bracket in findings.brackets:
        if bracket.depth > MOST_DEPTH:
            continue
        unit = _bracket_atom(text, bracket)
        stripped = bracket.kind is BracketKind.PAREN and (bracket.inner.start, bracket.inner.end) in figures
        named = unit is not None and unit.category is categories.NAME and _holds(bracket, times) and _holds(bracket, quantities)
        dated = (bracket.start, bracket.end) in frames
        if unit is not None and not stripped and not named and not dated:
            units.append(unit)
    units.extend(Atom(t.start, t.end, categories.TIME, text[t.start : t.end], payload=t) for t in times)
    units.extend(_quantity_atom(text, quantity) for quantity in quantities)
    for mention in findings.mentions:
        start = min(mention.start, mention.role.start) if mention.role else mention.start
        end = max(mention.end, mention.role.end) if mention.role else mention.end
        category = categories.PERSON if mention.kind in {"person", "post"} else categories.ENTITY
        units.append(Atom(start, end, category, text[start:end], payload=mention))
    for hit in findings.hits:
        if hit.start in bounds and hit.end in tags:
            word = text[hit.start : hit.end]
            category, classes, telling = _sort(word, tags[hit.end], words)
            units.append(Atom(hit.start, hit.end, category, word, classes, None, telling))
    return _fill_with_tokens(text, longest_first(units), tokens, words, findings.breaks)


def _quantity_atom(text: str, quantity: Quantity) -> Atom:
    """A size that describes the noun after it (万亿级产业) is no quantity of its own."""
    category = categories.ADJECTIVE if text[quantity.end - 1] == "级" else categories.QUANTITY
    return Atom(quantity.start, quantity.end, category, text[quantity.start : quantity.end], payload=quantity)


def _holds(bracket: Bracket, spans: Sequence[Time] | Sequence[Quantity]) -> bool:
    """Whether one of the spans lies within the bracket: a quotation with a date and a figure is a statement, no name."""
    return any(bracket.start < span.start and span.end < bracket.end for span in spans)


def _bracket_atom(text: str, bracket: Bracket) -> Atom | None:
    if bracket.kind is BracketKind.TITLE:
        category = categories.TITLE
    elif bracket.kind is BracketKind.PAREN:
        category = categories.PAREN
    else:
        inner = text[bracket.inner.start : bracket.inner.end]
        if not inner or len(inner) > LONGEST_NAME or not BREAKS.isdisjoint(inner):
            return None
        category = categories.NAME
    return Atom(bracket.start, bracket.end, category, text[bracket.start : bracket.end], payload=bracket)


def _fill_with_tokens(text: str, units: Sequence[Atom], tokens: Sequence[Token], words: Words, breaks: Container[int]) -> list[Atom]:
    atoms: list[Atom] = []

    def add(start: int, end: int, word: str, tag: str) -> None:
        category, classes, telling = _sort(word, tag, words)
        if category is categories.BLANK:
            if start not in breaks:
                return
            category = categories.BREAK  # white space at the end of a clause
        atoms.append(Atom(start, end, category, word, classes, None, telling))

    at, opening = 0, units[0].start if units else math.inf
    for token in tokens:
        if token.end <= opening:
            add(token.start, token.end, token.text, token.tag)
            continue
        start = token.start
        while opening < token.end:
            unit = units[at]
            if start < unit.start:
                add(start, unit.start, text[start : unit.start], token.tag)
            if not atoms or atoms[-1] is not unit:
                atoms.append(unit)
            start = max(start, min(unit.end, token.end))
            if unit.end > token.end:
                break
            at += 1
            opening = units[at].start if at < len(units) else math.inf
        if start < token.end:
            add(start, token.end, text[start : token.end], token.tag)
    return _in_context(atoms)


def _in_context(atoms: list[Atom]) -> list[Atom]:
    """Settle words by their neighbours: 率 that leads nobody ends a noun (电子化率达90%), 重点 and 深度 before a verb say how (将重点实施,
    深度嵌入), as does 官方 between a body and its verb (某公司官方宣布); 目标 before a time tells what somebody aims at
    (某署目标2026年完成)."""
    for at in [at for at, atom in enumerate(atoms) if atom.text == "率" or not atom.classes.isdisjoint(_UNSETTLED)]:
        atom = atoms[at]
        following = atoms[at + 1].category if at + 1 < len(atoms) else categories.BREAK
        if atom.text == "率" and at and following in _AFTER_RATES:
            atoms[at] = replace(atom, category=categories.NOUN)
        elif following is categories.VERB and at and _says_how(atoms[at - 1], atom):
            atoms[at] = replace(atom, category=categories.ADVERB)
        elif "aiming_noun" in atom.classes and (not at or atoms[at - 1].category in _AIMING) and _opens_with_time(atoms[at + 1 : at + 3]):
            atoms[at] = replace(atom, category=categories.ADVERB, classes=frozenset())  # no noun that a phrase may take in
    return atoms


def _says_how(before: Atom, atom: Atom) -> bool:
    """Whether a noun between these and a verb says how it is done."""
    if "official_noun" in atom.classes:
        return isinstance(before.payload, Mention) and before.payload.kind in _ANNOUNCERS
    manner = "manner_noun" in atom.classes and before.category is categories.ADVERB
    return manner or ("manner_noun_broad" in atom.classes and before.category in _BEFORE_MANNER)


def _opens_with_time(atoms: Sequence[Atom]) -> bool:
    """Whether a time comes first, alone or under 在 or 于."""
    first = atoms[1:2] if atoms and atoms[0].text in {"在", "于"} else atoms[:1]
    return bool(first) and first[0].category is categories.TIME


@lru_cache(maxsize=6_000)
def _sort(word: str, tag: str, words: Words) -> tuple[Category, frozenset[str], bool]:
    """What a word is to the grammar by itself: its category, the lexicons that list it, and whether it tells of a product."""
    classes, head = words.classes(word), words.head(word)
    telling = word in _TELLING or not classes.isdisjoint(_TELLING) or (head is not None and head[1] in kinds.DEVICES)
    return _word_category(word, tag, classes), classes, telling


def _word_category(word: str, tag: str, classes: frozenset[str]) -> Category:
    """The category of a word: closed classes and lexicons first, the dictionary's tag last."""
    if word.isspace() and "\n" not in word:
        return categories.BLANK
    if word in BREAKS:
        return categories.BREAK
    if word in MARKS:
        return categories.MARK
    if word in CONJUNCTIONS:
        return categories.CONJUNCTION
    if word in {"的", "之"}:
        return categories.DE
    if word in {"了", "着", "过"}:
        return categories.ASPECT
    if classes:
        for name, category in _CLASS_CATEGORIES:
            if name in classes:
                return category
        if len(word) > 2 and "policy_head" in classes:
            return categories.NOUN
        if "nominal_verb" in classes:
            return categories.NOMINAL_VERB
        if is_verbal(classes):
            return categories.VERB
    return categories.NOUN if tag == "un" and len(word) > 1 else _tag_category(tag)


@lru_cache(maxsize=1 << 7)
def _tag_category(tag: str) -> Category:
    return next((category for prefix, category in _TAGS if tag.startswith(prefix)), categories.OTHER)


_CLASS_CATEGORIES = (
    ("preposition", categories.PREPOSITION),
    ("conjunction", categories.CONJUNCTION),
    ("determiner", categories.DETERMINER),
    ("ordinal_first", categories.ORDINAL),
    ("founding_verbal_noun", categories.VERB),
    ("plate_noun", categories.OTHER),
    ("mistagged_noun", categories.NOUN),
    ("cue_false_friend", categories.ADVERB),
    ("cue_planned", categories.ADVERB),
    ("cue_proposed", categories.ADVERB),
    ("cue_negated", categories.ADVERB),
    ("cue_postponed", categories.ADVERB),
    ("cue_forecast", categories.ADVERB),
    ("adverb_skip", categories.ADVERB),
)


@lru_cache(maxsize=1 << 12)
def is_verbal(classes: frozenset[str]) -> bool:
    """Whether a word's lexicons make it a verb that may head a predicate."""
    return not _VERBAL.isdisjoint(classes) or any(name.endswith(_TRIGGER_ENDINGS) for name in classes)
