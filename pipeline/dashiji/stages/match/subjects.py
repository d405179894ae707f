"""Subjects: the phrases left of a trigger that do what it says."""

from dashiji.chunks import NOMINAL
from dashiji.kinds import AGENCY, BODIES, NOUN, ORGANIZATION, OTHER, PEOPLE, PLACE, PLAIN, PRODUCT, QUANTITY, TIME, VERB
from dashiji.rulebook.compiled import Slot
from dashiji.stages.match.fitting import fits, nearest_before
from dashiji.stages.match.markers import find_marked
from dashiji.stages.match.reading import ACTORS, SKIPPED, WITH
from dashiji.stages.match.site import Site
from dashiji.stages.match.values import is_owned_by_object

_ABBREVIATION = len("广交会")
_GOVERNING = frozenset((PLACE, AGENCY))
"""Kinds of topic that do one thing after the other, sentence by sentence."""
_SUBJECTS = NOMINAL | {OTHER}
_BY = "由"
_TIMES = "倍"
_SENTENCES = 2
"""Sentences back to the one that named whom a sentence without a subject goes on with."""
_VOTES = "票"
_LISTING = frozenset("、，；")
_DONE = frozenset(("了", "过"))
_DOING = frozenset(("cue_happened", "cue_planned", "modal_planned"))
_SAYING = frozenset(("speech_verb", "speech_verb_weak", "speech_single", "cue_proposed", "modal_proposed"))
"""Lexicons of verbs that tell what somebody says or asks for."""
_COUNTABLE = frozenset((ORGANIZATION, PRODUCT))
_TOWARDS = frozenset(("至", "到"))
_BEFORE_CLAUSES = frozenset(("从", "到", "随着", "随", "自", "自从", "向", "对", "就", "因", "因为", "由于"))
"""Prepositions whose object may be a whole clause."""
_PLACING = frozenset(("在", "于", "为"))
"""Prepositions whose object is where or for whom something is done, not who does it (某公司 在 某市 设立的中心)."""
_ABOUT = "就"
"""Right before the trigger: what the clause tells is about the act, not that its subject does it (某人 就 组建某公司 作出指示)."""
_ADDRESSING = frozenset(("向", "对", "就"))
"""Those whose object is mostly whom or what an act is meant for (向 用户 推出)."""


def find_subject(site: Site, slot: Slot) -> int | None:
    """The subject of the trigger's clause, else of the nearest clause before that has one of the slot's kinds."""
    if slot.doer and (described := _described(site, slot)) is not None:
        return described
    number = site.reading.clause_of[site.trigger]
    own = range(site.reading.clauses[number].start, site.trigger)
    earlier = site.reading.clauses[:number][::-1] if slot.window == "sentence" and not _is_relative(site) else []
    for clause in [own, *earlier]:
        for at in clause:
            if site.reading.chunks[at].text in slot.barriers:
                break
            passive = (
                _owns_object(site, at)
                or _is_counted(site, at)
                or _opens_route(site, at)
                or _is_multiplied(site, at)
                or (slot.named and _is_acted_on(site, at))
            )
            if fits(site, slot, at) and site.reading.governor(at) is None and not passive:
                return _announced(site, slot, at) or at
            if site.reading.chunks[at].kind is VERB and clause is not own:
                break
    return None


def find_affair(site: Site, *, alone: bool) -> int | None:
    """The fair, meeting or games that the trigger's clause is about, by name or, if `alone` will do, by an abbreviation (广交会)."""
    chunks, at = site.reading.chunks, site.reading.subject(site.reading.clause(site.trigger), PLAIN)
    if at is None or at > site.trigger or (at and chunks[at - 1].kind is QUANTITY):
        return None
    name = chunks[at].text
    known = name.endswith(site.discourse.affairs)
    return at if known and (name not in site.discourse.affairs or (alone and len(name) >= _ABBREVIATION)) else None


def find_doers(site: Site, slot: Slot) -> list[int]:
    """The plain nouns before the trigger that its clause is about, if they say enough."""
    found = site.reading.doers(site.reading.clause(site.trigger))
    if not found or found[-1] > site.trigger:
        return []
    chunks = site.reading.chunks
    told = any(other.text in slot.barriers or other.kind is VERB for other in chunks[found[-1] + 1 : site.trigger])
    vague = chunks[found[-1]].text in slot.not_words or chunks[found[-1]].text.endswith(slot.doer)
    return found if told and not vague else []


def goes_on(site: Site) -> bool:
    """Whether the sentence goes on with the place or agency that the text is about: named in a clause before, or at most two sentences ago,
    with nobody else in between who acts or speaks."""
    chunks, number = site.reading.chunks, site.reading.clause_of[site.trigger]
    told = next(iter(site.discourse.get("topic")), None)
    before = chunks[: site.trigger]
    if told is None or told.kind not in _GOVERNING or _is_relative(site):
        return False
    if site.discourse.text.startswith(_BY, told.end):
        return False  # what others do with it is told (某局由某部管理)
    if any(chunk.kind in PEOPLE or not _SAYING.isdisjoint(chunk.classes) for chunk in before):
        return False
    own = range(site.reading.clauses[number].start, site.trigger)
    between = [clause for clause in site.reading.clauses[:number] if clause and chunks[clause.stop - 1].start > told.start]
    alone = all(site.reading.subject(clause, _SUBJECTS) is None for clause in [own, *between[told.start >= chunks[0].start :]])
    return alone and site.discourse.text.count("。", told.start, chunks[0].start) <= _SENTENCES


def _announced(site: Site, slot: Slot, at: int) -> int | None:
    """The body that the phrase at `at` says does what the trigger tells (某人宣布|某公司推出), `None` where it does so itself."""
    chunks = site.reading.chunks
    if at not in site.reading.clause(site.trigger) or chunks[at + 1].text not in slot.announcing:
        return None
    body = at + 2
    return body if body < site.trigger and chunks[body].kind in BODIES and fits(site, slot, body) else None


def _is_acted_on(site: Site, at: int) -> bool:
    """Whether 了 before the phrase makes it the object of what was done (重构了|某模板 并上线 某功能)."""
    return at > 0 and site.reading.chunks[at - 1].text in _DONE


def _is_counted(site: Site, at: int) -> bool:
    """Whether the phrase is what a verb has so many of (企业 in 培育100家企业), or an item of a list of counts (建成工厂7个、…)."""
    chunks = site.reading.chunks
    if at > 1 and chunks[at - 1].kind is QUANTITY and chunks[at - 2].kind is VERB:
        return True
    if _is_sample(site, at):
        return True
    listed = at + 2 < len(chunks) and chunks[at + 1].kind is QUANTITY and chunks[at + 2].text in _LISTING
    return listed and chunks[at].kind in _COUNTABLE


def _is_sample(site: Site, at: int) -> bool:
    """Whether the phrase is one of those that a count sums up (北京、上海 等 20个 示范区)."""
    after = site.reading.coordinated(at)[-1] + 1
    chunks = site.reading.chunks
    return after + 1 < len(chunks) and chunks[after].text == "等" and chunks[after + 1].kind is QUANTITY


def _described(site: Site, slot: Slot) -> int | None:
    """What a measure and its figure describe (全长|209公里|的|某公路)."""
    chunks, at, measure = site.reading.chunks, site.trigger + 2, site.trigger - 1
    if at not in site.reading.clause(site.trigger) or measure < 0 or chunks[at - 1].text != "的" or chunks[at].kind not in NOMINAL:
        return None
    measured = chunks[measure].kind is NOUN and chunks[measure].text.endswith(slot.doer)
    vague = chunks[at].text.endswith(slot.doer) or chunks[at].text in slot.not_words
    return at if measured and not vague and (chunks[at].core.start, chunks[at].core.end) not in site.taken else None


def _owns_object(site: Site, at: int) -> bool:
    """Whether the phrase is the body whose things a verb counts (击落|了|某军|5枚导弹)."""
    chunks, start = site.reading.chunks, site.reading.clause(site.trigger).start
    if at < start or chunks[at + 1].kind is not QUANTITY or chunks[at].kind not in BODIES:
        return False
    before = next((chunk for chunk in reversed(chunks[start:at]) if chunk.kind not in SKIPPED), None)
    causing = site.discourse.phrasing.causing_verb
    return before is not None and before.kind is VERB and before.text not in causing


def _is_multiplied(site: Site, at: int) -> bool:
    """Whether the trigger is a multiple of the phrase (约为|某模型|的|两倍)."""
    chunks, quantity = site.reading.chunks, site.reading.chunks[site.trigger].quantity
    return at + 2 == site.trigger and chunks[at + 1].text == "的" and quantity is not None and quantity.unit == _TIMES


def _opens_route(site: Site, at: int) -> bool:
    """Whether the phrase is where a way begins (江州|至|临江区间), not who acts by a time (江州|到|2027年)."""
    chunks = site.reading.chunks
    return at + 2 < len(chunks) and chunks[at + 1].text in _TOWARDS and chunks[at + 2].kind is not TIME


def find_agent(site: Site, slot: Slot) -> int | None:
    """Whoever does what the trigger says: the phrase under a marker, else the nearest subject before the trigger in its clause,
    else the subject of the nearest clause before. What another verb has as its object is no subject, unless that verb is one of the
    slot's barriers, which ask somebody to do it (敦促某国签署), or says that somebody does (宣布某局设立).
    """
    marked = find_marked(site, slot, "left") if slot.markers else None
    if marked is not None and marked in site.reading.clause(site.trigger):
        return marked
    direct = _direct_agent(site, slot)
    if direct is not None:
        return _named_before(site, slot, direct)
    if site.trigger and site.reading.chunks[site.trigger - 1].text == _ABOUT:
        return None
    asked = False
    for at in site.reading.leftward(site.trigger, sentence=False):
        chunk = site.reading.chunks[at]
        asked |= chunk.text in slot.barriers and not _tells_of_itself(site, at) and not _is_voted(site, at)
        if fits(site, slot, at) and not _is_object(site, at):
            return None if asked else _named_before(site, slot, at)
        if chunk.kind in NOMINAL and _is_asked(site, slot, at):
            return at if fits(site, slot, at) else None
        if _is_relative(site) and chunk.kind is VERB and all(c.kind in SKIPPED for c in site.reading.chunks[at + 1 : site.trigger]):
            return None  # whose subject is another's (某公司 考察 新成立的中心)
    if asked or _is_relative(site) or slot.window == "clause":
        return None
    earlier = _find_earlier(site, slot)
    return marked if earlier is None else earlier


def _find_earlier(site: Site, slot: Slot) -> int | None:
    """The subject of the nearest clause before; a clause with a barrier tells what somebody says or asks for."""
    number = site.reading.clause_of[site.trigger]
    for clause in site.reading.clauses[:number][::-1]:
        if any(site.reading.chunks[at].text in slot.barriers and _asks(site, at, clause) for at in clause):
            return None
        for at in clause:
            if fits(site, slot, at) and site.reading.governor(at) is None and not _owns(site, at):
                return None if _is_number_told(site, at) else at
            if site.reading.chunks[at].kind is VERB and not _owns(site, at):
                break  # but not at one that describes the subject (近日举行|的大会)
    return None


def _is_number_told(site: Site, at: int) -> bool:
    """Whether the clause only tells how many bodies of the kind at `at` there are (互认机构|达|914家)."""
    following = site.reading.chunks[at + 1 : site.reading.clause(at).stop]
    return len(following) == 2 and following[0].kind is VERB and following[1].kind is QUANTITY


def find_leader(site: Site, slot: Slot, first: int) -> int | None:
    """Whoever does together with the phrase at `first` what a clause without a subject tells (某公司获批，将|与|某厂 设立合资企业)."""
    joint = first - 1
    if joint < 0 or site.reading.chunks[joint].text not in WITH:
        return None
    own = site.reading.chunks[site.reading.clause(first).start : joint]
    return None if any(chunk.kind in NOMINAL or chunk.kind is VERB for chunk in own) else _find_earlier(site, slot)


def _owns(site: Site, at: int) -> bool:
    """Whether 的 ties the phrase at `at` to what the clause is about (党|的|全会)."""
    following = site.reading.chunks[at + 1 : at + 2]
    return bool(following) and following[0].text == "的"


def _tells_of_itself(site: Site, at: int) -> bool:
    """Whether the verb of speech at `at` has its own subject's act as its object (某部|称|已组建某会)."""
    chunk, following = site.reading.chunks[at], site.reading.chunks[at + 1]
    return chunk.text in site.discourse.phrasing.saying_verb and not following.classes.isdisjoint(_DOING)


def _is_voted(site: Site, at: int) -> bool:
    """Whether the verb at `at` only says what so many votes were (以8票|赞成|、2票反对的结果通过)."""
    quantity = site.reading.chunks[at - 1].quantity if at else None
    return quantity is not None and quantity.unit == _VOTES


def _asks(site: Site, at: int, clause: range) -> bool:
    """Whether the barrier at `at` is about what somebody else does or is to do, not about a thing (推动|创新发展)."""
    chunks = site.reading.chunks
    if not _SAYING.isdisjoint(chunks[at].classes):
        return True
    return any(chunks[after].kind in ACTORS for after in range(at + 1, clause.stop))


def _direct_agent(site: Site, slot: Slot) -> int | None:
    """The phrase right before the trigger that is its subject whatever governs it (向 政府 成立 的 基金, 从 国务院 发布)."""
    chunks, start = site.reading.chunks, site.reading.clause(site.trigger).start
    at = next((at for at in range(site.trigger - 1, start - 1, -1) if chunks[at].kind not in SKIPPED), None)
    if at is None or not fits(site, slot, at):
        return None
    governor = site.reading.governor(at)
    if governor is not None and chunks[governor].text in _PLACING:
        return None
    return at if _is_relative(site) or (governor is not None and _opens_clause(site, governor)) else None


def _is_relative(site: Site) -> bool:
    following = site.trigger + 1
    return following < len(site.reading.chunks) and site.reading.chunks[following].text == "的"


def _opens_clause(site: Site, governor: int) -> bool:
    """Whether a preposition has the whole clause as its object: 向, 对, 就 only if 的 makes it an attribute (向 政府 成立 的 基金)."""
    word = site.reading.chunks[governor].text
    return word in _BEFORE_CLAUSES and (word not in _ADDRESSING or _is_relative(site))


def _named_before(site: Site, slot: Slot, at: int) -> int:
    """The phrase at `at`, or the one before 等 that it counts in (某局 等 12 部门)."""
    chunks = site.reading.chunks
    etc = at - 2 if at >= 2 and chunks[at - 1].kind is QUANTITY else at - 1
    named = etc >= 1 and chunks[etc].text == "等" and site.reading.governor(etc - 1) is None and fits(site, slot, etc - 1)
    return etc - 1 if named else at


def _is_object(site: Site, at: int) -> bool:
    chunks, first = site.reading.chunks, site.reading.coordinated(at)[0]
    while first > 1 and chunks[first - 1].text == "的" and chunks[first - 2].kind in NOMINAL:
        first -= 2  # what owns it (抽调 科室 的 专家)
    if first and chunks[first - 1].text == "的":
        return False  # a relative clause describes it (某人服务的公司)
    if first == at and is_owned_by_object(site, at) and at - 1 == site.reading.clause(at).start:
        return False  # so does one that a verb without a subject opens (跻身前列的公司)
    before = nearest_before(site, first)
    return before is not None and before.kind is VERB and "speech_verb" not in before.classes


def _is_asked(site: Site, slot: Slot, at: int) -> bool:
    before = nearest_before(site, at)
    return before is not None and before.text in slot.barriers


def find_clausal(site: Site, slot: Slot) -> int | None:
    """The subject right before the trigger where the two are the object of a preposition together (随着 某局 在 某地 成立)."""
    at = site.trigger - 1
    chunks, start = site.reading.chunks, site.reading.clause(site.trigger).start
    while at > start:
        governor = site.reading.governor(at)
        if chunks[at].kind in NOMINAL and governor is not None and _opens_clause(site, governor):
            return at if fits(site, slot, at) else None
        if governor is None and chunks[at].kind not in SKIPPED:
            return None
        at = at - 1 if governor is None else governor - 1
    return None
