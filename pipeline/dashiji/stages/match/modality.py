"""Modality: whether a trigger's event is told as done, planned, proposed or negated."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dashiji.chunks import NOMINAL, Chunk
from dashiji.kinds import ADVERB, BODIES, BREAK, CONJUNCTION, DEVICES, MARK, NAME, NOUN, OTHER, PREPOSITION, TIME, VERB
from dashiji.records import Status
from dashiji.stages.match.demands import demanded, names_demand, opened, planned_above
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.reading import ACTORS, SKIPPED, WITH, Reading

_CUES = (
    ("cue_negated", Status.NEGATED),
    ("cue_proposed", Status.PROPOSED),
    ("cue_forecast", Status.PROPOSED),
    ("cue_planned", Status.PLANNED),
    ("cue_postponed", Status.PLANNED),
    ("target_cue_strong", Status.PLANNED),
    ("cue_happened", Status.HAPPENED),
)
_WEAK = (("modal_planned", Status.PLANNED), ("modal_proposed", Status.PROPOSED))
"""Cues that count only right before the trigger or before its subject."""
_TELLING = frozenset(("cue_negated_weak", *(name for name, _ in (*_CUES, *_WEAK))))
"""All of them."""
_ASKED_FOR = frozenset(("要求", "请求", "邀请", "建议"))
_PLANS = frozenset(("cue_planned", "modal_planned"))
_PRONOUNS = frozenset(("其", "它", "他", "她", "它们", "他们", "她们", "之", "此", "这"))
_WISHED_FOR = frozenset((VERB, OTHER, PREPOSITION, BREAK))
"""Kinds that a wish opens, of a verb, a set phrase (要 冲锋在前) or what governs one (要 按照要求);"""
_VERBAL = frozenset((VERB, BREAK))
_BETWEEN = frozenset((ADVERB, TIME, PREPOSITION, MARK))
"""Kinds that may stand between a cue and the verb it is about;"""
_PASSED = frozenset(("过", "另外", "还", "再"))
"""words that may."""
_INSIDE = frozenset(("在", "于", "由", "经", "自", "从"))
"""Prepositions whose phrase may stand between a cue and the verb of a relative clause (将 在某地 发布的)."""
_COLONS = frozenset("：:")
_QUESTIONS = frozenset("？?")
_ENDS = frozenset("；;")
"""Breaks over which no plan reaches, but a demand does (要求各地做甲；做乙)."""
_MARK = "了"
_DONE = frozenset((_MARK, "过"))
_AHEAD = frozenset((Status.PLANNED, Status.PROPOSED))
_THINGS = BODIES | DEVICES
"""Kinds that name what came to be, whatever character their name ends with (发布某应用)."""
_FOUNDING = frozenset(("founding_transitive", "founding_transitive_weak"))
_YEAR = len("2026")
_SUCCEEDED = ("成功",)
_NEARLY = "将近"
_CHOICES = NOMINAL | {OTHER}
"""Kinds that 或 joins to what stands before it."""
_DONE_WITHIN = 2
"""Chunks after a figure within which a word says that what it tells is done (29个平台|已|进入)."""
_NAMED = NOMINAL - {NOUN, NAME}
"""Kinds that 将 marks as an object when it stands before them (将卫星发射升空); a plain noun may also be an adverb (将重点推出)."""


class Modality:
    """Reads cues around a trigger."""

    def __init__(self, lexicons: Mapping[str, Sequence[str]]) -> None:
        """`lexicons` are the rulebook's word lists by name; a KeyError names one that is missing."""
        self._planned = tuple(sorted(lexicons["cue_planned"], key=lambda word: (-len(word), word)))
        self._demands = tuple(sorted(lexicons["demand_noun"]))
        self._verdicts = tuple(sorted(lexicons["cue_verdict"]))
        self._topics = tuple(sorted(lexicons["cue_topic"]))
        self._wishes = tuple(sorted(lexicons["wish_noun"]))
        self._aims = tuple(sorted(lexicons["aim_noun"]))
        self._agreements = tuple(sorted(lexicons["agreeing_verb"]))
        self._welcomes = tuple(sorted(lexicons["welcoming_verb"]))
        self._duties = frozenset(lexicons["cue_duty"])
        self._supposed = frozenset(lexicons["cue_supposed"])
        self._addressed = frozenset(lexicons["addressed_all"])

    def read(self, reading: Reading, trigger: int, discourse: Discourse) -> tuple[Status, str]:
        """The status, and the cue that gave it (`""` where none did).

        The nearest cue before the trigger in its clause decides; an aspect mark after it says that it is done. Without a cue, a time
        that is still to come does, the clauses that this one goes on, and the line that opens the list it stands in.
        """
        chunks = reading.chunks
        if trigger + 1 < len(chunks) and chunks[trigger + 1].text in _DONE:
            return Status.HAPPENED, chunks[trigger + 1].text
        word = chunks[trigger].text
        if chunks[trigger].quantity is not None and _MARK in word:
            return Status.HAPPENED, _MARK  # 将错误率|降低了15%
        if word.startswith(_SUCCEEDED):
            return self._ahead(reading, trigger) or (Status.HAPPENED, "")
        for cue in self._planned if word.startswith(self._planned) else ():
            if word.startswith(cue) and word != cue and not (word.startswith(_NEARLY) or self._is_past(reading, trigger, discourse)):
                return self._doubted(reading, trigger) or (Status.PLANNED, cue)
        if chunks[trigger].kind is VERB and (agreed := self._agreed(reading, trigger)):
            return Status.PLANNED, agreed
        told, called_off = self._cued(reading, trigger)
        return told or self._uncued(reading, trigger, discourse, called_off=called_off)

    def _cued(self, reading: Reading, trigger: int) -> tuple[tuple[Status, str] | None, bool]:
        """What the nearest cue in the trigger's clause says, if one says anything, and whether another verb of a list was negated."""
        chunks, clause = reading.chunks, reading.clause(trigger)
        verb, relative = chunks[trigger].kind is VERB, _is_relative(reading, trigger)
        beside = called_off = False
        for at in range(trigger - 1, clause.start - 1, -1):
            if relative and self._is_outside(reading, at):
                break  # what stands before a relative clause is not about its verb (将 向政府成立的基金 捐款)
            if verb and self._is_attribute(reading, at, trigger):
                continue  # of the body alone (即将 出征某会的代表团 成立)
            status = self._cue(reading, at, trigger)
            beside |= chunks[at].kind is CONJUNCTION
            if status in (Status.NEGATED, Status.HAPPENED) and beside:
                called_off |= status is Status.NEGATED
                continue  # what is negated or done is another verb of the list (撤销A、成立B)
            first_time = status is Status.HAPPENED and "已" not in chunks[at].text and at > clause.start
            if first_time and self._cue(reading, at - 1, trigger) in _AHEAD:
                continue  # what is foreseen is to be done for the first time (预计|首次|突破)
            if status is Status.PLANNED:
                return self._doubted(reading, at) or (status, chunks[at].text), called_off
            if status is Status.NEGATED and (supposed := next((c.text for c in chunks[clause.start : at] if c.text in self._supposed), "")):
                return (Status.PROPOSED, supposed), called_off
            if status is not None:
                return (status, chunks[at].text), called_off
            if verb and names_demand(reading, at, self._demands + self._verdicts):
                return (Status.PROPOSED, chunks[at].text), called_off
            if verb and at + 1 == trigger and chunks[at].kind is NOUN and chunks[at].text.endswith(self._wishes):
                return (Status.PROPOSED, chunks[at].text), called_off
        done = () if verb else chunks[trigger + 1 : min(trigger + 1 + _DONE_WITHIN, clause.stop)]
        word = next((chunk.text for chunk in done if "cue_happened" in chunk.classes), "")
        return ((Status.HAPPENED, word) if word else None), called_off

    def _uncued(self, reading: Reading, trigger: int, discourse: Discourse, *, called_off: bool) -> tuple[Status, str]:
        """What time, list, judgement, the clauses before and the lines above say of an event without a cue of its own."""
        chunks, clause = reading.chunks, reading.clause(trigger)
        verb, relative = chunks[trigger].kind is VERB, _is_relative(reading, trigger)
        if verb and not relative and (framed := self._framed(reading, trigger, discourse)) is not None:
            return framed
        if verb and (verdict := self._judged(reading, trigger)):
            return Status.PROPOSED, verdict
        if verb and (asked := self._asked_before(reading, clause)):
            return Status.PROPOSED, asked
        if relative or (not called_off and reading.subject(range(clause.start, trigger), NOMINAL) is not None):
            return Status.HAPPENED, ""
        told = self._inherited(reading, trigger) if clause.start > 1 else (Status.HAPPENED, "")
        first = reading.clauses[0]
        listed = trigger not in first and chunks[first.stop].text in _COLONS
        if verb and told == (Status.HAPPENED, "") and (listed or reading.subject(first, NOMINAL) is None):
            plan = planned_above(discourse.text, chunks[first.stop if listed else 0].start)
            return (Status.PLANNED, plan) if plan else told
        return told

    @staticmethod
    def _asked_before(reading: Reading, clause: range) -> str:
        """The verb of asking with which the clause before ends (通知要求，各地成立某专班), `""` if it does not."""
        if clause.start < 2:
            return ""
        before = [reading.chunks[at] for at in reading.clause(clause.start - 2)]
        own = not any(chunk.kind is VERB for chunk in before[:-1])  # 提出某倡议, 按照某要求
        return before[-1].text if before and own and {"asking_verb", "cue_proposed"} <= before[-1].classes else ""

    def _framed(self, reading: Reading, trigger: int, discourse: Discourse) -> tuple[Status, str] | None:
        """What the time of the trigger's clause says, or the line that opens the list it stands in."""
        times = [at for at in range(trigger) if reading.chunks[at].time is not None and self._frames(reading, at, trigger)]
        if times and (time := reading.chunks[times[-1]].time) is not None and discourse.fits(time, "future"):
            return Status.PLANNED, reading.chunks[times[-1]].text
        if opening := opened(reading, trigger, self._demands):
            return Status.PROPOSED, opening
        opening = demanded(discourse.text, reading.chunks[0].start, self._demands)
        return (Status.PROPOSED, opening) if opening and not planned_above(discourse.text, reading.chunks[0].start) else None

    def _frames(self, reading: Reading, at: int, trigger: int) -> bool:
        """Whether the time at `at` holds for the trigger's clause, not for a goal that a clause before names (锚定2035年的目标，…)."""
        clause = reading.clause(at)
        return reading.frames(at, trigger) and (trigger in clause or not reading.chunks[clause.stop - 1].text.endswith(self._aims))

    def _judged(self, reading: Reading, trigger: int) -> str:
        """What the clause says would come of the event (成立某会有助于止血), thinks of it (成立某会并不合适), calls it (成立某会的可能) or
        asks about it (成立某会？), `""` if none.

        What would come of it counts only where the trigger opens the clause.
        """
        clause = reading.clause(trigger)
        after = reading.chunks[trigger + 1 : clause.stop]
        founded = not _FOUNDING.isdisjoint(reading.chunks[trigger].classes)
        if founded and (topic := next((chunk.text for tie, chunk in pairwise(after) if tie.text == "的" and self._is_topic(chunk)), "")):
            return topic
        if founded and clause.stop < len(reading.chunks) and reading.chunks[clause.stop].text in _QUESTIONS:
            return reading.chunks[clause.stop].text
        opens = trigger == clause.start and all(chunk.text != "的" for chunk in after[:1])
        if opens and (effect := next((chunk.text for chunk in after if "cue_effect" in chunk.classes), "")):
            return effect
        last = next((chunk for chunk in reversed(after) if chunk.text != "的"), None)
        return last.text if last is not None and last.kind not in _THINGS and last.text.endswith(self._verdicts) else ""

    def _is_topic(self, chunk: Chunk) -> bool:
        return chunk.kind not in _THINGS and chunk.text.startswith(self._topics)

    def _agreed(self, reading: Reading, trigger: int) -> str:
        """The verb after the trigger that makes it what was agreed on (就成立某会达成一致), `""` where there is none."""
        clause = reading.clause(trigger)
        about = any(chunk.text == "就" for chunk in reading.chunks[clause.start : trigger])
        after = reading.chunks[trigger : clause.stop] if about else ()
        return next((chunk.text for chunk in after if chunk.text.startswith(self._agreements)), "")

    @staticmethod
    def _is_past(reading: Reading, trigger: int, discourse: Discourse) -> bool:
        """Whether what was decided at the trigger is told of a past year, so that it has been done since."""
        times = [chunk.time for chunk in reading.chunks[:trigger] if chunk.time is not None]
        return bool(times) and discourse.is_over(times[-1]) and (times[-1].value or "")[:_YEAR] < discourse.today[:_YEAR]

    def _ahead(self, reading: Reading, trigger: int) -> tuple[Status, str] | None:
        """The plan that stands directly before a word of success (将成功首飞)."""
        status = self._cue(reading, trigger - 1, trigger) if trigger else None
        return (status, reading.chunks[trigger - 1].text) if status is Status.PLANNED else None

    @staticmethod
    def _is_outside(reading: Reading, at: int) -> bool:
        """Whether the chunk at `at` shows that the relative clause to its right has begun after it."""
        chunk = reading.chunks[at]
        if chunk.kind is PREPOSITION:
            return chunk.text not in _INSIDE
        return chunk.kind is VERB or "asking_verb" in chunk.classes or (chunk.kind in ACTORS and reading.governor(at) != at - 1)

    @staticmethod
    def _is_attribute(reading: Reading, at: int, trigger: int) -> bool:
        """Whether the word at `at` opens, with a verb, the description of the phrase that the trigger is about."""
        told = reading.chunks[at + 1 : trigger]
        described = len(told) > 1 and told[0].kind is VERB and told[1].kind in _THINGS and "的" in told[1].text
        return described and at == reading.clause(trigger).start and all(chunk.kind is not VERB for chunk in told[2:])

    def _doubted(self, reading: Reading, trigger: int) -> tuple[Status, str] | None:
        """The cue before a planned event that makes it hearsay (传即将推出) or a request (呼吁着手成立), if there is one."""
        for at in range(trigger - 1, reading.clause(trigger).start - 1, -1):
            classes = reading.chunks[at].classes
            asks = "asking_verb" in classes and self._cue(reading, at, trigger) is Status.PROPOSED
            asked = asks or reading.chunks[at].text in self._duties
            opined = reading.chunks[trigger].text == "要" and reading.chunks[at].text in ("认为", "觉得")
            if asked or opined or "cue_rumour" in classes:
                return Status.PROPOSED, reading.chunks[at].text
        return None

    def _cue(self, reading: Reading, at: int, trigger: int) -> Status | None:
        chunk = reading.chunks[at]
        if _TELLING.isdisjoint(chunk.classes) or chunk.kind in NOMINAL or "cue_false_friend" in chunk.classes:
            return None
        if chunk.text == "会" and at and "cue_habit" in reading.chunks[at - 1].classes:
            return None  # what is done each time (各地都会组建)
        if "cue_verb_or_noun" in chunk.classes and not self._before_verb(reading, at, trigger):
            return None
        if self._grants(reading, at, trigger):
            return None
        if chunk.text == "如" and any(after.text == "等" for after in reading.chunks[at : reading.clause(at).stop]):
            return None  # examples (如成立某署、发展新镇等)
        after = reading.chunks[at + 1]
        if chunk.text == "或" and at and reading.chunks[at - 1].kind in NOMINAL and after.kind in _CHOICES:
            return None  # one of two things (暴雨或大暴雨)
        last = reading.chunks[reading.clause(at).stop - 1]
        if chunk.text == "对" and last.text.endswith(self._welcomes):
            return None  # what is welcomed has been done (对成立某会表示欢迎)
        if chunk.text == "将" and (after.kind in _NAMED or after.text in _PRONOUNS) and reading.chunks[trigger].kind in _VERBAL:
            return None
        changed = reading.chunks[trigger].quantity
        if chunk.text == "将" and after.kind in NOMINAL and at + 2 == trigger and changed is not None and changed.change:
            return None  # what is brought to change (将航运时间缩短五分之一)
        if "cue_negated_weak" in chunk.classes:
            return Status.NEGATED if at + 1 == trigger else None
        for name, status in _WEAK:
            if name in chunk.classes and reading.chunks[trigger].kind is VERB:
                return status if self._reaches(reading, at, trigger) else None
        return next((status for name, status in _CUES if name in chunk.classes), None)

    @staticmethod
    def _grants(reading: Reading, at: int, trigger: int) -> bool:
        """Whether the chunk at `at` belongs to 应…的要求, by which the subject does what it was asked for."""
        clause = reading.clause(at)
        asked = [
            later for later in range(at, trigger) if reading.chunks[later].text in _ASKED_FOR and reading.chunks[later - 1].text == "的"
        ]
        granted = next((before for before in range(clause.start, at + 1) if reading.chunks[before].text == "应"), None)
        return bool(asked) and granted is not None and (granted == at or at in asked)

    def _before_verb(self, reading: Reading, at: int, trigger: int) -> bool:
        following = at + 1
        while following < trigger and (reading.chunks[following].kind in _BETWEEN or reading.chunks[following].text in _PASSED):
            following += 1
        chunk = reading.chunks[following]
        addressed = chunk.kind is VERB or chunk.kind in NOMINAL or chunk.text in self._addressed
        asked = "asking_verb" in reading.chunks[at].classes and chunk.text in _COLONS  # 呼吁：“成立某会”
        return (following == trigger and chunk.kind is not BREAK) or addressed or asked

    @staticmethod
    def _reaches(reading: Reading, at: int, trigger: int) -> bool:
        """Whether the trigger, or its subject, is the first thing that the cue at `at` can be about."""
        following, subjects = at + 1, 0
        while following < trigger:
            chunk = reading.chunks[following]
            companion = reading.chunks[following - 1].text in WITH  # 需要 与 其他政党 组建
            governed = chunk.kind is PREPOSITION or chunk.text in WITH or companion
            governed = governed or reading.governor(following) == following - 1
            subjects += chunk.kind in NOMINAL and not governed
            if subjects > (reading.chunks[at].kind is not PREPOSITION) or not (governed or chunk.kind in SKIPPED or chunk.kind in NOMINAL):
                return False
            following += 1
        return following == trigger

    @staticmethod
    def _wish(reading: Reading, at: int, clause: range) -> Status | None:
        """What a modal verb or wish says that opens a verb of its clause, or closes the clause (中方愿扩大…; 各方提出，)."""
        following = next((after for after in range(at + 1, clause.stop) if reading.chunks[after].kind is not ADVERB), clause.stop)
        if reading.chunks[at].kind is not VERB or reading.chunks[following].kind not in _WISHED_FOR:
            return None
        if (
            at > clause.start
            and reading.chunks[at - 1].kind is VERB
            and any(reading.chunks[after].text == "的" for after in range(following, clause.stop))
        ):
            return None  # what is to be done describes a thing (梳理出要解决的问题)
        return next((status for name, status in _WEAK if name in reading.chunks[at].classes), None)

    def _inherited(self, reading: Reading, trigger: int) -> tuple[Status, str]:
        """A plan or demand reaches the clauses after it that have no subject of their own (将成立…,并组建…; 要求…,成立…)."""
        verb = reading.chunks[trigger].kind is VERB
        earlier, ended, called_off = reading.clauses[: reading.clause_of[trigger]], False, False
        for clause in reversed(earlier if verb else earlier[-1:]):
            ended = ended or (verb and reading.chunks[clause.stop].text in _ENDS)
            for at in reversed(clause):
                if ended and "asking_verb" not in reading.chunks[at].classes:
                    continue
                status = self._cue(reading, at, clause.stop) or (self._wish(reading, at, clause) if verb else None)
                classes = reading.chunks[at].classes
                if at > clause.start and reading.chunks[at - 1].kind is PREPOSITION:
                    continue  # a cue that is talked about (对于争取民主)
                if status is Status.PLANNED and classes.isdisjoint(_PLANS):
                    continue  # an aim (瞄准) is no plan for what the next clause tells
                if verb and {"permission", "asking_verb"} <= classes and reading.chunks[at].kind not in NOMINAL:
                    return Status.PROPOSED, reading.chunks[at].text
                if status is Status.PROPOSED and "cue_verb_or_noun" in classes and "asking_verb" not in classes:
                    continue  # what was studied (研究) may be passed in the next clause
                if status is Status.PLANNED and verb:
                    return self._doubted(reading, at) or (status, reading.chunks[at].text)
                if status in (Status.PLANNED, Status.PROPOSED):
                    return status, reading.chunks[at].text
                called_off |= status is Status.NEGATED
                if status is Status.HAPPENED:
                    return Status.HAPPENED, ""
                if names_demand(reading, at, self._demands):
                    return Status.PROPOSED, reading.chunks[at].text
            if called_off:
                break  # unless somebody asks for it in that clause (希望撤回甲，成立乙)
            if reading.subject(clause, NOMINAL) is not None or any(reading.chunks[at].text in _DONE for at in clause):
                break
        return Status.HAPPENED, ""


def _is_relative(reading: Reading, trigger: int) -> bool:
    """Whether the trigger is the verb of a clause that 的 ties to what follows (成立的|基金)."""
    following = trigger + 1
    return reading.chunks[trigger].kind is VERB and following < len(reading.chunks) and reading.chunks[following].text == "的"
