"""Objects: the phrases right of a trigger that it acts on."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.kinds import (
    ADVERB,
    AGENCY,
    BREAK,
    CONJUNCTION,
    MARK,
    NAME,
    NOUN,
    ORGANIZATION,
    OTHER,
    PAREN,
    PARTICLE,
    PERSON,
    POLICY,
    POST,
    PREPOSITION,
    QUANTITY,
    REPORT,
    TIME,
    VERB,
    WORK,
)
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.stages.match.fitting import counted, fits, fits_but_for_name, has_clauses, is_part, is_some
from dashiji.stages.match.listing import listed_names
from dashiji.stages.match.phrases import core_text, filler_of, is_titled
from dashiji.stages.match.reading import SKIPPED
from dashiji.stages.match.site import Site
from dashiji.stages.match.values import LED_BY, MORE, ONE, describes, is_led, is_of_kinds, name_start, value_of

_OPENING = frozenset((ADVERB, TIME))
_TRAILING = frozenset((PARTICLE, PAREN, MARK))
_EDITION = re.compile("[0-9]+[.][0-9]+")
"""The edition of a document after its name (改革方案 6.0)."""
_BETWEEN_ITEMS = frozenset((CONJUNCTION, PAREN))
_LONG = 10
"""Characters from which a phrase with a weak head says enough to tell what it is."""
_CASES = frozenset(("向", "对", "把", "被", "将", "就"))
"""Words that only a clause has, not the name of a document without 的."""
_DOCUMENTS = frozenset((POLICY, REPORT))
_PUBLISHED = _DOCUMENTS | {WORK, NOUN}
_BEFORE_HEAD = frozenset((ADVERB, VERB, QUANTITY))
"""Kinds that may stand between 的 and the head that it ties a description to."""
_PLACING = frozenset(("在", "于", "从"))
"""Prepositions that say where the subject of a relative clause does what it does."""
_TOUCHING = frozenset(((NOUN, PERSON), (POST, AGENCY), (POST, ORGANIZATION)))
"""Kinds of two phrases of which the first only tells of the second, right behind it."""
_MEMBER_CLAUSES = 4
"""Clauses, the trigger's own included, over which a list of members goes on."""
_GOVERNING = frozenset((VERB, PREPOSITION, CONJUNCTION))
_FIELDS = NOMINAL | {VERB, ADVERB, OTHER, CONJUNCTION}
"""Kinds of what a list of fields is made of."""
_NAMING = frozenset((VERB, CONJUNCTION))
"""Kinds that the name of something counted may open with (租用和自有|网点)."""


def find_modified(site: Site, slot: Slot) -> int | None:
    """The phrase right of the trigger, quantities passed over; else the one that a relative clause before it leads to."""
    chunks, clause = site.reading.chunks, site.reading.clause(site.trigger)
    first = _first_content(site, slot)
    if first is None or chunks[first].text in slot.barriers:
        return None
    if _is_office(chunks, first) and first + 1 in clause and fits(site, slot, first + 1):
        return first + 1
    listed = [first] if describes(site, first) else site.reading.coordinated(first)
    joined = next((at for at in listed if at >= first and fits(site, slot, at)), None)
    described = first + 1 in clause and chunks[first + 1].kind in slot.unless_before
    fielded = _behind_fields(site, first) if joined is None else next((at for at in listed[1:] if is_of_kinds(chunks[at])), None)
    if fielded is not None and fits(site, slot, fielded):
        return fielded
    if joined is not None or (chunks[first].kind in slot.kinds and not described):
        return joined
    for at in range(first + 1, clause.stop):
        if chunks[at].text in slot.barriers or _opens_other(chunks, first, at):
            return None
        if (_follows_tie(chunks, at) or is_led(site, slot, at) or is_part(site, at)) and fits(site, slot, at):
            return at
    if (head := _compound_head(site, first)) is not None and fits(site, slot, head):
        return head
    return _find_led(site, slot, first)


def _behind_fields(site: Site, first: int) -> int | None:
    """The phrase behind 等 and a count that the list from `first` on tells the fields of (成立|信用、税费等|8个|服务组)."""
    chunks, clause = site.reading.chunks, site.reading.clause(first)
    last = next((at for at in range(first, clause.stop) if chunks[at].text in MORE or chunks[at].kind not in _FIELDS), clause.stop)
    listed = chunks[first].kind in NOMINAL and any(chunk.kind is CONJUNCTION for chunk in chunks[first:last])
    if not listed or last not in clause or chunks[last].text not in MORE:
        return None
    return next((at for at in range(last + 1, clause.stop) if chunks[at].kind is not QUANTITY), None)


def _follows_tie(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether 的 stands before the phrase at `at`, but for what says how, what it does (跨部门|的|迅速|应变|工作组) and how many there are
    (包括甲在内|的|四家|实验室)."""
    before = at - 1
    while before > 0 and chunks[before].kind in _BEFORE_HEAD and not chunks[before].text.endswith("的"):
        before -= 1
    return chunks[before].text.endswith("的")


def _is_office(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the phrase at `at` is only where the person right behind it holds office (某论坛|主席某某), or of whom the body right behind
    it is (专家|指导组)."""
    kinds = (chunks[at].kind, chunks[at + 1].kind) if at + 1 < len(chunks) else ()
    return kinds in _TOUCHING and chunks[at].end == chunks[at + 1].start


def _compound_head(site: Site, first: int) -> int | None:
    """The noun that a quantity counts behind the verbs that its name opens with, if it ends the phrase (20列|入藏|旅游专列)."""
    chunks, clause = site.reading.chunks, site.reading.clause(site.trigger)
    if chunks[first - 1].kind is not QUANTITY or chunks[first].kind is not VERB:
        return None
    head = next((at for at in range(first, clause.stop) if chunks[at].kind not in _NAMING), None)
    if head is None or chunks[head].kind not in NOMINAL:
        return None
    ends = head + 1 not in clause or chunks[head + 1].kind in (CONJUNCTION, BREAK) or chunks[head + 1].text in MORE
    return head if ends else None


def _find_led(site: Site, slot: Slot, first: int) -> int | None:
    """The phrase behind the 的 of a list of members that goes on over commas (成立由甲局牵头，乙局、丙局参加的|调查组)."""
    chunks, number = site.reading.chunks, site.reading.clause_of[site.trigger]
    if chunks[first].text not in LED_BY:
        return None
    for clause in site.reading.clauses[number + 1 : number + _MEMBER_CLAUSES]:
        for at in clause:
            if chunks[at].text == chunks[site.trigger].text:
                return None
            if chunks[at - 1].text.endswith("的") or is_led(site, slot, at):
                return at if fits(site, slot, at) else None
    return None


def _opens_other(chunks: Sequence[Chunk], first: int, at: int) -> bool:
    """Whether another verb of a list begins at `at`, the object of the trigger having been told at `first` (创建制度、缔造军队)."""
    return chunks[first].kind in NOMINAL and chunks[at].kind is VERB and chunks[at - 1].kind is CONJUNCTION


def _first_content(site: Site, slot: Slot) -> int | None:
    """The first chunk after the trigger in its clause that may be part of its object, quantities passed over.

    Adverbs and times are part of an object that is taken as a whole (进一步加强管理的意见, 2026年工作要点).
    """
    following = range(site.trigger + 1, site.reading.clause(site.trigger).stop)
    opening = _OPENING if slot.whole else frozenset[ChunkKind]()
    return next((at for at in following if not _is_passed(site, at) or site.reading.chunks[at].kind in opening), None)


def _is_passed(site: Site, at: int) -> bool:
    chunks = site.reading.chunks
    sized = chunks[at].text in site.discourse.phrasing.size_noun and at + 1 < len(chunks) and chunks[at + 1].kind is QUANTITY
    return chunks[at].kind in SKIPPED or chunks[at].kind is QUANTITY or chunks[at].text in ONE or sized


def find_listed(site: Site, slot: Slot) -> tuple[tuple[Filler, ...], tuple[int, ...]]:
    """The objects that the trigger has in a row, each with the clause that is part of its name."""
    chunks, stop = site.reading.chunks, site.reading.clause(site.trigger).stop
    first, values = _first_content(site, slot), dict[int, Filler]()
    for at in range(first or stop, stop):
        if (
            first is None
            or chunks[at].text in slot.barriers
            or (values and at == first and _is_predicate(chunks[at]) and not _is_of_law(chunks, at))
        ):
            break
        if at == first and chunks[at].kind in _BETWEEN_ITEMS:
            first = at + 1
        elif _ends_item(site, at):
            value = _item(site, slot, first, at)
            if value is not None:
                values[at], first = replace(value, end=max(value.end, _editions_end(chunks, at))), at + 1
            elif first == at and chunks[at].kind in slot.kinds:
                break
    return tuple(values.values()), tuple(values)


def _is_of_law(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the verb at `at` opens the name of a law (修改|后的航空法)."""
    return at + 1 < len(chunks) and chunks[at + 1].text.startswith("后的")


def _editions_end(chunks: Sequence[Chunk], at: int) -> int:
    """Where the editions end that are told after the name of the document at `at` (指南|1.0|、|2.0); its own start if none are."""
    end, following = chunks[at].start, at + 1
    while following < len(chunks) and _EDITION.fullmatch(chunks[following].text):
        end = chunks[following].end
        following += 2 if following + 1 < len(chunks) and chunks[following + 1].kind is CONJUNCTION else 1
    return end


def _ends_item(site: Site, at: int) -> bool:
    """Whether an item of a list ends with the chunk at `at`: before a conjunction, the next title or nothing more to read."""
    after = site.reading.chunks[at + 1 : site.reading.clause(at).stop]
    following = [chunk for chunk in after if chunk.kind not in _TRAILING and not _EDITION.fullmatch(chunk.text)]
    if not following or following[0].kind is CONJUNCTION or following[0].text in MORE:
        return True
    following_word = site.reading.chunks[at + 1]
    says_how = following_word.kind is ADVERB and "cue_verb_or_noun" not in following_word.classes
    goes_on = following_word.kind is VERB or says_how or _tells_on(site, at)
    return is_titled(site.reading.chunks[at]) or (site.reading.chunks[at].kind is POLICY and goes_on)


def _tells_on(site: Site, at: int) -> bool:
    """Whether the clause goes on from the document at `at` to what it does to something (签署行政令|对|某物|征税)."""
    after = site.reading.chunks[at + 1 : site.reading.clause(at).stop]
    return after[0].text == "对" and all(chunk.kind not in _DOCUMENTS for chunk in after)


def _item(site: Site, slot: Slot, first: int, last: int) -> Filler | None:
    """The item from `first` to `last`, if it is one that the slot takes."""
    chunks = site.reading.chunks
    chunk, core = chunks[last], core_text(chunks[last])
    if first == last:
        return value_of(site, slot, last) if fits(site, slot, last) else None
    after_de = chunks[last - 1].text.endswith("的")
    clausal = not after_de and any(chunks[at].text in _CASES for at in range(first, last))
    headed = core.endswith(slot.whole) or is_titled(chunk) or (has_clauses(site, slot, last) and core.endswith(slot.weak))
    if clausal or not fits_but_for_name(site, slot, last) or not headed:
        return None
    if is_some(site, slot, first, last):
        return None
    if core.endswith(slot.weak) and slot.weak and not counted(site, last) and chunk.end - chunks[first].start < _LONG:
        return None
    if is_titled(chunk):
        dated = all(before.kind is TIME for before in chunks[first:last])
        return filler_of(chunk) if after_de or dated else None
    return Filler(chunks[first].start, chunk.end, chunk.kind)


def is_own_object(site: Site, at: int) -> bool:
    """Whether the phrase at `at`, right of the trigger, is its object rather than part of what follows the object."""
    between = site.reading.chunks[site.trigger + 1 : at]
    if _owns_object(site, at):
        return False
    if listed_names(site.reading, at):
        return True
    if between and (between[0].kind is CONJUNCTION or (between[0].text == "的" and len(between) > 1)):
        return False
    chunk = site.reading.chunks[at]
    named_for = len(between) == 1 and chunk.text.isalpha() and not any(char.isascii() for char in chunk.text)  # 优化|营商环境监督平台
    if any("feature_verb" in part.classes for part in between) and all(part.text != "的" for part in between) and not named_for:
        return False
    introduced = _is_introduced(chunk) and all(part.kind is not VERB for part in between)
    if name_start(site, at) is not None:
        return True
    tied = not between or between[-1].kind is NOUN or _ends_clause(between) or _continues_list(between) or introduced
    claimed = any("ordinal_first" in chunk.classes for chunk in between)
    return tied or claimed or not any(chunk.kind in NOMINAL for chunk in between)


def _owns_object(site: Site, at: int) -> bool:
    """Whether what stands right after the phrase makes it part of a longer object (探针卫星|首批图像, 平台|的做法, 设备|更新|实施方案)."""
    after = site.reading.chunks[at + 1 : at + 2]
    if not after or at + 1 not in site.reading.clause(at) or _is_name_of_service(site, at):
        return False
    verbs = at + 1
    while verbs < site.reading.clause(at).stop and site.reading.chunks[verbs].kind in (VERB, ADVERB):
        verbs += 1
    if at + 1 < verbs < site.reading.clause(at).stop and (
        site.reading.chunks[verbs].text == "的" or site.reading.chunks[verbs].kind in _DOCUMENTS or _shows(site, at + 1, verbs)
    ):
        return True
    if _heads_paper(site, at) or _counts_published(site, at) or _is_doer(site, at):
        return True
    if after[0].kind is TIME and at + 2 in site.reading.clause(at) and site.reading.chunks[at + 2].kind in _PUBLISHED:
        return True
    return after[0].text == "的" or after[0].kind in (WORK, NAME, NOUN) or "ordinal_first" in after[0].classes


def _is_name_of_service(site: Site, at: int) -> bool:
    """Whether the phrase is the name of the service that 的 and a verb tell of (名为 Acme Plan|的|订阅|套餐)."""
    chunks = site.reading.chunks
    told = at + 2 in site.reading.clause(at) and chunks[at + 1].text == "的" and "service_verb" in chunks[at + 2].classes
    return told and chunks[at].text.startswith(site.discourse.phrasing.naming_verb)


def _is_doer(site: Site, at: int) -> bool:
    """Whether the phrase does something somewhere in a clause that 的 ties to what is published (探测器|在|轨道|拍摄|的|影像图)."""
    chunks, clause = site.reading.chunks, site.reading.clause(at)
    tie = next((tie for tie in range(at + 1, clause.stop - 1) if chunks[tie].text == "的"), None)
    if tie is None or chunks[at + 1].text not in _PLACING:
        return False
    return any(chunk.kind in _PUBLISHED for chunk in chunks[tie + 1 : clause.stop])


def _heads_paper(site: Site, at: int) -> bool:
    """Whether a Chinese phrase, a verb and the clause's last noun make up one name (药物|资助|计划)."""
    chunks, clause = site.reading.chunks, site.reading.clause(at)
    if at + 2 not in clause or chunks[at].text[-1].isascii() or chunks[at + 1].kind is not VERB:
        return False
    last = chunks[at + 2].kind in _PUBLISHED or at + 3 not in clause
    return last and chunks[at + 2].text.endswith(site.discourse.phrasing.scheme_ending) and "feature_verb" not in chunks[at + 1].classes


def _counts_published(site: Site, at: int) -> bool:
    """Whether the list that the phrase is part of belongs to something counted that is no product (A、B 四次 任务标识), or a picture shows
    all of it (A 与 B 同框照片)."""
    chunks, clause = site.reading.chunks, site.reading.clause(at)
    last = site.reading.coordinated(at)[-1]
    if last > at and chunks[last].text.endswith(site.discourse.phrasing.picture_ending):
        return True
    counted = last + 2 in clause and chunks[last + 1].kind is QUANTITY
    return counted and chunks[last + 2].kind in _PUBLISHED


def _shows(site: Site, verb: int, noun: int) -> bool:
    """Whether the verb's clause ends in 的 and in what is published (A|击落|敌机|的|画面)."""
    chunks, clause = site.reading.chunks, site.reading.clause(verb)
    if "feature_verb" in chunks[verb].classes or chunks[noun].kind not in NOMINAL or noun + 2 not in clause:
        return False
    return chunks[noun + 1].text == "的" and chunks[noun + 2].kind in _PUBLISHED


def in_attribute(site: Site, slot: Slot, at: int) -> bool:
    """Whether the phrase at `at` belongs to a clause that 的 ties to the object (推出只需 A 驱动的 B)."""
    chunks = site.reading.chunks
    if at - 1 <= site.trigger or chunks[at - 1].kind not in _GOVERNING:
        return False
    later = range(at + 2, site.reading.clause(at).stop)
    return any(chunks[j].kind in slot.kinds and chunks[j - 1].kind is PARTICLE for j in later)


def _is_introduced(chunk: Chunk) -> bool:
    """Whether a phrase says what it is and then its Latin name (工作流模板 Acme Kit)."""
    start = chunk.core.start - chunk.start
    return start > 0 and chunk.text[start].isascii() and chunk.text[start].isalpha()


def _continues_list(between: Sequence[Chunk]) -> bool:
    """Whether chunks end with a typed phrase and a conjunction: what follows is another object."""
    return len(between) > 1 and between[-1].kind is CONJUNCTION and between[-2].kind in NOMINAL - {NOUN}


def _ends_clause(between: Sequence[Chunk]) -> bool:
    """Whether chunks end a clause of their own that 的 ties to what follows and is counted (参数量为3B的, 可离线运行的|两款), not just a
    noun's owner."""
    own = (VERB, PREPOSITION, QUANTITY)
    last = next((chunk for chunk in reversed(between) if chunk.kind is not QUANTITY), between[-1])
    return last.kind is PARTICLE and any(chunk.kind in own for chunk in between)


def _is_predicate(chunk: Chunk) -> bool:
    return chunk.kind is VERB and any(name == "predicate_verb" or name.endswith("_transitive") for name in chunk.classes)
