"""Values: the characters of a phrase that fill a slot, and what is coordinated with it."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.kinds import (
    ADVERB,
    BODIES,
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
    PLAIN,
    PREPOSITION,
    PRODUCT,
    QUANTITY,
    REPORT,
    TIME,
    VERB,
    WORK,
)
from dashiji.matches import Filler
from dashiji.rulebook.compiled import Slot
from dashiji.spans import Span
from dashiji.stages.match.fitting import NUMBERED, fits, has_clauses
from dashiji.stages.match.listing import listed_names
from dashiji.stages.match.phrases import core_text, filler_of, is_titled
from dashiji.stages.match.reading import ACTORS, PLACING, SKIPPED
from dashiji.stages.match.site import Site

_NAMED = re.compile("[A-Za-z“「]")
"""What the name of a product has beside its class noun."""
_CAPITALIZED = re.compile("[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")
_OWNED = re.compile(r"[A-Za-z][^\u4e00-\u9fff]*(?:之间)?的")
"""A Latin name with 的 after it: the names listed before own what follows too (A 与 B 的绑定功能)."""
LED_BY = frozenset(("由", "以", "为"))
"""Prepositions before those who lead or make up a body, or before what they are there (以市长为主任的委员会)."""
ONE = frozenset(("一个", "一家", "一支", "一所"))
"""Counts of one, which are no quantities."""
MORE = frozenset(("等", "等等"))
"""Words that end a list, before what sums it up or the verb behind."""
_KINDS = re.compile("[两二三四五六七八九十]大")
"""How the last of several fields goes on to say of how many bodies they are the fields (文化、旅游两大|联盟)."""
_CLAUSAL = frozenset((VERB, PREPOSITION))
"""Kinds that the clause which describes a body opens with."""
_LEVEL = "[省市州盟县区旗乡镇街村]"
_LEVELS = re.compile(f"{_LEVEL}[两二三四五]级")
_LEVEL_LIST = re.compile(f"(?:{_LEVEL}[、和])+$")
_LONGEST_LEVELS = len("省、市、县、乡、")
_YEARS_EDITION = "版"
"""How a document's name goes on after the year of its edition (2025年|版药品目录)."""
_JOINTS = frozenset(("与", "和", "及", "暨"))
_COUNTING = frozenset((PARTICLE, ADVERB, QUANTITY, OTHER))
_OUTSIDE = frozenset((TIME, PREPOSITION, QUANTITY, PERSON))
"""Kinds at which a description that goes back from a phrase ends."""
_LEADING = frozenset((ADVERB, CONJUNCTION, PARTICLE, MARK, PAREN))
"""Kinds that such a description does not open with."""
_VERBAL = frozenset((VERB, ADVERB))
_HELD = frozenset((ADVERB, PREPOSITION))
_SHORT = 2
"""Characters of a noun that shares the head of the one that 和 joins to it."""
_SUMMING = re.compile("的|等.")
"""What the last item of a list holds that goes on to the head of them all, if it does not end with one (`item_ending`)."""
_COMMON = frozenset((NOUN, PRODUCT, ORGANIZATION, WORK, REPORT))
_DESCRIBING = _COMMON | {VERB}
_ENDING = frozenset((CONJUNCTION, BREAK))
_ENDED = frozenset(("了",))
"""Words behind a verb whose object begins after them (签署了|价值)."""
_CUE_CLASSES = frozenset(("cue_planned", "target_cue"))


def values_of(site: Site, slot: Slot, at: int) -> Iterator[Filler]:
    """The value of the phrase at `at`; of a named slot, every name that the phrase sums up."""
    names = listed_names(site.reading, at) if slot.named else ()
    yield from (Filler(name.start, name.end, site.reading.chunks[at].kind) for name in names)
    if not names:
        yield value_of(site, slot, at)


def value_of(site: Site, slot: Slot, at: int) -> Filler:
    """The value of the phrase at `at`, without what the slot cuts off."""
    value = _value_of(site, slot, at)
    text = site.discourse.text[value.start : value.end]
    head = next((word for word in slot.cut_opening if text.startswith(word) and text != word), "")
    tail = next((word for word in slot.cut if text.endswith(word) and text != word), "")
    return replace(value, start=value.start + len(head), end=value.end - len(tail))


def _next_count(site: Site, at: int) -> int:
    """Where the clause of `at` goes on with another count (死亡|、100栋房屋被烧), or ends."""
    chunks, clause = site.reading.chunks, site.reading.clause(at)
    listed = (i for i in range(at + 1, clause.stop) if chunks[i].kind is QUANTITY and chunks[i - 1].kind is CONJUNCTION)
    return next(listed, clause.stop)


def _value_of(site: Site, slot: Slot, at: int) -> Filler:
    chunk = site.reading.chunks[at]
    if slot.generic and has_clauses(site, slot, at) and slot.generic.fullmatch(core_text(chunk)):
        return Filler(site.reading.chunks[at - 1].start, chunk.core.end, chunk.kind)
    if slot.reach == "rest":
        chunks, stop = site.reading.chunks, _next_count(site, at)
        last = max(i for i in range(at, stop) if i == at or chunks[i].kind in NOMINAL)
        return Filler(chunk.core.start, chunks[last].end, chunk.kind)
    if slot.reach == "head":
        return _whole(site, at)
    if slot.reach is not None:
        return _reaching(site, slot, at)
    if slot.affairs and chunk.kind not in slot.kinds and chunk.text.endswith(site.discourse.affairs):
        return filler_of(chunk)
    described = slot.subject and at > site.trigger
    if slot.lead and chunk.kind not in slot.kinds and chunk.lead is not None and not described:
        return Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)
    if slot.lead and slot.nouns and chunk.text.endswith(slot.nouns):
        return _headless(slot, chunk)
    if slot.direct and chunk.bare and not _CAPITALIZED.fullmatch(chunk.text):
        return Filler(_attribute_start(site, at), chunk.end, chunk.kind)
    value = filler_of(chunk)
    if (slot.named or slot.agent or slot.generic) and is_owned_by_object(site, at):
        value = replace(value, start=_owned_start(chunk) or value.start)
    if slot.modified and is_led(site, slot, at):
        return replace(value, start=chunk.start + chunk.text.rindex("的") + 1)
    if slot.generic and at and chunk.text.startswith(_YEARS_EDITION) and site.reading.chunks[at - 1].kind is TIME:
        return replace(value, start=site.reading.chunks[at - 1].start if value.start == chunk.start else value.start)
    if slot.generic and NUMBERED.match(chunk.text):
        return replace(value, start=chunk.start)
    if slot.named and _names_list(site, site.reading.coordinated(at)) and (owned := _OWNED.match(chunk.text)):
        return replace(value, end=chunk.start + len(owned.group()[:-1].rstrip()))
    if slot.direct and (start := name_start(site, at)) is not None:
        return replace(value, start=start)
    if slot.generic and chunk.kind in BODIES and (field := _first_field(site, at)) is not None:
        return replace(value, start=site.reading.chunks[field].start)
    first = at
    while slot.generic and site.reading.clause(at).start <= first - 2 and _is_part(site, first - 2):
        first -= 2
    if slot.agent and (asking := next((word for word in slot.barriers if len(word) > 1 and chunk.text.startswith(word)), "")):
        return replace(value, start=max(value.start, min(chunk.start + len(asking), value.end - 1)))
    value = value if first == at else replace(value, start=site.reading.chunks[first].start)
    return replace(value, start=_levels_start(site.discourse.text, value)) if slot.generic else value


def is_owned_by_object(site: Site, at: int) -> bool:
    """Whether what 的 ties to the phrase at `at` is the object of another verb than the trigger (含|六千样本的某数据集)."""
    chunk, before = site.reading.chunks[at], at - 1
    if chunk.owner is None or before not in site.reading.clause(at) or before == site.trigger or chunk.core.start > chunk.owner.start:
        return False
    return site.reading.chunks[before].kind is VERB


def _owned_start(chunk: Chunk) -> int:
    """Where the phrase goes on after its owner and 的, if what is left names something; else 0."""
    owned = chunk.text[: chunk.core.end - chunk.start].rpartition("的")[2].lstrip()
    return chunk.core.end - len(owned) if chunk.kind in BODIES or _NAMED.search(owned) else 0


def _whole(site: Site, at: int) -> Filler:
    """The whole name of what the quantity at the trigger counts: the noun behind the 的 that tells what it has (具有创新能力的|企业), else
    the phrase at `at` from a verb that opens it (示范|企业) to its head."""
    chunks, clause, named = site.reading.chunks, site.reading.clause(at), filler_of(site.reading.chunks[at])
    opens = at - 2 == site.trigger and chunks[at - 1].kind is VERB
    last = next((later for later in reversed(clause) if chunks[later].kind is not BREAK), at)
    if opens and chunks[at - 1].text in site.discourse.phrasing.having_verb and last > at and chunks[last].kind in _COMMON:
        described = chunks[last].text.rpartition("的")[0]
        if described or chunks[last - 1].text.endswith("的"):
            return replace(filler_of(chunks[last]), start=chunks[last].start + (len(described) + 1 if described else 0))
    start = chunks[at - 1].start if opens else named.start
    return replace(named, start=start, end=chunks[_head_of(site, at)].core.end)


def _head_of(site: Site, at: int) -> int:
    """The noun that ends the clause behind the phrase at `at`: over one word that its name holds (滨水|慢行|系统, 餐饮|促|消费活动,
    体育|及|康乐设施), or over the list and the 的 that describe it (人本化、数字化的|乡村); `at` itself where there is none."""
    chunks, clause, phrasing, after = site.reading.chunks, site.reading.clause(at), site.discourse.phrasing, at + 1
    if after + 1 in clause and chunks[after].kind is VERB and chunks[after + 1].text == "、":
        after += 1  # an item that ends with its verb (新书发布、读者见面等活动)
    while after + 1 in clause and chunks[after].text == "、" and chunks[after + 1].kind in _DESCRIBING:
        after += 2
    last = chunks[after - 1].text
    sums_up = after > at + 1 and (_SUMMING.search(last) or last.endswith(phrasing.item_ending))
    if sums_up and (after not in clause or chunks[after].kind in _ENDING):
        return after - 1  # the last of the list goes on to the head (甲地区、乙领域的招聘活动)
    joined = after in clause and len(chunks[at].text) <= _SHORT and chunks[after].text in _JOINTS
    held = after in clause and (joined or chunks[after].kind in _HELD or chunks[after].text in phrasing.inner_verb)
    tied = after in clause and (chunks[after].text == "的" if after > at + 1 else held)
    head = after + 1
    ends = tied and head in clause and chunks[head].kind in _COMMON and (head + 1 not in clause or chunks[head + 1].kind in _ENDING)
    return head if ends else at


def is_of_kinds(chunk: Chunk) -> bool:
    """Whether the phrase says of how many bodies the list that it ends tells the fields (绿氢、钒钛两大|联合体)."""
    return chunk.kind in BODIES and _KINDS.search(chunk.text) is not None


def _first_field(site: Site, at: int) -> int | None:
    """Where the list of fields begins that the name of the body at `at` goes on with: behind 等 or a number of kinds."""
    chunks = site.reading.chunks
    if is_of_kinds(chunks[at]):
        return site.reading.coordinated(at)[0]
    if at <= site.trigger or chunks[at - 1].text not in MORE:
        return None
    return next(first for first in range(site.trigger + 1, at) if chunks[first].kind in NOMINAL)


def is_led(site: Site, slot: Slot, at: int) -> bool:
    """Whether the phrase at `at` ends before its last 的 the clause that describes the body it then names: who leads it
    (由|县长任组长的工作组, 由|院士|领导的委员会) or what it does (解决|难点问题的办公室)."""
    chunks = site.reading.chunks
    description, tie, name = chunks[at].text.rpartition("的")
    if not (len(description) > 1 and tie and name) or at <= site.trigger + 1 or (slot.generic and slot.generic.fullmatch(name)):
        return False
    opening = next((chunk for chunk in chunks[site.trigger + 1 : at] if chunk.kind not in SKIPPED and chunk.text not in ONE), None)
    return chunks[at - 1].text in LED_BY or (slot.generic is not None and opening is not None and _opens_description(site, opening))


def _opens_description(site: Site, chunk: Chunk) -> bool:
    """Whether the clause behind a trigger that opens with the chunk describes what is founded, not where the trigger's own subject is
    (设立在|街道的服务站) or what it is to become (创建具有|影响力的中心)."""
    return chunk.kind in _CLAUSAL and chunk.text not in PLACING and chunk.text not in site.discourse.phrasing.having_verb


def _levels_start(text: str, value: Filler) -> int:
    """Where the list of levels begins whose last one the name opens with (县、乡、|村三级工作专班)."""
    if not _LEVELS.match(text, value.start, value.end):
        return value.start
    listed = _LEVEL_LIST.search(text, max(0, value.start - _LONGEST_LEVELS), value.start)
    return listed.start() if listed else value.start


def _headless(slot: Slot, chunk: Chunk) -> Filler:
    """The phrase without the noun that it was taken for (《某报》 of 《某报》查询), or all of it where nothing else is left."""
    cut = max(len(noun) for noun in slot.nouns if chunk.text.endswith(noun))
    rest = Span(chunk.start, chunk.end - cut)
    if chunk.text.startswith("《") and chunk.text[:-cut].endswith("》"):
        rest = Span(rest.start + 1, rest.end - 1)
    return Filler(rest.start, rest.end if rest.start < rest.end else chunk.end, chunk.kind)


def _reaching(site: Site, slot: Slot, at: int) -> Filler:
    """A value that goes beyond the chunk at `at`, as `Reach` says."""
    chunks = site.reading.chunks
    chunk = chunks[at]
    first, end = at, chunk.core.end
    if slot.reach == "run":
        first = min(site.reading.coordinated(at)) if chunk.kind in NOMINAL else at
    else:
        first = _described_from(site, slot, min(at, site.trigger) if slot.reach == "clause" else at)
    if slot.reach == "clause":
        last = max(site.trigger, at)  # a frame may hold a comma (构建以甲为主，乙为辅的网络)
        end = chunks[site.reading.clause(last).stop - 1].end
    if first == at and len(chunk.text) == 1 and at - 1 in site.reading.clause(at) and chunks[at - 1].kind in _VERBAL:
        first = at - 1  # a verb that the cutter parted from its noun (解决|率)
    start = chunks[first].start if first < at or slot.reach == "clause" else chunk.core.start
    start += _unclosed(site.discourse.text[start:end])
    return Filler(start, end, chunk.kind, chunk.time or chunk.quantity)


def _unclosed(text: str) -> int:
    """Characters up to the last quotation mark that opens and does not close in the text (认为“|适当)."""
    opening = max(text.rfind("“"), text.rfind("「"), text.rfind("『"))
    closing = max(text.rfind("”"), text.rfind("」"), text.rfind("』"))
    return opening + 1 if closing < opening < len(text) - 1 else 0


def _described_from(site: Site, slot: Slot, at: int) -> int:
    """The first chunk of what describes the one at `at` or comes before it as its subject; `at` itself where an actor does."""
    chunks, clause, first = site.reading.chunks, site.reading.clause(at), at
    while first > clause.start:
        before = chunks[first - 1]
        if before.kind in _OUTSIDE or before.text in _ENDED or before.text in slot.barriers or not before.classes.isdisjoint(_CUE_CLASSES):
            break
        first -= 1
    while first < at and chunks[first].kind in _LEADING:
        first += 1
    acts = at - first == 2 and chunks[at - 1].kind is VERB and len(chunks[first].text) <= _SHORT
    if acts and chunks[first].kind is ORGANIZATION:
        return first  # a kind of body is part of the phrase (企业|开办|时间)
    return at if chunks[first].kind in ACTORS - {NAME, PRODUCT} else first


def _attribute_start(site: Site, at: int) -> int:
    """Where the attribute of an unnamed object begins: after the trigger and what counts or determines it."""
    first = site.trigger + 1
    while first < at and site.reading.chunks[first].kind in _COUNTING:
        first += 1
    return site.reading.chunks[first].core.start


def name_start(site: Site, at: int) -> int | None:
    """Where a Chinese name begins whose first half 和 joins to the phrase at `at`, the trigger before it (上线|甲和乙平台)."""
    chunks = site.reading.chunks
    if at - 2 <= site.trigger or chunks[at - 1].text not in _JOINTS or chunks[at - 2].kind is not NOUN:
        return None
    opened = all(chunk.kind is PARTICLE for chunk in chunks[site.trigger + 1 : at - 2])
    whole = not any(char.isascii() for char in chunks[at - 2].text) and chunks[at].core.start == chunks[at].start
    return chunks[at - 2].start if opened and whole else None


def coordinated(site: Site, slot: Slot, found: int) -> list[int]:
    """Everything coordinated with the phrase found that may fill the slot too; a plain noun may beside a typed one.

    Where a slot has `plain_heads` or `generic`, a plain noun counts only before the typed phrase, whose head it shares
    (数字城、招商公司).
    """
    chunks = site.reading.chunks
    beside = frozenset((NAME,)) if slot.named else PLAIN
    allowed = slot.kinds | (beside if chunks[found].kind in NOMINAL else frozenset())
    coordinated = site.reading.coordinated(found)
    if slot.modified and describes(site, found) and not is_titled(chunks[found]):
        coordinated = [found]
    coordinated = _without_subject(site, coordinated, found)
    coordinated = coordinated[next((i for i, at in enumerate(coordinated) if is_of_kinds(chunks[at])), 0) :]
    positions = [at for at in coordinated if at == found or _is_item(site, slot, allowed, at)]
    if slot.named and _OWNED.match(chunks[coordinated[-1]].text) and not _names_list(site, coordinated):
        positions = [at for at in positions if at == coordinated[-1]]
    if slot.plain_heads or slot.generic:
        positions = [at for at in positions if at == found or fits(site, slot, at) or _shares_head(site, positions, at)]
    return [at for at in positions if (at > site.trigger) == (found > site.trigger)]


def _is_item(site: Site, slot: Slot, allowed: frozenset[ChunkKind], at: int) -> bool:
    """Whether what is coordinated with a phrase fills the slot too: of its kinds, or a capitalized word among names (A、Skills 和 B)."""
    chunk = site.reading.chunks[at]
    if slot.named and chunk.kind in (NOUN, PRODUCT) and _CAPITALIZED.fullmatch(chunk.text):
        return True
    return chunk.kind in allowed and not (slot.named and chunk.bare)


def _without_subject(site: Site, coordinated: list[int], found: int) -> list[int]:
    """What is coordinated, without a last item that a preposition follows: the subject of the next verb (成立甲、乙在某地设立丙)."""
    after = coordinated[-1] + 1
    followed = after in site.reading.clause(found) and site.reading.chunks[after].text == "在"
    return coordinated[:-1] if followed and coordinated[-1] > found > site.trigger else coordinated


def describes(site: Site, found: int) -> bool:
    """Whether the trigger only describes the phrase found (新成立的 A): what is coordinated with it need not share that."""
    following = site.trigger + 1
    return found > following and site.reading.chunks[following].text == "的"


def _names_list(site: Site, coordinated: Sequence[int]) -> bool:
    """Whether a list of names is what something is called."""
    before = coordinated[0] - 1
    return len(coordinated) > 1 and before >= 0 and site.reading.chunks[before].text in site.discourse.phrasing.naming_verb


def _shares_head(site: Site, positions: Sequence[int], at: int) -> bool:
    """Whether a plain noun stands in a list before a typed phrase, and not joined to it as a part of its name."""
    chunks = site.reading.chunks
    following = next((later for later in positions if later > at and chunks[later].kind not in PLAIN), None)
    named = chunks[at].kind in PLAIN and len(core_text(chunks[at])) > 1
    described = following is not None and "的" in chunks[following].text  # 合资经营、企业化运作的|公司
    return at > site.trigger and named and following is not None and not described and not _is_part(site, at)


def _is_part(site: Site, at: int) -> bool:
    """Whether a plain noun is part of the phrase that 与 joins it to (船舶 与 装备创新中心), or opens a list that is (科学、工程 和 …)."""
    chunks = site.reading.chunks
    if chunks[at].kind is not NOUN or at + 2 >= len(chunks):
        return False
    if chunks[at + 1].text == "、":
        return _is_part(site, at + 2)
    return chunks[at + 1].text in _JOINTS and chunks[at + 2].kind in NOMINAL - PLAIN
