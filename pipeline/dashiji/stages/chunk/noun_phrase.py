"""Noun phrases: the kind, the name, the owner and the claim of a run of atoms, by its head."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from dashiji import kinds
from dashiji.chunks import Chunk, ChunkKind
from dashiji.spans import Bracket, Mention, Span
from dashiji.stages.chunk import categories
from dashiji.stages.chunk.atoms import Atom
from dashiji.words import Words

_OWNERS = frozenset({categories.ENTITY, categories.TITLE, categories.NAME, categories.NOUN})
"""Categories that something may belong to."""
_PREFIX = frozenset({categories.DETERMINER, categories.ORDINAL, categories.NUMBER})
"""Categories that open a phrase without naming anything."""
_PRAISE = re.compile("^(?:重大|重要|全新|最新|主要|核心|新一轮|新|上述|[这该此][一二两三四五六七八九十几]*[项款个种套]?)的?")
_MILESTONE = re.compile("第[0-9一二三四五六七八九十百千万亿]+[辆台架艘列套部颗]")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_LATIN_WORD = re.compile("[A-Za-z]{3}")
_LATIN_OR_DIGIT = re.compile(r"[0-9A-Za-z]")
_EDITION = re.compile(r"[0-9]+(?:\.[0-9]+)?版?$")
"""The edition that a document's name ends with (指南2.0版)."""
_EDITION_ENDINGS = (*"0123456789", "版")
_YEAR = re.compile(r"(?<=[\u4e00-\u9fff])20[0-9]{2}(?:年?版)?$")
"""The year that the title of a document may end with (行动方案2026)."""
_PART = re.compile(r"\s?第[0-9一二三四五六七八九十]+部分.*$")
_SINGLE_MARKS = frozenset("款台套部")
LONGEST_ASSORTMENT = 10
"""Characters up to which a phrase with a head such as 产品 says too little to name one product."""
_STANDARD = "标准"
_MORE = "等"
_LISTING = "、"
BODY_CLASSES = frozenset(("部门", "单位", "部委", "机构"))
"""What sums up a list of bodies."""
DASHES = frozenset("—–")


def names_body(atom: Atom) -> bool:
    """Whether the atom is the name of an agency or organization."""
    return isinstance(atom.payload, Mention) and atom.payload.kind in kinds.BODIES


def noun_phrase(text: str, atoms: Sequence[Atom], words: Words) -> Chunk:
    """The chunk that a run of atoms is, offsets of the document; `core` is what it names, without determiners, marks and claims."""
    first = atoms[0]
    if len(atoms) > 1 or first.payload is not None:
        return _compose(text, atoms, words)
    kind, bare = _word(first.text, words)
    return Chunk(first.start, first.end, kind, first.text, Span(first.start, first.end), bare=bare)


@lru_cache(maxsize=1 << 11)
def _word(word: str, words: Words) -> tuple[ChunkKind, bool]:
    """The kind of a phrase that is one word, of which nothing was recognized, and whether it is bare: most phrases are."""
    phrase = _compose(word, [Atom(0, len(word), categories.NOUN, word)], words)
    return phrase.kind, phrase.bare


def _compose(text: str, atoms: Sequence[Atom], words: Words) -> Chunk:
    first, last = atoms[0], atoms[-1]
    start, end = first.start, last.end
    lead = first.payload if isinstance(first.payload, Mention) and not _names_a_work(atoms[1:2], words) else None
    core_start, claim_start = _opening(atoms)
    named = len(atoms) > 1 and not is_name(atoms[-2]) and (is_name(last) or (names_body(last) and atoms[-2].text in DASHES))
    head_end = next(atom.end for atom in reversed(atoms[:-1]) if atom.text not in DASHES) if named else end
    kind, payload = kind_of(text, atoms, head_end, words)
    if kind is kinds.DATASET and lead is not None and lead.kind in kinds.DEVICES:
        lead = None  # its own name (Acme 基准测试)
    core = Span(core_start, end)
    if (name := _given_name(atoms, words)) is not None:
        core = name
        if kind is kinds.NOUN and words.head(text[start:end]) is None and is_name(atoms[1]):
            kind = kinds.PRODUCT
    elif isinstance(last.payload, Bracket) and (named or len(atoms) == 1 or _is_document(text, atoms, words)):
        core = last.payload.inner
    elif (title := _standard(atoms)) is not None:
        core = title
    elif len(atoms) > 2 and last.text in BODY_CLASSES and atoms[-2].category is categories.NUMBER and names_body(atoms[-3]):
        core = Span(core_start, atoms[-3].end)  # 甲部、乙局|三部门
    elif kind is kinds.PRODUCT and (first_named := _summed_up(text, atoms, core_start, words)) is not None:
        core = first_named
    elif named and last.category is categories.ENTITY:
        core = Span(atoms[-2].start if _made_by(atoms[-2], last) else last.start, last.end)
    if core.start >= core.end:
        core = Span(start, end)
    claim = Span(claim_start, head_end) if claim_start is not None and claim_start < head_end else None
    bare = kind in kinds.DEVICES and not named and _is_bare(text[core.start : core.end], kind, words)
    owner = _owner(atoms, core_start)
    return Chunk(start, end, kind, text[start:end], core, claim=claim, lead=lead, payload=payload, bare=bare, owner=owner)


def _summed_up(text: str, atoms: Sequence[Atom], start: int, words: Words) -> Span | None:
    """The product that a phrase sums up with others (海滨智慧港口平台|等系统), `None` where it only says what kinds there are (手机、手表|
    等产品)."""
    end = next((before.end for before, atom in itertools.pairwise(atoms) if atom.text == _MORE), start)
    name = text[start:end]
    head = None if _LISTING in name else words.head(name)
    return Span(start, end) if head is not None and head[1] is kinds.PRODUCT and head[0] != name else None


def _made_by(body: Atom, name: Atom) -> bool:
    """Whether a name in plain Latin words goes with the body before it, in the same letters (Acme Drive, not Acme Vega-3)."""
    latin = body.text.isascii() and name.text.isascii() and not any(char.isdecimal() for char in name.text)
    return latin and isinstance(body.payload, Mention) and body.payload.kind == "organization"


def _owner(atoms: Sequence[Atom], start: int) -> Span | None:
    """The noun phrase before the last 的, else the work that the phrase opens with by its title (《某片》票房); `None` where there
    is neither or it only describes (最大的)."""
    among = [atom.category for atom in atoms[:-1]]
    if categories.DE not in among and categories.TITLE not in among:
        return None
    at = next((at for at in range(len(atoms) - 2, 0, -1) if among[at] is categories.DE), 0)
    if not at and (work := next((atom for atom in atoms[:-1] if atom.category is categories.TITLE), None)):
        return Span(start, work.end)
    if not at or atoms[at - 1].category not in _OWNERS or atoms[at - 1].end <= start:
        return None
    return Span(start, atoms[at - 1].end)


def _names_a_work(following: Sequence[Atom], words: Words) -> bool:
    """Whether the word after a place makes it the name of something else (临江|大桥), about which the phrase is instead."""
    return any(atom.text.startswith(words.listed("structure_opening")) for atom in following)


def _is_bare(core: str, kind: ChunkKind, words: Words) -> bool:
    """Whether a phrase is its class noun alone, or says of it only that it is new, great (重大功能) or so many (第一千万辆汽车)."""
    plain = _PRAISE.sub("", core)
    return any(words.head(noun) == (noun, kind) for noun in (core, plain)) or _MILESTONE.search(core) is not None


def is_assortment(text: str, atoms: Sequence[Atom], phrase: Chunk, words: Words) -> bool:
    """Whether the phrase names no product but a range of them (环保产品, 某网等平台) or the edition of a work."""
    core = text[phrase.core.start : phrase.core.end]
    if any(atom.category is categories.TITLE for atom in atoms):
        return core.endswith("版本")
    single = any(mark in text[phrase.start : phrase.core.start] for mark in _SINGLE_MARKS)
    if single or phrase.claim is not None or any(is_name(atom) for atom in atoms) or _LATIN_OR_DIGIT.search(core) or "代" in core:
        return False
    head = words.head(core)
    assorted = head is not None and "assortment_head" in words.classes(head[0])
    return "等" in core[:-1] or (assorted and len(core) <= LONGEST_ASSORTMENT)


def _given_name(atoms: Sequence[Atom], words: Words) -> Span | None:
    """The name between 名为 and 的 in a phrase that opens so; what follows 的 where that is a name itself (代号为 A 的 B 模型)."""
    for index, atom in enumerate(atoms[:3]):
        if "naming_verb" in words.classes(atom.text) and index + 1 < len(atoms):
            first = atoms[index + 1]
            after = next((at for at in range(index + 1, len(atoms) - 1) if atoms[at].category is categories.DE), None)
            if after is not None and any(is_name(atom) for atom in atoms[after + 1 :]):
                return Span(atoms[after + 1].start, atoms[-1].end)
            if isinstance(first.payload, Bracket):
                return first.payload.inner
            end = next((after.start for after in atoms[index + 1 :] if after.category is categories.DE), atoms[-1].end)
            return Span(first.start, next(before.end for before in reversed(atoms) if before.end <= end))
    return None


def _opening(atoms: Sequence[Atom]) -> tuple[int, int | None]:
    """Where the phrase's own words begin, and where a first-ever claim begins if it opens with one."""
    for index, atom in enumerate(atoms[:4]):
        if atom.category is categories.ORDINAL and index + 1 < len(atoms):
            following = atoms[index + 1]
            if following.category is categories.DE and index + 2 < len(atoms):
                following = atoms[index + 2]
            return following.start, atoms[0].start
    start = 0
    while start + 1 < len(atoms) and atoms[start].category in _PREFIX and not _opens_version(atoms, start):
        start += 1
    if atoms[start].category is categories.DE and start + 1 < len(atoms):
        start += 1
    return atoms[start].start, None


def _opens_version(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a number with a point opens the Latin name behind it (3.1 Pro 模型), or a year that of an edition (2025版药典)."""
    pointed = _VERSION.fullmatch(atoms[at].text) is not None and atoms[at + 1].text.isascii()
    return pointed or (atoms[at].text.isdecimal() and atoms[at + 1].text == "版")


def is_name(atom: Atom) -> bool:
    """Whether the atom is a proper name by its look: quoted, or a Latin name of a product or dataset."""
    if atom.category is categories.NAME:
        return True
    return isinstance(atom.payload, Mention) and atom.payload.kind in kinds.DEVICES


def kind_of(text: str, atoms: Sequence[Atom], head_end: int, words: Words) -> tuple[ChunkKind, Mention | Bracket | None]:
    """The kind of a noun phrase whose head ends at `head_end`, and what its one atom was recognized as, if it has but one."""
    last = atoms[-1]
    if len(atoms) == 1:
        payload = last.payload
        if isinstance(payload, Mention):
            return kinds.BY_NAME[payload.kind], payload
        if isinstance(payload, Bracket):
            head = words.head(_title_text(text, payload))
            if last.category is categories.NAME:
                return (head[1] if head else kinds.NAME), payload
            return (head[1] if head and head[1] in {kinds.POLICY, kinds.REPORT} else kinds.WORK), payload
    if _is_document(text, atoms, words):
        return kinds.POLICY, None
    if isinstance(last.payload, Mention) and last.payload.kind not in kinds.DEVICES:
        return kinds.BY_NAME[last.payload.kind], None
    phrase = text[atoms[0].start : head_end].rstrip("”’」』\"'—– ")
    head = words.head(phrase) or words.head(phrase.removesuffix("系列").removesuffix("家族").rstrip())
    if (head is None or head[1] is kinds.NOUN) and _is_named_service(text, atoms, head_end, words):
        return kinds.PRODUCT, None
    if head:
        return head[1], None
    edition = _EDITION.search(phrase) if phrase.endswith(_EDITION_ENDINGS) else None
    titled = words.head(phrase[: edition.start()]) if edition else None
    if titled and titled[1] is kinds.POLICY:
        return kinds.POLICY, None
    if last.category is categories.NAME and isinstance(last.payload, Bracket):
        head = words.head(_title_text(text, last.payload))
        return (head[1] if head is not None and head[1] in kinds.BODIES | kinds.DEVICES else kinds.NAME), None
    if is_name(last):
        return (kinds.BY_NAME[last.payload.kind] if isinstance(last.payload, Mention) else kinds.NAME), None
    return kinds.NOUN, None


def _is_named_service(text: str, atoms: Sequence[Atom], head_end: int, words: Words) -> bool:
    """Whether a noun that is a product only beside a name (模式, 服务) has one before it, in Latin letters or found as a product's."""
    if not any(is_name(atom) and (atom.category is categories.ENTITY or _LATIN_WORD.search(atom.text)) for atom in atoms):
        return False
    return any("product_head_weak" in words.classes(text[atom.start : head_end]) for atom in atoms[-3:])


def _is_document(text: str, atoms: Sequence[Atom], words: Words) -> bool:
    """Whether the phrase ends with the title of a policy document, by its own head (修订后的《办法》) or the noun before (标准《…》)."""
    atom = atoms[-1]
    if atom.category is not categories.TITLE or not isinstance(atom.payload, Bracket):
        return False
    head = words.head(_title_text(text, atom.payload))
    if head is None and len(atoms) > 1:
        head = words.head(atoms[-2].text)
    return head is not None and head[1] is kinds.POLICY


def _standard(atoms: Sequence[Atom]) -> Span | None:
    """The title of a standard that says after it what it is (《…规范》国家标准)."""
    if len(atoms) < 2 or not atoms[-1].text.endswith(_STANDARD):
        return None
    title = next((atom for atom in atoms if atom.category is categories.TITLE), None)
    return title.payload.inner if title is not None and isinstance(title.payload, Bracket) else None


def _title_text(text: str, bracket: Bracket) -> str:
    """The words inside the marks without what hides the head noun: a closing parenthesis (（2024—2028年）), a year, a part."""
    inner = _YEAR.sub("", _PART.sub("", text[bracket.inner.start : bracket.inner.end]).rstrip())
    if inner.endswith(("）", ")")):
        opening = max(inner.rfind("（"), inner.rfind("("))
        if opening > 0:
            return inner[:opening]
    return inner
