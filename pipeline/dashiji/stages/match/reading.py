"""A sentence laid open for rules: which clause each chunk stands in, what governs it, what it is coordinated with.

Positions are indexes into the sentence's chunks.
"""

import re
from collections.abc import Iterator, Sequence

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
    PLACE,
    POST,
    PREPOSITION,
    PRODUCT,
    QUANTITY,
    TIME,
    VERB,
)
from dashiji.matches import Filler
from dashiji.spans import Time
from dashiji.stages.match.phrasing import Phrasing

COMPANIONS = frozenset(("联合", "会同", "协同", "携手", "联同", "伙同", "偕同", "与", "和", "同", "跟", "及", "以及", "暨", "、", "/"))
"""Words between two actors that act together (某中心联合某公司发布)."""
WITH = frozenset(("与", "和", "同", "跟"))
"""Those of them before whoever the subject does it with (需要|与|其他政党|组建)."""
_PLAIN = frozenset((NOUN,))
_LINKING = frozenset(("telling_verb", "measure_verb"))
"""Classes of verbs that nobody does something by: they tell a figure (数据|显示, 产值|达)."""
_DEGREES = frozenset(("更", "更加", "最", "较"))
_PURPOSES = frozenset(("面向", "针对", "用于", "基于"))
PLACING = ("在", "于")
"""Prepositions that end a cue of time (将在, 计划于)."""
SKIPPED = frozenset((ADVERB, PARTICLE, TIME, PAREN, MARK))
"""Kinds that may stand between a verb and its arguments."""
ACTORS = frozenset(
    (
        PLACE,
        AGENCY,
        ORGANIZATION,
        PERSON,
        POST,
        PRODUCT,
        NAME,
    )
)
"""Kinds that may act or be talked about."""
_RELATING = frozenset(("在", "对"))
"""Prepositions of what a ratio is taken of (在总产值占比, 对增长的贡献率)."""
_TIMES = "倍"
_TRADING = frozenset(("对", "从", "经", "因", "由", "向", "通过"))
"""Prepositions whose phrase may be part of what is measured (从某国进口原油)."""
_MEASURED = re.compile("(?:出口|进口|投资|额|总值|产值|量|人数|人次)[^的]{0,4}$")
_OF_EACH = re.compile("(?<![年月日季人户亩平])均")
_INSIDE = ("中", "上", "下", "里", "内")
_WITHIN = re.compile("[中上下里内]的")
_PARTS = frozenset((TIME, QUANTITY)) | NOMINAL
_OPENERS = NOMINAL | {OTHER}
"""Kinds that a clause may be about, pronouns among them."""

LONGEST = 300
"""Chunks that rules look at together; the longest of 27,000 sentences in the archives has 253. What is longer is read in portions, so that
no text makes matching slow."""


def _is_spaced(first: Chunk, second: Chunk) -> bool:
    """Whether a space alone, as in headlines, stands between two agencies that do something together."""
    return first.kind is second.kind is AGENCY and first.end < second.start


def portions(chunks: Sequence[Chunk]) -> Iterator[Sequence[Chunk]]:
    """A sentence's chunks in portions of at most `LONGEST`, cut after a break where there is one in the second half."""
    start = 0
    while len(chunks) - start > LONGEST:
        end = start + LONGEST
        cut = next((at for at in range(end, end - LONGEST // 2, -1) if chunks[at - 1].kind is BREAK), end)
        yield chunks[start:cut]
        start = cut
    yield chunks[start:]


_UNTOLD = Phrasing()


class Reading:
    """Chunks of one sentence with their clauses; `times` are those of the chunks that are one."""

    def __init__(self, chunks: Sequence[Chunk], phrasing: Phrasing = _UNTOLD) -> None:
        self.chunks = chunks
        self._phrasing = phrasing
        self.clause_of: list[int] = []
        self.clauses: list[range] = []
        self.times: dict[int, Time] = {}
        self._openers: dict[range, list[int]] = {}
        start = 0
        for index, chunk in enumerate(chunks):
            self.clause_of.append(len(self.clauses))
            if isinstance(chunk.payload, Time):
                self.times[index] = chunk.payload
            if chunk.kind is BREAK:
                self.clauses.append(range(start, index))
                start = index + 1
        self.clauses.append(range(start, len(chunks)))

    def clause(self, at: int) -> range:
        """The positions of the clause that holds `at`."""
        return self.clauses[self.clause_of[at]]

    def dates_event(self, at: int) -> bool:
        """Whether the time at `at` says when something came about (成立于|2004年), which bounds no figure told later."""
        before = self.chunks[at - 1] if at else None
        happened = before is not None and before.text.endswith("于") and before.kind in (VERB, PREPOSITION)
        return happened and self.chunks[at].kind is TIME

    def is_base(self, at: int) -> bool:
        """Whether the time at `at` is that of a level that another is so many times of (是|2021年|的|2.7倍)."""
        tie, level = self.chunks[at + 1 : at + 2], self.chunks[at + 2 : at + 3]
        times = level[0].quantity if level and tie[0].text == "的" else None
        return times is not None and times.unit == _TIMES

    def is_start(self, at: int) -> bool:
        """Whether the time at `at` is that of the level from which another is told to be reached (从|10月|的|48.7降至48.2)."""
        before, after = self.chunks[max(0, at - 1)], self.chunks[at + 1 : at + 2]
        return before.text in ("从", "由") and bool(after) and after[0].text == "的"

    def governor(self, at: int) -> int | None:
        """Position of the preposition that governs the phrase at `at`, directly or through coordination; else `None`."""
        clause, before = self.clause(at), at - 1
        while before >= clause.start:
            chunk = self.chunks[before]
            if chunk.kind is PREPOSITION and not self._is_companion(before):
                if chunk.text == "被" and self.chunks[at].kind is VERB:
                    return None  # the passive of the verb itself
                modifies = (chunk.text in _RELATING and self._modifies(at)) or (chunk.text in _TRADING and self._is_measured(at))
                return None if modifies or self._describes(before) else before
            if chunk.kind is ADVERB and chunk.text.endswith(PLACING) and len(chunk.text) > 1:
                return before
            joined = chunk.kind is CONJUNCTION or self._is_companion(before)
            if joined and before > clause.start and self.chunks[before - 1].kind in _PARTS:
                before -= 2
            elif chunk.kind in (MARK, PAREN) or self._is_placed_time(before):
                before -= 1
            elif chunk.text in _DEGREES and before > clause.start and self.chunks[before - 1].kind is PREPOSITION:
                before -= 1  # 以 更 市场化方式
            elif chunk.text == "的" and before > clause.start and self.chunks[before - 1].kind is QUANTITY:
                before -= 2  # a share of the phrase (对 五分之一 的 湿地)
            else:
                return None
        return None

    def _is_placed_time(self, at: int) -> bool:
        """Whether a time belongs to the place behind it (将于 今年 某展 亮相)."""
        return self.chunks[at].kind is TIME and at > 0 and self.chunks[at - 1].text.endswith("于")

    def _is_companion(self, at: int) -> bool:
        """Whether the word at `at` joins two actors rather than opening a phrase of its own."""
        if self.chunks[at].text not in COMPANIONS or at == 0 or at + 1 >= len(self.chunks):
            return False
        return self.chunks[at - 1].kind in NOMINAL and self.chunks[at + 1].kind in NOMINAL

    def coordinated(self, at: int) -> list[int]:
        """Positions of the phrases coordinated with the one at `at`, itself included, in order."""
        found = [at]
        while (left := self._neighbour(found[0], -1)) is not None:
            found.insert(0, left)
        while (right := self._neighbour(self._summed_up(found[-1]), 1)) is not None:
            found.append(right)
        return found

    def _neighbour(self, at: int, step: int) -> int | None:
        """The phrase before (-1) or after (1) that is coordinated with the one at `at`: by a word, or as the next of several titles."""
        clause = self.clause(at)
        position, joined = at + step, False
        while position in clause:
            chunk = self.chunks[position]
            if chunk.kind in NOMINAL:
                first, second = sorted((at, position))
                titles = self.chunks[first].text.endswith("》") and self.chunks[second].text.startswith("《")
                spaced = _is_spaced(self.chunks[first], self.chunks[second])
                return position if joined or titles or spaced else None
            if not joined and self._joins(position):
                joined = True
            elif chunk.kind is not PAREN:
                return None
            position += step
        return None

    def _summed_up(self, at: int) -> int:
        """Position of the counted noun that sums up a list ending at `at` (A 与 B 两款模型), `at` where there is none."""
        clause = self.clause(at)
        counted = at + 2 in clause and self.chunks[at + 1].kind is QUANTITY and self.chunks[at + 2].kind in NOMINAL
        return at + 2 if counted else at

    def _describes(self, preposition: int) -> bool:
        """Whether a preposition of purpose only opens what describes the name behind (面向开发者的编程工具 SkyForge)."""
        phrase = self.chunks[preposition + 1]
        opening = phrase.text[: phrase.core.start - phrase.start] or phrase.text[:-1]
        return self.chunks[preposition].text in _PURPOSES and "的" in opening

    def _is_measured(self, at: int) -> bool:
        """Whether the phrase at `at` ends with something measured and its figure follows (对东盟出口额|增长9%)."""
        return self._has_figure(at) and (self._is_described(at) or _MEASURED.search(self.chunks[at].text) is not None)

    def _is_described(self, at: int) -> bool:
        """Whether the preposition before the phrase at `at` only opens what describes it: its figure follows (在某地越冬的候鸟|达500只)."""
        phrase = self.chunks[at].text
        return "的" in phrase[:-1] and not phrase.endswith(_INSIDE) and self._has_figure(at)

    def _has_figure(self, at: int) -> bool:
        """Whether the figure of the noun at `at` follows it, or a verb that leads to one."""
        following = next((chunk for chunk in self.chunks[at + 1 : self.clause(at).stop] if chunk.kind not in SKIPPED), None)
        if following is None or self.chunks[at].kind is not NOUN:
            return False
        return following.kind is QUANTITY or following.text.startswith(self._phrasing.reaching_opening)

    def _modifies(self, at: int) -> bool:
        """Whether the phrase at `at` closes a place in words (在…测试中) that only modifies what follows 的, or a ratio (在总产值占比), or
        is what its figure tells of."""
        phrase = self.chunks[at].text
        if _WITHIN.search(phrase) or phrase.endswith(self._phrasing.ratio_ending) or self._is_described(at):
            return True
        return phrase.endswith(_INSIDE) and at + 1 < len(self.chunks) and self.chunks[at + 1].text == "的"

    def counterpart(self, at: int, trigger: int) -> int | None:
        """The phrase of the list at `at` that 分别 gives to the quantity at `trigger`; `None` where nothing is distributed."""
        own = self.clause_of[at] == self.clause_of[trigger] or self.subject(self.clause(trigger), NOMINAL) is None
        share = self.share(trigger) if own else None
        if share is None:
            return None
        index, count = share
        phrases = self.coordinated(at)
        if len(phrases) > count:
            phrases = [place for place in phrases if place == phrases[-1] or self.chunks[place + 1].text == "、"]
        return phrases[index] if len(phrases) == count else None

    def each(self, at: int, trigger: int) -> list[int]:
        """The phrases of the list at `at` of each of which the quantity at `trigger` is told (甲、乙|均|超过10%); else none."""
        listed = self.coordinated(at)
        told = any(_OF_EACH.search(chunk.text) for chunk in self.chunks[listed[-1] + 1 : trigger + 1])
        acted_on = listed[0] > 0 and self.chunks[listed[0] - 1].kind is VERB  # 通|光纤和4G比例
        return listed if told and not acted_on and len(listed) > 1 and self.clause_of[at] == self.clause_of[trigger] else []

    def share(self, trigger: int) -> tuple[int, int] | None:
        """Which of how many quantities that 分别 distributes the one at `trigger` is; `None` where nothing is distributed."""
        clause = self.clause(trigger)
        if self.chunks[trigger].kind is not QUANTITY or not any("分别" in self.chunks[position].text for position in clause):
            return None
        first, last = trigger, trigger
        while first - 2 >= clause.start and self._lists(first - 1) and self.chunks[first - 2].kind is QUANTITY:
            first -= 2
        while last + 2 < clause.stop and self._lists(last + 1) and self.chunks[last + 2].kind is QUANTITY:
            last += 2
        return ((trigger - first) // 2, (last - first) // 2 + 1) if last > first else None

    def _lists(self, at: int) -> bool:
        return self.chunks[at].kind is CONJUNCTION or self.chunks[at].text in COMPANIONS

    def _joins(self, at: int) -> bool:
        return self.chunks[at].kind is CONJUNCTION or self._is_companion(at)

    def leftward(self, at: int, *, sentence: bool) -> Iterator[int]:
        """Positions before `at`, nearest first, phrases under a preposition passed over; breaks are given only in a `sentence` walk."""
        clause = self.clause(at)
        position = at - 1
        while position >= (0 if sentence else clause.start):
            chunk = self.chunks[position]
            if chunk.kind in NOMINAL or chunk.kind is OTHER:
                governor = self.governor(position)
                if governor is not None:
                    position = governor - 1
                    continue
            yield position
            position -= 1

    def rightward(self, at: int, *, sentence: bool) -> Iterator[int]:
        """Positions after `at`, nearest first, to the end of the clause or sentence."""
        yield from range(at + 1, len(self.chunks) if sentence else self.clause(at).stop)

    def frames(self, at: int, trigger: int) -> bool:
        """Whether the phrase at `at` stands in the trigger's own clause, or before the verb of its own (or as 成立于 has it), so that it
        holds for the clauses after it."""
        clause = self.clause(at)
        if trigger in clause:
            return True
        verb = next((chunk for chunk in reversed(self.chunks[clause.start : at]) if chunk.kind is VERB), None)
        return verb is None or verb.text.endswith("于")

    def doers(self, clause: range) -> list[int]:
        """The plain nouns alone before the clause's first verb, which do what that says (画展|汇集|500件作品, 甲、乙|处理|3亿笔)."""
        at = self.subject(clause, _PLAIN)
        if at is None or self.chunks[at].core.end - self.chunks[at].core.start == 1:
            return []
        if at > clause.start and self.chunks[at - 1].kind is QUANTITY:
            return []
        listed = self.coordinated(at)
        for position in range(listed[-1] + 1, clause.stop):
            kind = self.chunks[position].kind
            if kind is VERB:
                return [] if self.chunks[position].classes & _LINKING else listed
            if kind is QUANTITY or (kind in NOMINAL and self.governor(position) is None):
                return []
        return []

    def listed(self, positions: Sequence[int]) -> Filler:
        """Coordinated phrases as one value."""
        first, last = self.chunks[positions[0]], self.chunks[positions[-1]]
        return Filler(first.core.start, last.core.end, first.kind)

    def subject(self, clause: range, kinds: frozenset[ChunkKind]) -> int | None:
        """The first phrase of `kinds`, nominal ones or OTHER, before the clause's first verb that no preposition governs."""
        if (openers := self._openers.get(clause)) is None:
            openers = self._openers[clause] = self._find_openers(clause)
        for position in openers:
            if self.chunks[position].kind in kinds:
                return position
        return None

    def _find_openers(self, clause: range) -> list[int]:
        """The phrases before the clause's first verb that no preposition governs and that tell no circumstance."""
        found: list[int] = []
        for position in clause:
            chunk = self.chunks[position]
            if chunk.kind is VERB:
                break
            if chunk.kind in _OPENERS and self.governor(position) is None:
                circumstance = chunk.kind is NOUN and chunk.text.endswith(self._phrasing.circumstance_ending)
                if not circumstance:
                    found.append(position)
        return found
