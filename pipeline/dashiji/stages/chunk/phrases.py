"""Phrases: atoms grouped into noun phrases; everything else stays a chunk of one word."""

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from dashiji import kinds
from dashiji.chunks import Chunk
from dashiji.spans import Mention, Span
from dashiji.stages.chunk import categories
from dashiji.stages.chunk.atoms import Atom, is_verbal
from dashiji.stages.chunk.categories import Category
from dashiji.stages.chunk.modifiers import RELEASE_VERBS
from dashiji.stages.chunk.noun_phrase import BODY_CLASSES, DASHES, is_assortment, is_name, kind_of, names_body, noun_phrase
from dashiji.words import Words

_NOMINAL = frozenset(
    {
        categories.ENTITY,
        categories.TITLE,
        categories.NAME,
        categories.NOUN,
        categories.ADJECTIVE,
        categories.NOMINAL_VERB,
        categories.DETERMINER,
        categories.ORDINAL,
        categories.NUMBER,
    }
)
_CONTEXTUAL = frozenset({categories.QUANTITY, categories.ADVERB, categories.VERB, categories.NOMINAL_VERB})
"""Categories that belong to a phrase where their neighbours say so."""
_PLAIN = _NOMINAL - _CONTEXTUAL
"""Categories that always do."""
_HEADLESS = frozenset({categories.ADJECTIVE, categories.DETERMINER, categories.ORDINAL, categories.NUMBER})
"""Categories that modify and cannot end a phrase."""
_OUTSIDE = frozenset(Category) - _NOMINAL - {categories.VERB, categories.ADVERB}
"""Categories that open no phrase."""
_AFTER_DOCUMENT = frozenset({categories.BREAK, categories.PAREN, categories.DE})
"""Categories before which a phrase about a document may end."""
_DRAFTING = "policy_transitive_weak"
"""The lexicon of verbs for work on a document, which at the start of a clause are no part of its name (，修订|《办法》)."""
_ISSUING = frozenset(("policy_transitive", "policy_intransitive"))
"""Lexicons of verbs that issue a document."""
_SINGLE = {
    categories.TIME: kinds.TIME,
    categories.QUANTITY: kinds.QUANTITY,
    categories.VERB: kinds.VERB,
    categories.NOMINAL_VERB: kinds.VERB,
    categories.ADVERB: kinds.ADVERB,
    categories.PREPOSITION: kinds.PREPOSITION,
    categories.CONJUNCTION: kinds.CONJUNCTION,
    categories.DE: kinds.PARTICLE,
    categories.ASPECT: kinds.PARTICLE,
    categories.BREAK: kinds.BREAK,
    categories.MARK: kinds.MARK,
    categories.PAREN: kinds.PAREN,
}
_VERSION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}")
NOUN_SUFFIXES = frozenset("式区员率量额器机厂站网品业者费权局部所院会团队组室库线期处性法券车人群值度")
"""Single characters that make a noun of the verb before them (承载区, 普及率)."""
_TAKEN = "measure_taken"
"""The lexicon of nouns, of two characters each, for what is done about something."""
_MEASURES = frozenset(("规模", "级", "体量"))
_WIDE = "\u2e7f"
"""The last character before those of Chinese."""
LONGEST_COORDINATION = 16
"""Atoms looked ahead for the noun that a coordination with 等 modifies; keeps the grammar linear."""
_COUNTED_BODIES = re.compile(f"(?:[0-9一二两三四五六七八九十多]+个?|相关|有关)?(?:{'|'.join(sorted(BODY_CLASSES))})")
"""What sums up a list of bodies, counted or not."""
_SUMMING = frozenset(("一批", "一大批", "一系列", "多部", "多项", "系列"))
"""Words that open the phrase by which a list is summed up."""
_BEFORE_OBJECT = frozenset({categories.ASPECT, categories.QUANTITY, categories.NUMBER, categories.OTHER, categories.MARK})
"""What may stand between a verb and its object."""
LONGEST_PHRASE = 200
"""Atoms looked at for one phrase, or back for the verb that governs it; far longer than any in the archives."""


def build_phrases(text: str, atoms: Sequence[Atom], words: Words) -> list[Chunk]:
    """Group the atoms of a sentence, left to right, longest phrase first."""
    chunks: list[Chunk] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        end = at if atom.category in _OUTSIDE or (atom.text in _MEASURES and _measures(atoms, at)) else _phrase_end(atoms, at)
        if end - at > 1 and _is_counted_measure(atoms, at):
            end = _measures_end(atoms, at, end, words)
        if end - at > 1 and _is_founded(atoms, at):
            end = _body_end(text, atoms, at, end, words)
        if end - at > 1:
            end = _place_start(atoms, at, end)
        if end > at:
            phrase = noun_phrase(text, atoms[at:end], words)
            counted = at > 0 and atoms[at - 1].category is categories.QUANTITY and atoms[at - 1].text.endswith("款")
            if phrase.kind is kinds.PRODUCT and not counted and is_assortment(text, atoms[at:end], phrase, words):
                phrase = replace(phrase, bare=True)
            at = end
            if at < len(atoms) and _is_version(atoms[at], phrase):
                phrase = _with_version(text, phrase, atoms[at].end)
                at += 1
            chunks.append(phrase)
        else:
            chunks.append(_single(atoms[at], atoms[at + 1] if at + 1 < len(atoms) else None))
            at += 1
    return chunks


def _is_counted_measure(atoms: Sequence[Atom], start: int) -> bool:
    """Whether the phrase that opens at `start` is counted as clauses and measures are (23条|政策措施)."""
    return start > 0 and atoms[start - 1].category is categories.QUANTITY and atoms[start - 1].text.endswith(("条", "项"))


def _measures_end(atoms: Sequence[Atom], start: int, end: int, words: Words) -> int:
    """Where the measures end within the phrase, what they are for being told behind them (政策措施|支持港口建设); else `end`."""
    told = (at for at in range(start, end - 2) if atoms[at + 1].category is categories.NOMINAL_VERB)
    return next((at + 1 for at in told if _TAKEN in words.classes(atoms[at].text[-2:])), end)


def _is_founded(atoms: Sequence[Atom], start: int) -> bool:
    """Whether the phrase that opens at `start` is the object of a verb of founding (成立|了|一个|跨部门小组)."""
    before = start - 1
    while before >= 0 and (atoms[before].category in _BEFORE_OBJECT or atoms[before].text == "专门"):
        before -= 1
    return before >= 0 and "founding_transitive" in atoms[before].classes


def _body_end(text: str, atoms: Sequence[Atom], start: int, end: int, words: Words) -> int:
    """Where the name of a body ends within the phrase, what it is to do being told behind it (调查委员会|调查事故原因); else `end`.

    A class of bodies does not end there: it may describe what follows (头部企业采购服务区).
    """
    if _is_body(text, atoms, start, end - 1, words):
        return end
    told = (at for at in range(end - 2, start - 1, -1) if atoms[at + 1].category is categories.NOMINAL_VERB)
    named = (at for at in told if "organization_head_broad" not in words.classes(atoms[at].text))
    return next((at + 1 for at in named if _is_body(text, atoms, start, at, words)), end)


def _is_body(text: str, atoms: Sequence[Atom], start: int, last: int, words: Words) -> bool:
    """Whether the phrase from `start` to the atom `last` would be the name of a body."""
    return kind_of(text, atoms[start : last + 1], atoms[last].end, words)[0] in kinds.BODIES


def _is_version(atom: Atom, phrase: Chunk) -> bool:
    """Whether the number right after a product tells its version (星河大模型2.0)."""
    adjoins = phrase.kind is kinds.PRODUCT and atom.start == phrase.core.end == phrase.end
    return adjoins and atom.category is categories.NUMBER and _VERSION.fullmatch(atom.text) is not None


def _with_version(text: str, phrase: Chunk, end: int) -> Chunk:
    return replace(phrase, end=end, text=text[phrase.start : end], core=Span(phrase.core.start, end))


def _measures(atoms: Sequence[Atom], at: int) -> bool:
    """Whether 规模 or the like belongs to the quantity before it rather than to the phrase behind (百亿元 规模 的 基金)."""
    if at == 0 or at + 1 >= len(atoms) or atoms[at - 1].category is not categories.QUANTITY:
        return False
    return atoms[at + 1].category is categories.DE


def _single(atom: Atom, following: Atom | None) -> Chunk:
    """A chunk of one word; an adjective that no noun follows but a verb says how (明显提升)."""
    core = Span(atom.start, atom.end)
    if atom.category is categories.PERSON and isinstance(atom.payload, Mention):
        kind = kinds.PERSON if atom.payload.kind == "person" else kinds.POST
        core = Span(atom.payload.start, atom.payload.end)
        return Chunk(atom.start, atom.end, kind, atom.text, core, atom.classes, payload=atom.payload)
    kind = _SINGLE.get(atom.category, kinds.OTHER)
    if atom.category is categories.ADJECTIVE and following is not None and following.category in {categories.VERB, categories.NOMINAL_VERB}:
        kind = kinds.ADVERB
    return Chunk(atom.start, atom.end, kind, atom.text, core, atom.classes, payload=atom.payload)


def _phrase_end(atoms: Sequence[Atom], start: int) -> int:
    """Index after the noun phrase that opens at `start`, or `start` when none does."""
    at = end = start
    reach = min(len(atoms), start + LONGEST_PHRASE)
    while at < reach:
        atom = atoms[at]
        category = atom.category
        if at > start:
            before = atoms[at - 1]
            if before.end < atom.start and _is_parted(before, atom):
                break
            if before.category is categories.TITLE and (category is categories.TITLE or atom.text == "等"):
                break
        if category in _PLAIN or (category in _CONTEXTUAL and _nominal_here(atoms, at, start)):
            at += 1
            if category not in _HEADLESS:
                end = at
        elif category is categories.DE and at > start and _continues_after_de(atoms, at) and not _ends_attribute(atoms, start):
            at += 1
        elif end == at and at > start and atoms[at - 1].category is not categories.TITLE and (joined := _coordination_end(atoms, at)):
            at = joined
        elif end == at and at > start and (named := _apposition_end(atoms, at)):
            at = end = named
        elif end == at and at > start and _joins_places(atoms, at):
            at += 1
        else:
            break
    return end


def _is_parted(before: Atom, atom: Atom) -> bool:
    """Whether the space between them parts two words of Chinese, as between the halves of a headline or around a link."""
    return before.text[-1] > _WIDE and atom.text[0] > _WIDE


def _nominal_here(atoms: Sequence[Atom], at: int, start: int) -> bool:
    """Whether a word of a contextual category belongs to the phrase that opens at `start`."""
    atom = atoms[at]
    if atom.category is categories.QUANTITY:
        return at > start and _spans_plan(atoms, at)
    if atom.category is categories.ADVERB:
        after_de = at > 0 and atoms[at - 1].category is categories.DE
        return "cue_verb_or_noun" in atom.classes and (after_de or (at > start and _ends_document(atoms, at, start)))
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    if _opens_clause(atoms, at) and _DRAFTING in atom.classes and following is not None and following.category is categories.TITLE:
        return False
    suffixed = following is not None and following.category is categories.NOUN and following.text in NOUN_SUFFIXES
    if suffixed and (at > start or not is_verbal(atom.classes)):
        return True
    if atom.category is categories.VERB:
        return False
    aspect = following is not None and following.category is categories.ASPECT
    if aspect:
        return False
    if _tells_on(atoms, at, start):
        return False
    if is_verbal(atom.classes) and following is not None and (following.category is categories.TITLE or is_name(following)):
        return False
    if "organization_helping_verb" in atom.classes and following is not None and names_body(following):
        return False
    if not is_verbal(atom.classes):
        return at > start or (following is not None and following.category in _NOMINAL)
    return at > start and atoms[at - 1].category not in {categories.ENTITY, categories.DE}


def _tells_on(atoms: Sequence[Atom], at: int, start: int) -> bool:
    """Whether a verb behind a Latin name tells what the thing does with what follows (Acme Channels|支持|远程操控)."""
    named = at > start and is_name(atoms[at - 1]) and atoms[at - 1].category is categories.ENTITY
    return named and "feature_verb" in atoms[at].classes and at + 1 < len(atoms) and atoms[at + 1].category in _NOMINAL


def _opens_clause(atoms: Sequence[Atom], at: int) -> bool:
    return at == 0 or atoms[at - 1].category is categories.BREAK


def _spans_plan(atoms: Sequence[Atom], at: int) -> bool:
    """Whether the quantity is how many years a plan runs that what stands before it is about (港口保护|三年|行动计划)."""
    named = atoms[at].text.endswith("年") and at + 1 < len(atoms) and atoms[at + 1].category is categories.NOUN
    return named and "policy_head" in atoms[at + 1].classes and len(atoms[at + 1].text) > len("计划")


def _ends_document(atoms: Sequence[Atom], at: int, start: int) -> bool:
    """Whether a word that elsewhere opens a plan (规划 建设) ends what a verb before it issues (发布 某 领域 规划)."""
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    ends = following is None or following.category in _AFTER_DOCUMENT or following.text == "等"
    if not ends or "policy_head" not in atoms[at].classes:
        return False
    before = reversed(atoms[max(0, start - LONGEST_PHRASE) : start])
    clause = takewhile(lambda atom: atom.category is not categories.BREAK, before)
    return any(not _ISSUING.isdisjoint(atom.classes) for atom in clause)


def _continues_after_de(atoms: Sequence[Atom], at: int) -> bool:
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    return following is not None and following.category in _NOMINAL and following.category is not categories.DETERMINER


def _ends_attribute(atoms: Sequence[Atom], start: int) -> bool:
    """Whether 的 ends a clause inside the object of a release (推出由 A 驱动|的 B): the object begins after it."""
    if start == 0 or atoms[start - 1].category not in {categories.PREPOSITION, categories.VERB}:
        return False
    for atom in reversed(atoms[max(0, start - 1 - LONGEST_PHRASE) : start - 1]):
        if atom.category is categories.BREAK:
            return False
        if not atom.classes.isdisjoint(RELEASE_VERBS):
            return True
    return False


def _coordination_end(atoms: Sequence[Atom], at: int) -> int:
    """Index of the noun that 、…等 leads to (智能终端、智能体等|应用普及率), 0 when the coordination stands by itself."""
    if atoms[at].category is not categories.CONJUNCTION and atoms[at].text != "等":
        return 0
    for ahead in range(at, min(at + LONGEST_COORDINATION, len(atoms) - 1)):
        atom = atoms[ahead]
        if atom.text == "等":
            following = atoms[ahead + 1]
            return ahead + 1 if following.category in _NOMINAL and not _is_summed_up(atoms, at, ahead) else 0
        if atom.category is not categories.CONJUNCTION and atom.category not in _NOMINAL:
            return 0
    return 0


def _is_summed_up(atoms: Sequence[Atom], at: int, more: int) -> bool:
    """Whether what follows 等, which stands at `more`, opens a phrase of its own for the list that goes on at `at` (某法等|一系列法规,
    甲部、乙部等|六部门)."""
    listed = categories.CONJUNCTION in (atoms[at].category, atoms[at - 2].category if at > 1 else None)
    following = atoms[more + 1].text
    counted = (following, following + "".join(atom.text for atom in atoms[more + 2 : more + 3]))
    bodies = listed and names_body(atoms[at - 1]) and any(_COUNTED_BODIES.fullmatch(text) for text in counted)
    return bodies or atoms[more + 1].category is categories.NUMBER or following in _SUMMING


def _apposition_end(atoms: Sequence[Atom], at: int) -> int:
    """Index after the name that a dash introduces (全新模型——“白虎”, 第一家银行——某某银行), 0 where there is none."""
    name = at
    while name < len(atoms) and atoms[name].text in DASHES:
        name += 1
    return name + 1 if at < name < len(atoms) and (is_name(atoms[name]) or names_body(atoms[name])) else 0


def _joins_places(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a dash ties a place to what follows as parts of one name (第三届东岛|—|南岛国家博览会, 江州|—|临江快线)."""
    if atoms[at].text not in DASHES or at + 1 >= len(atoms) or atoms[at + 1].category not in _NOMINAL:
        return False
    place = atoms[at - 1].payload
    adjoins = atoms[at - 1].end == atoms[at].start and atoms[at].end == atoms[at + 1].start
    return adjoins and isinstance(place, Mention) and place.kind == "place"


def _place_start(atoms: Sequence[Atom], start: int, end: int) -> int:
    """Where the phrase ends before a verb that has the place at its end as object (暴雨|影响|江苏常州, 连接|江苏常州); else `end`."""
    acting = next((at for at in range(end - 2, start - 1, -1) if atoms[at].category is Category.NOMINAL_VERB), None)
    if acting is None:
        return end
    placed = all(isinstance(atom.payload, Mention) and atom.payload.kind == "place" for atom in (atoms[acting + 1], atoms[end - 1]))
    return acting if placed else end
