"""Phrases: atoms grouped into noun phrases with a typed head; everything else stays a chunk of one word."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from dashiji.chunks import Chunk, ChunkKind
from dashiji.spans import Bracket, Mention, Span
from dashiji.stages.chunk.atoms import Atom, Category, is_verbal
from dashiji.stages.chunk.modifiers import NAMING, RELEASE_VERBS
from dashiji.words import Words

_NOMINAL = frozenset(
    {
        Category.ENTITY,
        Category.TITLE,
        Category.NAME,
        Category.NOUN,
        Category.ADJECTIVE,
        Category.NOMINAL_VERB,
        Category.DETERMINER,
        Category.ORDINAL,
        Category.NUMBER,
    }
)
_HEADLESS = frozenset({Category.ADJECTIVE, Category.DETERMINER, Category.ORDINAL, Category.NUMBER})
"""Categories that modify and cannot end a phrase."""
_OUTSIDE = frozenset(Category) - _NOMINAL - {Category.VERB, Category.ADVERB}
"""Categories that open no phrase."""
_OWNERS = frozenset({Category.ENTITY, Category.TITLE, Category.NAME, Category.NOUN})
"""Categories that something may belong to."""
_AFTER_DOCUMENT = frozenset({Category.BREAK, Category.PAREN, Category.DE})
"""Categories before which a phrase about a document may end."""
_ISSUING = frozenset(("policy_transitive", "policy_intransitive"))
"""Lexicons of verbs that issue a document."""
_PREFIX = frozenset({Category.DETERMINER, Category.ORDINAL, Category.NUMBER})
"""Categories that open a phrase without naming anything."""
_SINGLE = {
    Category.TIME: ChunkKind.TIME,
    Category.QUANTITY: ChunkKind.QUANTITY,
    Category.VERB: ChunkKind.VERB,
    Category.NOMINAL_VERB: ChunkKind.VERB,
    Category.ADVERB: ChunkKind.ADVERB,
    Category.PREPOSITION: ChunkKind.PREPOSITION,
    Category.CONJUNCTION: ChunkKind.CONJUNCTION,
    Category.DE: ChunkKind.PARTICLE,
    Category.ASPECT: ChunkKind.PARTICLE,
    Category.BREAK: ChunkKind.BREAK,
    Category.MARK: ChunkKind.MARK,
    Category.PAREN: ChunkKind.PAREN,
}
_VERSION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}")
NOUN_SUFFIXES = frozenset("式区员率量额器机厂站网品业者费权局部所院会团队组室库线期处性法券车人群值度")
"""Single characters that make a noun of the verb before them (承载区, 普及率)."""
_PRAISE = re.compile("^(?:重大|重要|全新|最新|主要|核心|新一轮|新|上述|[这该此][一二两三四五六七八九十几]*[项款个种套]?)的?")
_MILESTONE = re.compile("第[0-9一二三四五六七八九十百千万亿]+[辆台架艘列套部颗]")
_LATIN_WORD = re.compile("[A-Za-z]{3}")
_LATIN_OR_DIGIT = re.compile(r"[0-9A-Za-z]")
_EDITION = re.compile(r"[0-9]+(?:\.[0-9]+)?版?$")
"""The edition that a document's name ends with (指南2.0版)."""
_PART = re.compile(r"\s?第[0-9一二三四五六七八九十]+部分.*$")
_SINGLE_MARKS = frozenset("款台套部")
LONGEST_ASSORTMENT = 10
"""Characters up to which a phrase with a head such as 产品 says too little to name one product."""
_TAKEN = "measure_taken"
"""The lexicon of nouns, of two characters each, for what is done about something."""
_MEASURES = frozenset(("规模", "级", "体量"))
_BODIES = frozenset((ChunkKind.AGENCY, ChunkKind.ORGANIZATION))
_DEVICES = frozenset((ChunkKind.PRODUCT, ChunkKind.DATASET))
_WORKS = ("大桥", "特大桥", "跨海", "隧道", "水电站", "核电", "油田", "一号", "二号", "三号")
"""How words begin that go on from the name of a place to that of a structure."""
_STANDARD = "标准"
_DASHES = frozenset("—–")
_WIDE = "\u2e7f"
"""The last character before those of Chinese."""
LONGEST_COORDINATION = 16
"""Atoms looked ahead for the noun that a coordination with 等 modifies; keeps the grammar linear."""

_BEFORE_OBJECT = frozenset({Category.ASPECT, Category.QUANTITY, Category.NUMBER, Category.OTHER, Category.MARK})
"""What may stand between a verb and its object."""

LONGEST_PHRASE = 200
"""Atoms looked at for one phrase, or back for the verb that governs it; far longer than any in the archives."""


def build_phrases(text: str, atoms: Sequence[Atom], words: Words) -> list[Chunk]:
    """Group the atoms of a sentence, left to right, longest phrase first."""
    chunks: list[Chunk] = []
    at = 0
    while at < len(atoms):
        end = at if atoms[at].category in _OUTSIDE or _measures(atoms, at) else _phrase_end(atoms, at)
        if end - at > 1 and _is_counted_measure(atoms, at):
            end = _measures_end(atoms, at, end, words)
        if end - at > 1 and _is_founded(atoms, at):
            end = _body_end(text, atoms, at, end, words)
        if end > at:
            phrase = _noun_phrase(text, atoms[at:end], words)
            counted = at > 0 and atoms[at - 1].category is Category.QUANTITY and atoms[at - 1].text.endswith("款")
            if phrase.kind is ChunkKind.PRODUCT and not counted and _is_assortment(text, atoms[at:end], phrase, words):
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
    return start > 0 and atoms[start - 1].category is Category.QUANTITY and atoms[start - 1].text.endswith(("条", "项"))


def _measures_end(atoms: Sequence[Atom], start: int, end: int, words: Words) -> int:
    """Where the measures end within the phrase, what they are for being told behind them (政策措施|支持港口建设); else `end`."""
    told = (at for at in range(start, end - 2) if atoms[at + 1].category is Category.NOMINAL_VERB)
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
    told = (at for at in range(end - 2, start - 1, -1) if atoms[at + 1].category is Category.NOMINAL_VERB)
    named = (at for at in told if "organization_head_broad" not in words.classes(atoms[at].text))
    return next((at + 1 for at in named if _is_body(text, atoms, start, at, words)), end)


def _is_body(text: str, atoms: Sequence[Atom], start: int, last: int, words: Words) -> bool:
    """Whether the phrase from `start` to the atom `last` would be the name of a body."""
    return _kind(text, atoms[start : last + 1], atoms[last].end, words)[0] in _BODIES


def _is_version(atom: Atom, phrase: Chunk) -> bool:
    """Whether the number right after a product tells its version (星河大模型2.0)."""
    adjoins = phrase.kind is ChunkKind.PRODUCT and atom.start == phrase.core.end == phrase.end
    return adjoins and atom.category is Category.NUMBER and _VERSION.fullmatch(atom.text) is not None


def _with_version(text: str, phrase: Chunk, end: int) -> Chunk:
    return replace(phrase, end=end, text=text[phrase.start : end], core=Span(phrase.core.start, end))


def _measures(atoms: Sequence[Atom], at: int) -> bool:
    """Whether the word belongs to the quantity before it rather than to the phrase behind (百亿元 规模 的 基金)."""
    if at == 0 or at + 1 >= len(atoms) or atoms[at - 1].category is not Category.QUANTITY:
        return False
    return atoms[at].text in _MEASURES and atoms[at + 1].category is Category.DE


def _single(atom: Atom, following: Atom | None) -> Chunk:
    """A chunk of one word; an adjective that no noun follows but a verb says how (明显提升)."""
    core = Span(atom.start, atom.end)
    if atom.category is Category.PERSON and isinstance(atom.payload, Mention):
        kind = ChunkKind.PERSON if atom.payload.kind == "person" else ChunkKind.POST
        core = Span(atom.payload.start, atom.payload.end)
        return Chunk(atom.start, atom.end, kind, atom.text, core, atom.classes, payload=atom.payload)
    kind = _SINGLE.get(atom.category, ChunkKind.OTHER)
    if atom.category is Category.ADJECTIVE and following is not None and following.category in {Category.VERB, Category.NOMINAL_VERB}:
        kind = ChunkKind.ADVERB
    return Chunk(atom.start, atom.end, kind, atom.text, core, atom.classes, payload=atom.payload)


def _phrase_end(atoms: Sequence[Atom], start: int) -> int:
    """Index after the noun phrase that opens at `start`, or `start` when none does."""
    at = start
    end = start
    while at < min(len(atoms), start + LONGEST_PHRASE):
        atom = atoms[at]
        if at > start and _is_apart(atoms[at - 1], atom):
            break
        if at > start and atoms[at - 1].category is Category.TITLE and (atom.category is Category.TITLE or atom.text == "等"):
            break
        if _nominal_here(atoms, at, start):
            at += 1
            if atom.category not in _HEADLESS:
                end = at
        elif atom.category is Category.DE and at > start and _continues_after_de(atoms, at) and not _ends_attribute(atoms, start):
            at += 1
        elif end == at and at > start and atoms[at - 1].category is not Category.TITLE and (joined := _coordination_end(atoms, at)):
            at = joined
        elif end == at and at > start and (named := _apposition_end(atoms, at)):
            at = end = named
        else:
            break
    return end


def _is_apart(before: Atom, atom: Atom) -> bool:
    """Whether a space parts two words of Chinese, as between the halves of a headline or around a link."""
    return before.end < atom.start and before.text[-1] > _WIDE and atom.text[0] > _WIDE


def _nominal_here(atoms: Sequence[Atom], at: int, start: int) -> bool:
    atom = atoms[at]
    if atom.category is Category.ADVERB and "cue_verb_or_noun" in atom.classes:
        return at > 0 and (atoms[at - 1].category is Category.DE or (at > start and _ends_document(atoms, at, start)))
    if atom.category in {Category.VERB, Category.NOMINAL_VERB}:
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        suffixed = following is not None and following.category is Category.NOUN and following.text in NOUN_SUFFIXES
        if suffixed and (at > start or not is_verbal(atom.classes)):
            return True
        if atom.category is Category.VERB:
            return False
        aspect = following is not None and following.category is Category.ASPECT
        if aspect:
            return False
        if is_verbal(atom.classes) and following is not None and (following.category is Category.TITLE or _is_name(following)):
            return False
        if "organization_helping_verb" in atom.classes and following is not None and _names_body(following):
            return False
        if not is_verbal(atom.classes):
            return at > start or (following is not None and following.category in _NOMINAL)
        return at > start and atoms[at - 1].category not in {Category.ENTITY, Category.DE}
    return atom.category in _NOMINAL


def _ends_document(atoms: Sequence[Atom], at: int, start: int) -> bool:
    """Whether a word that elsewhere opens a plan (规划 建设) ends what a verb before it issues (发布 某 领域 规划)."""
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    ends = following is None or following.category in _AFTER_DOCUMENT or following.text == "等"
    if not ends or "policy_head" not in atoms[at].classes:
        return False
    before = reversed(atoms[max(0, start - LONGEST_PHRASE) : start])
    clause = takewhile(lambda atom: atom.category is not Category.BREAK, before)
    return any(not _ISSUING.isdisjoint(atom.classes) for atom in clause)


def _continues_after_de(atoms: Sequence[Atom], at: int) -> bool:
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    return following is not None and following.category in _NOMINAL and following.category is not Category.DETERMINER


def _ends_attribute(atoms: Sequence[Atom], start: int) -> bool:
    """Whether 的 ends a clause inside the object of a release (推出由 A 驱动|的 B): the object begins after it."""
    if start == 0 or atoms[start - 1].category not in {Category.PREPOSITION, Category.VERB}:
        return False
    for atom in reversed(atoms[max(0, start - 1 - LONGEST_PHRASE) : start - 1]):
        if atom.category is Category.BREAK:
            return False
        if not atom.classes.isdisjoint(RELEASE_VERBS):
            return True
    return False


def _coordination_end(atoms: Sequence[Atom], at: int) -> int:
    """Index of the noun that 、…等 leads to (智能终端、智能体等|应用普及率), 0 when the coordination stands by itself."""
    if atoms[at].category is not Category.CONJUNCTION and atoms[at].text != "等":
        return 0
    for ahead in range(at, min(at + LONGEST_COORDINATION, len(atoms) - 1)):
        atom = atoms[ahead]
        if atom.text == "等":
            following = atoms[ahead + 1]
            return ahead + 1 if following.category in _NOMINAL and following.category is not Category.NUMBER else 0
        if atom.category is not Category.CONJUNCTION and atom.category not in _NOMINAL:
            return 0
    return 0


def _apposition_end(atoms: Sequence[Atom], at: int) -> int:
    """Index after the name that a dash introduces (全新模型——“白虎”, 第一家银行——某某银行), 0 where there is none."""
    name = at
    while name < len(atoms) and atoms[name].text in _DASHES:
        name += 1
    return name + 1 if at < name < len(atoms) and (_is_name(atoms[name]) or _names_body(atoms[name])) else 0


def _names_body(atom: Atom) -> bool:
    """Whether the atom is the name of an agency or organization."""
    return isinstance(atom.payload, Mention) and atom.payload.kind in _BODIES


def _noun_phrase(text: str, atoms: Sequence[Atom], words: Words) -> Chunk:
    first, last = atoms[0], atoms[-1]
    start, end = first.start, last.end
    lead = first.payload if isinstance(first.payload, Mention) and not _names_a_work(atoms[1:2]) else None
    core_start, claim_start = _opening(atoms)
    named = len(atoms) > 1 and not _is_name(atoms[-2]) and (_is_name(last) or (_names_body(last) and atoms[-2].text in _DASHES))
    head_end = next(atom.end for atom in reversed(atoms[:-1]) if atom.text not in _DASHES) if named else end
    kind, payload = _kind(text, atoms, head_end, words)
    core = Span(core_start, end)
    if (name := _given_name(atoms)) is not None:
        core = name
    elif isinstance(last.payload, Bracket) and (named or len(atoms) == 1 or _is_document(text, atoms, words)):
        core = last.payload.inner
    elif (title := _standard(atoms)) is not None:
        core = title
    elif named and last.category is Category.ENTITY:
        core = Span(atoms[-2].start if _made_by(atoms[-2], last) else last.start, last.end)
    if core.start >= core.end:
        core = Span(start, end)
    claim = Span(claim_start, head_end) if claim_start is not None and claim_start < head_end else None
    bare = kind in _DEVICES and not named and _is_bare(text[core.start : core.end], kind, words)
    owner = _owner(atoms, core_start)
    return Chunk(start, end, kind, text[start:end], core, claim=claim, lead=lead, payload=payload, bare=bare, owner=owner)


def _made_by(body: Atom, name: Atom) -> bool:
    """Whether a name in plain Latin words goes with the body before it, in the same letters (Acme Drive, not Acme Vega-3)."""
    latin = body.text.isascii() and name.text.isascii() and not any(char.isdecimal() for char in name.text)
    return latin and isinstance(body.payload, Mention) and body.payload.kind == "organization"


def _owner(atoms: Sequence[Atom], start: int) -> Span | None:
    """The noun phrase before the last 的, `None` where there is none or it only describes (最大的)."""
    at = next((at for at in range(len(atoms) - 2, 0, -1) if atoms[at].category is Category.DE), 0)
    if not at or atoms[at - 1].category not in _OWNERS or atoms[at - 1].end <= start:
        return None
    return Span(start, atoms[at - 1].end)


def _names_a_work(following: Sequence[Atom]) -> bool:
    """Whether the word after a place makes it the name of something else (临江|大桥), about which the phrase is instead."""
    return any(atom.text.startswith(_WORKS) for atom in following)


def _is_bare(core: str, kind: ChunkKind, words: Words) -> bool:
    """Whether a phrase is its class noun alone, or says of it only that it is new, great (重大功能) or so many (第一千万辆汽车)."""
    plain = _PRAISE.sub("", core)
    return any(words.head(noun) == (noun, kind) for noun in (core, plain)) or _MILESTONE.search(core) is not None


def _is_assortment(text: str, atoms: Sequence[Atom], phrase: Chunk, words: Words) -> bool:
    """Whether the phrase names no product but a range of them (环保产品, 某网等平台) or the edition of a work."""
    core = text[phrase.core.start : phrase.core.end]
    if any(atom.category is Category.TITLE for atom in atoms):
        return core.endswith("版本")
    single = any(mark in text[phrase.start : phrase.core.start] for mark in _SINGLE_MARKS)
    if single or phrase.claim is not None or any(_is_name(atom) for atom in atoms) or _LATIN_OR_DIGIT.search(core) or "代" in core:
        return False
    head = words.head(core)
    assorted = head is not None and "assortment_head" in words.classes(head[0])
    return "等" in core[:-1] or (assorted and len(core) <= LONGEST_ASSORTMENT)


def _given_name(atoms: Sequence[Atom]) -> Span | None:
    """The name between 名为 and 的 in a phrase that opens so; what follows 的 where that is a name itself (代号为 A 的 B 模型)."""
    for index, atom in enumerate(atoms[:3]):
        if atom.text in NAMING and index + 1 < len(atoms):
            first = atoms[index + 1]
            after = next((at for at in range(index + 1, len(atoms) - 1) if atoms[at].category is Category.DE), None)
            if after is not None and any(_is_name(atom) for atom in atoms[after + 1 :]):
                return Span(atoms[after + 1].start, atoms[-1].end)
            if isinstance(first.payload, Bracket):
                return first.payload.inner
            end = next((after.start for after in atoms[index + 1 :] if after.category is Category.DE), atoms[-1].end)
            return Span(first.start, next(before.end for before in reversed(atoms) if before.end <= end))
    return None


def _opening(atoms: Sequence[Atom]) -> tuple[int, int | None]:
    """Where the phrase's own words begin, and where a first-ever claim begins if it opens with one."""
    for index, atom in enumerate(atoms[:4]):
        if atom.category is Category.ORDINAL and index + 1 < len(atoms):
            following = atoms[index + 1]
            if following.category is Category.DE and index + 2 < len(atoms):
                following = atoms[index + 2]
            return following.start, atoms[0].start
    start = 0
    while start + 1 < len(atoms) and atoms[start].category in _PREFIX:
        start += 1
    if atoms[start].category is Category.DE and start + 1 < len(atoms):
        start += 1
    return atoms[start].start, None


def _is_name(atom: Atom) -> bool:
    """Whether the atom is a proper name by its look: quoted, or a product-like Latin name."""
    if atom.category is Category.NAME:
        return True
    return isinstance(atom.payload, Mention) and atom.payload.kind == "product"


def _kind(text: str, atoms: Sequence[Atom], head_end: int, words: Words) -> tuple[ChunkKind, Mention | Bracket | None]:
    last = atoms[-1]
    if len(atoms) == 1:
        payload = last.payload
        if isinstance(payload, Mention):
            return ChunkKind(payload.kind), payload
        if isinstance(payload, Bracket):
            head = words.head(_title_text(text, payload))
            if last.category is Category.NAME:
                return (head[1] if head else ChunkKind.NAME), payload
            return (head[1] if head and head[1] in {ChunkKind.POLICY, ChunkKind.REPORT} else ChunkKind.WORK), payload
    if _is_document(text, atoms, words):
        return ChunkKind.POLICY, None
    if isinstance(last.payload, Mention) and last.payload.kind != "product":
        return ChunkKind(last.payload.kind), None
    phrase = text[atoms[0].start : head_end].rstrip("”’」』\"'—– ")
    head = words.head(phrase) or words.head(phrase.removesuffix("系列").removesuffix("家族").rstrip())
    if (head is None or head[1] is ChunkKind.NOUN) and _is_named_service(text, atoms, head_end, words):
        return ChunkKind.PRODUCT, None
    if head:
        return head[1], None
    edition = words.head(_EDITION.sub("", phrase))
    if edition and edition[1] is ChunkKind.POLICY:
        return ChunkKind.POLICY, None
    if last.category is Category.NAME and isinstance(last.payload, Bracket):
        head = words.head(_title_text(text, last.payload))
        return (head[1] if head is not None and head[1] in _BODIES else ChunkKind.NAME), None
    if _is_name(last):
        return (ChunkKind.PRODUCT if last.category is Category.ENTITY else ChunkKind.NAME), None
    return ChunkKind.NOUN, None


def _is_named_service(text: str, atoms: Sequence[Atom], head_end: int, words: Words) -> bool:
    """Whether a noun that is a product only beside a name (模式, 服务) has one before it, in Latin letters or found as a product's."""
    if not any(_is_name(atom) and (atom.category is Category.ENTITY or _LATIN_WORD.search(atom.text)) for atom in atoms):
        return False
    return any("product_head_weak" in words.classes(text[atom.start : head_end]) for atom in atoms[-3:])


def _is_document(text: str, atoms: Sequence[Atom], words: Words) -> bool:
    """Whether the phrase ends with the title of a policy document, by its own head (修订后的《办法》) or the noun before (标准《…》)."""
    atom = atoms[-1]
    if atom.category is not Category.TITLE or not isinstance(atom.payload, Bracket):
        return False
    head = words.head(_title_text(text, atom.payload))
    if head is None and len(atoms) > 1:
        head = words.head(atoms[-2].text)
    return head is not None and head[1] is ChunkKind.POLICY


def _standard(atoms: Sequence[Atom]) -> Span | None:
    """The title of a standard that says after it what it is (《…规范》国家标准)."""
    if len(atoms) < 2 or not atoms[-1].text.endswith(_STANDARD):
        return None
    title = next((atom for atom in atoms if atom.category is Category.TITLE), None)
    return title.payload.inner if title is not None and isinstance(title.payload, Bracket) else None


def _title_text(text: str, bracket: Bracket) -> str:
    """The words inside the marks, without what hides the head noun: a closing parenthesis (（2024—2028年）), the part of a standard."""
    inner = _PART.sub("", text[bracket.inner.start : bracket.inner.end]).rstrip()
    if inner.endswith(("）", ")")):
        opening = max(inner.rfind("（"), inner.rfind("("))
        if opening > 0:
            return inner[:opening]
    return inner
