"""Modifiers: words that read as verbs or numbers elsewhere and are part of a product's name here (警示追踪系统, 开源模型, 2.5 版本)."""

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from dashiji import kinds
from dashiji.spans import Mention
from dashiji.stages.chunk import categories
from dashiji.stages.chunk.atoms import PLAN, SERIES, Atom, is_verbal
from dashiji.stages.chunk.categories import Category
from dashiji.words import Words

RELEASE_VERBS = frozenset(("release_transitive", "release_intransitive"))
"""Lexicons of verbs that release something."""
_LEADING = frozenset(("speech_verb", "speech_verb_weak", "cue_planned", "cue_proposed", "cue_happened"))
"""Verbs that may govern a release (宣布开源)."""
_JOINERS = frozenset(("及", "和", "与", "、", "以及", "或"))
_STOCK = frozenset((categories.NOUN, categories.ADJECTIVE, categories.NOMINAL_VERB, categories.NAME))
_OPENERS = frozenset((categories.QUANTITY, categories.ORDINAL, categories.DETERMINER, categories.NUMBER, categories.DE, categories.ASPECT))
_SETTLED = frozenset(
    (
        categories.NOUN,
        categories.ENTITY,
        categories.PERSON,
        categories.TITLE,
        categories.NAME,
        categories.PREPOSITION,
        categories.CONJUNCTION,
        categories.DE,
        categories.ASPECT,
        categories.BREAK,
        categories.MARK,
        categories.PAREN,
    )
)
"""Categories that are what they are."""
_NAMES = _STOCK | {categories.ENTITY}
_IN_AUDIENCE = _NAMES | {
    categories.DETERMINER,
    categories.CONJUNCTION,
    categories.DE,
    categories.QUANTITY,
    categories.NUMBER,
    categories.VERB,
    categories.ADVERB,
    categories.OTHER,
}
"""Categories of words that describe an audience (所有付费的用户)."""
_BEFORE_MODIFIER = _STOCK | _OPENERS
_BEFORE_ATTRIBUTE = (_OPENERS - {categories.ASPECT}) | {categories.PREPOSITION}
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+)+|[vV]\d+")
_NOMINAL_VERBS = frozenset(("nominal_verb", "service_verb"))
_VERBS = frozenset((categories.VERB, categories.NOMINAL_VERB))
_LONGEST_NAME = 6
"""Words that a name after 名为 may have."""
_TOWARDS = frozenset(("向", "面向", "对"))
"""Prepositions before those whom something is opened to."""
_LONGEST_AUDIENCE = 8
"""Words that may stand between such a preposition and the noun for an audience."""
_LONGEST_CLAUSE = 200
"""Words looked back for a verb of release; keeps long sentences linear."""
_AHEAD = 3
"""Words looked ahead for the class noun that a verb stands before (检索增强生成模型)."""


def settle_modifiers(atoms: Sequence[Atom], words: Words) -> list[Atom]:
    """The atoms of a sentence, those that belong to a noun phrase about a product given a category that keeps them in it.

    A word can belong to one only beside a word that tells of a product: most sentences have none.
    """
    settled = list(atoms)
    beside: set[int] = set()
    for at, atom in enumerate(atoms):
        if atom.telling:
            beside.update(range(max(0, at - _AHEAD), min(len(atoms), at + 2)))
    for at in sorted(beside):
        category = None if atoms[at].category in _SETTLED else _settled(settled, at, words)
        if category is not None:
            settled[at] = replace(atoms[at], category=category, classes=frozenset(), payload=None)
    return settled


def _settled(atoms: Sequence[Atom], at: int, words: Words) -> Category | None:
    """The category that the word at `at` has in a product's name, `None` where it has its usual one."""
    atom, before = atoms[at], atoms[at - 1] if at else None
    after = atoms[at + 1] if at + 1 < len(atoms) else None
    if after is not None and "version_noun" in after.classes and _VERSION.fullmatch(atom.text) and atom.category is not categories.ENTITY:
        return categories.NOUN
    if before is None or before.category is categories.BREAK:
        return categories.ADJECTIVE if "attributive_verb" in atom.classes and _opens_subject(atoms, at + 1) else None
    if "attributive_adverb" in atom.classes and before.category is categories.DE and _nominal(after):
        return categories.ADJECTIVE
    if "service_noun" in atom.classes and _is_product(after) and (_nominal(before) or "service_verb" in before.classes):
        return categories.NOUN
    if atom.text == SERIES and before.category in _NAMES:
        return categories.NOUN
    within = at > 1 and atoms[at - 2].category is categories.DE and _nominal(before)
    if "attributive_verb" in atom.classes and after is not None and (_describes(atoms, at) or (within and _nominal(after))):
        return categories.ADJECTIVE
    if atom.category in _VERBS and _head(atom, words) and _releases(before) and not _nominal(after):
        return categories.NOUN
    if atom.text == PLAN and after is not None and "audience_noun" in after.classes and _is_meant_for(atoms, at):
        return categories.NOUN
    if atom.category is categories.NOMINAL_VERB and "audience_noun" in before.classes and _is_meant_for(atoms, at - 1):
        return categories.VERB
    if atom.category is categories.NOMINAL_VERB and _governs(before, atom, after, words):
        return categories.VERB
    if "naming_verb" in atom.classes and after is not None and _nominal(after) and _names_what_follows(atoms, at + 2):
        return categories.DETERMINER
    named = _is_product(before) and "feature_verb" not in atom.classes  # Acme Channels|支持|手机
    if _may_modify(atom) and (named or before.category in _BEFORE_MODIFIER or _releases(before)):
        return categories.NOMINAL_VERB if _leads_to_device(atoms, at + 1, words) else None
    return None


def _governs(before: Atom, atom: Atom, after: Atom | None, words: Words) -> bool:
    """Whether a verb that may also be part of a noun phrase is the predicate: the clause ends with it and a product stands before (开放
    Acme 模型|使用) or the terms (以 MIT 协议|开源), or a name in Latin letters is its object (向智能体|开放|Acme Forge)."""
    uses = "use_verb" in atom.classes
    if not uses and "attributive_verb" not in atom.classes:
        return False
    last = after is None or after.category is categories.BREAK
    released = _is_product(before) or _head(before, words)
    if uses:
        return last and released
    if last and (released or before.text.endswith(words.listed("licence_ending"))):
        return True
    return _is_product(after) and before.category in _NAMES


def _is_meant_for(atoms: Sequence[Atom], at: int) -> bool:
    """Whether the audience at `at` ends a phrase that 向 or 面向 opens, so that the word after it is the predicate (向所有用户|开放)."""
    for before in reversed(atoms[max(0, at - _LONGEST_AUDIENCE) : at]):
        if before.text in _TOWARDS:
            return True
        if before.category not in _IN_AUDIENCE:
            return False
    return False


def _names_what_follows(atoms: Sequence[Atom], start: int) -> bool:
    """Whether a name that has begun goes on to 的 and a noun (名为 Personal Computer 的新产品)."""
    for at in range(start, min(start + _LONGEST_NAME, len(atoms) - 1)):
        if atoms[at].category is categories.DE:
            return _nominal(atoms[at + 1]) or atoms[at + 1].category in _OPENERS or atoms[at + 1].category in _VERBS
        if not _nominal(atoms[at]):
            return False
    return False


def _opens_subject(atoms: Sequence[Atom], start: int) -> bool:
    """Whether nouns and then a verb follow, so that the release verb before them describes a subject (开源浏览器 A 宣布)."""
    at = start
    while at < len(atoms) and atoms[at].category in _NAMES:
        at += 1
    return start < at < len(atoms) and atoms[at].category in (categories.VERB, categories.ADVERB)


def _describes(atoms: Sequence[Atom], at: int) -> bool:
    """Whether 开源 at `at`, between two words, is an attribute: after what cannot be its subject, or in a clause that releases already."""
    before = atoms[at - 1]
    if not _nominal(atoms[at + 1]):
        return False
    if before.category in _BEFORE_ATTRIBUTE or before.text in _JOINERS:
        return True
    if before.category is categories.VERB and not _releases(before) and before.classes.isdisjoint(_LEADING):
        return True
    return (_nominal(before) or _releases(before) or before.category is categories.ASPECT) and _is_released(atoms, at)


def _is_released(atoms: Sequence[Atom], at: int) -> bool:
    """Whether the clause has a verb that releases something before `at`."""
    clause = takewhile(lambda atom: atom.category is not categories.BREAK, reversed(atoms[max(0, at - _LONGEST_CLAUSE) : at]))
    return any(map(_releases, clause))


def _may_modify(atom: Atom) -> bool:
    if len(atom.text) == 1:
        return atom.text == "转"
    if atom.category is categories.VERB or (atom.category is categories.NOMINAL_VERB and not _releases(atom)):
        return not is_verbal(atom.classes) or not atom.classes.isdisjoint(_NOMINAL_VERBS)
    return atom.category is categories.ADVERB and "cue_verb_or_noun" in atom.classes


def _leads_to_device(atoms: Sequence[Atom], start: int, words: Words) -> bool:
    """Whether nothing but nouns and such verbs stand between `start` and a class noun of products."""
    for atom in atoms[start : start + _AHEAD]:
        if atom.category in (categories.NOUN, categories.NOMINAL_VERB) and _head(atom, words):
            return True
        if atom.category not in _STOCK and not _may_modify(atom):
            return False
    return False


def _head(atom: Atom, words: Words) -> bool:
    head = words.head(atom.text)
    return head is not None and head[1] in kinds.DEVICES


def _nominal(atom: Atom | None) -> bool:
    return atom is not None and atom.category in _NAMES


def _is_product(atom: Atom | None) -> bool:
    return atom is not None and isinstance(atom.payload, Mention) and atom.payload.kind in kinds.DEVICES


def _releases(atom: Atom) -> bool:
    return not atom.classes.isdisjoint(RELEASE_VERBS)
