"""Speakers: who says what a verb of speech reports, read from the clause's frame and from the clauses before it.

The frame of a clause is what is left of it without times, adverbs, marks, prepositional phrases and circumstances (接受采访时,
在发布会上): its bare subject and verbs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from dashiji.chunks import NOMINAL, Chunk, ChunkKind
from dashiji.kinds import (
    ADVERB,
    AGENCY,
    BODIES,
    CONJUNCTION,
    MARK,
    NAME,
    NOUN,
    ORGANIZATION,
    OTHER,
    PAREN,
    PARTICLE,
    PEOPLE,
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
from dashiji.rulebook.compiled import Slot
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.phrases import filler_of, title_of
from dashiji.stages.match.reading import Reading

_ENDS = ("时", "后", "之际", "期间", "当中", "会上", "中", "上", "前", "场合", "之间")
"""How a circumstance ends that a verb or preposition opened (回答提问时, 在例行记者会上)."""
_BLOCKS = frozenset(("的", "之", "所", "被", "遭", "受", "获", "令", "使", "让", "可", "可以", "如", "若", "如果", "是", "以", "把", "将"))
"""Words directly before a verb of speech that make it a noun, passive or supposed."""
_PASSIVE = "speaker_passive"
_INNER = NOMINAL | {ADVERB, OTHER, QUANTITY, PARTICLE}
_LINKING = frozenset(("是", "不是", "并非", "乃", "系"))
_EMPTY = frozenset((("说", "笑"), ("说", "了"), ("讲", "了"), ("说", "出"), ("说", "起"), ("说", "话"), ("说", "服")))
"""Verbs of speech with what follows where nothing is told."""
_BEFORE_SUBJECT = frozenset(("有", "据", "另据", "引述", "引用", "援引", "由", "就连", "连", "而", "但", "不过", "其中"))
"""Words before the first phrase of a clause that leave it the subject."""
_ADDRESSING = frozenset(("向", "对", "给"))
_OFFICE = "办公室"
"""Behind a post, the body that serves it (某国总理|办公室)."""
_CITING = "speaker_cited"
_NOBODY = frozenset(("有人", "我", "我们", "你", "你们", "咱们", "我地", "我哋", "您", "谁", "大家", "自己"))
_PRONOUNS = frozenset(("他", "她", "其", "后者"))
_PLURALS = frozenset(("他们", "她们", "双方", "两人", "两国"))
_BETWEEN = frozenset((PAREN, MARK, QUANTITY, OTHER))
_APPOSED = frozenset((PERSON, POST, PRODUCT))
_SURE = frozenset((PERSON, POST, AGENCY, ORGANIZATION, PLACE))
_IDLE = frozenset(
    (
        TIME,
        QUANTITY,
        ADVERB,
        CONJUNCTION,
        PARTICLE,
        MARK,
        PAREN,
        OTHER,
    )
)
_WANTED = "speech_wanted"
_TELLING = frozenset("，,：:")
"""Breaks after which what is said follows."""
_TRAILING = "则续亦也又再更都曾就仍却便"
"""Adverbs that the cutter glues to the end of unknown names."""
_LONGEST_PLAIN = 14
"""Characters of a plain noun that may be a name."""
_LONGEST_UNKNOWN = 5
"""Characters of a name that only a post before it gives away."""
_LATIN = re.compile(r"(?!.*\bC[EFOT]O\b)[A-Z][A-Za-z0-9.&-]*(?: [A-Z][A-Za-z0-9.&-]*)*", re.ASCII)
"""A name in Latin letters, whatever it is of."""
_MANY = re.compile("[有各多众这那此其另一全大]|与会|不少|许多|很多|人们|所有|上述|广大")
"""Openings of nouns that tell of many people or of no one in particular."""
_SHARE = "%"
_NEAR = 2
"""Sentences over which a speaker is still meant by a clause without a subject."""


class Speaker(Struct, frozen=True, gc=False):
    """Who speaks: several where they speak together; the position of the first one's chunk (`None` when carried over), and the body
    named right before a person."""

    fillers: tuple[Filler, ...]
    position: int | None = None
    body: Filler | None = None


def frame(reading: Reading, start: int, stop: int) -> list[int]:
    """Positions of subject and verbs between `start` and `stop`, which lie in one clause."""
    found, at = [], start
    while at < stop:
        chunk = reading.chunks[at]
        if chunk.kind is PREPOSITION and chunk.text in _BEFORE_SUBJECT:
            at += 1
        elif chunk.kind in (PREPOSITION, VERB) and (end := _circumstance_end(reading, at, stop)):
            at = end
        elif chunk.kind is PREPOSITION:
            at = _after_phrase(reading, at, stop)
        else:
            if chunk.kind not in _IDLE or chunk.text in _PRONOUNS | _PLURALS | _NOBODY or _WANTED in chunk.classes:
                found.append(at)
            at += 1
    return found


def _circumstance_end(reading: Reading, at: int, stop: int) -> int:
    """Position after the circumstance that the word at `at` opens, 0 where none ends before `stop`."""
    for end in range(at + 1, stop):
        chunk = reading.chunks[end]
        if chunk.kind is not PERSON and chunk.text.endswith(_ENDS) and len(chunk.text) < _LONGEST_CIRCUMSTANCE:
            return end + 1
    return 0


_LONGEST_CIRCUMSTANCE = 30
_LONGEST_NAME = 4


def _after_phrase(reading: Reading, at: int, stop: int) -> int:
    """Position after the nominal phrase that the preposition at `at` governs."""
    end = at + 1
    while end < stop and reading.chunks[end].kind not in NOMINAL:
        if reading.chunks[end].text in _PRONOUNS:
            return end + 1
        if reading.chunks[end].kind is VERB:
            return at + 1
        end += 1
    return max((joined for joined in reading.coordinated(end) if joined < stop), default=end) + 1 if end < stop else at + 1


def find_speaker(reading: Reading, trigger: int, slot: Slot, discourse: Discourse) -> Speaker | None:
    """Who speaks at `trigger`, `None` where nobody does or the words are themselves quoted."""
    before = reading.chunks[trigger - 1].text if trigger else ""
    word = reading.chunks[trigger].text
    following = reading.chunks[trigger + 1].text if trigger + 1 < len(reading.chunks) else ""
    if discourse.quoted(reading.chunks[trigger]) or before in _BLOCKS or following in ("的", "之") or (word, following) in _EMPTY:
        return None
    if _is_suffered(reading, trigger):
        return None
    finder = _Finder(reading, slot, discourse)
    own = finder.subject(reading.clause(trigger).start, trigger, speaks=True)
    if own is not None or finder.occupied:
        return own
    return finder.before(trigger) if slot.window == "sentence" else None


def _is_suffered(reading: Reading, trigger: int) -> bool:
    """Whether a passive opens before whoever speaks (被法院宣告): the news is about something else."""
    for at in range(trigger - 1, reading.clause(trigger).start - 1, -1):
        if _PASSIVE in reading.chunks[at].classes:
            return True
        if reading.chunks[at].kind not in _INNER:
            return False
    return False


@dataclass
class _Finder:
    """Looks for the subject of clauses; `occupied` tells that the last clause had one that does not speak."""

    reading: Reading
    slot: Slot
    discourse: Discourse
    occupied: bool = False

    def subject(self, start: int, stop: int, *, speaks: bool) -> Speaker | None:
        """Who a clause is about; none that `speaks` in it where the speech is someone else's or only wished for."""
        chunks, self.occupied = self.reading.chunks, False
        main = frame(self.reading, start, stop)
        if any(self._is_share(at) for at in main):
            self.occupied = True
            return None
        if main and not self._is_addressed(main) and self._is_told_of(main[-1], stop):
            beside = self.reading.coordinated(main[-1])
            return self._apposed([at for at in main if at == main[-1] or (at in beside and chunks[at].kind is PERSON)])
        cited = max(
            (index for index, at in enumerate(main[:-1]) if _CITING in chunks[at].classes and self._fits(chunks[main[index + 1]])),
            default=-1,
        )
        main = main[cited + 1 :]
        if speaks and self._stands_alone(main, stop) and self.discourse.named.meant(chunks[main[0]].text) is None:
            return self._unknown(main[0])
        for index, at in enumerate(main):
            chunk = chunks[at]
            if chunk.text in _NOBODY or chunk.text in _PLURALS:
                self.occupied = True
                return None
            if chunk.text in _PRONOUNS and self._modifies(at, stop):
                continue
            if chunk.text in _PRONOUNS:
                self.occupied = True
                return self._carried(PEOPLE | BODIES if chunk.text == "其" else PEOPLE)
            if _WANTED in chunk.classes:
                self.occupied = True
                return None
            if chunk.kind is VERB:
                if chunk.text in _BEFORE_SUBJECT:
                    continue
                return None if self.occupied else self._modified(main[index:])
            if self._speaks(chunk, at, stop) and not self._modifies(at, stop) and not (speaks and self._has_speaker(main[index + 1 :])):
                if speaks and any(chunks[later].text in _LINKING for later in main[index + 1 :]):
                    self.occupied = True
                    return None
                return None if speaks and self._wanted(main[index:]) else self._apposed(main[index:])
            self.occupied = True
        return None

    def _is_share(self, at: int) -> bool:
        """Whether the phrase at `at` stands for a share of those asked (八成|受访者, 65%|的|受访者): a figure tells what they think."""
        before = [chunk for chunk in self.reading.chunks[max(0, at - 2) : at] if chunk.text != "的"]
        quantity = before[-1].quantity if before else None
        return quantity is not None and quantity.unit == _SHARE

    def _has_speaker(self, rest: Sequence[int]) -> bool:
        """Whether what follows a place or body says that somebody there speaks (海滨 有 评论 认为)."""
        return len(rest) > 1 and self.reading.chunks[rest[0]].text == "有"

    def before(self, trigger: int) -> Speaker | None:
        """The speaker that earlier clauses hand on: who spoke in the sentence, else its subject, else who spoke just before."""
        speaking = self.discourse.spoken(0)
        if speaking:
            return Speaker((speaking,))
        number = self.reading.clause_of[trigger]
        for clause in reversed(self.reading.clauses[:number]):
            if clause and self.discourse.quoted(self.reading.chunks[clause.stop - 1]):
                continue
            found = self.subject(clause.start, clause.stop, speaks=False)
            if found is not None:
                return found if self._hands_on(found, clause) else None
            if self.occupied:
                return None
        speaking = self.discourse.spoken(_NEAR)
        return Speaker((speaking,)) if speaking else None

    def _hands_on(self, speaker: Speaker, clause: range) -> bool:
        """Whether a subject may go on speaking in a later clause: a person or body; a place or plain noun only where it holds an occasion
        or issues something."""
        if any("speech_received" in self.reading.chunks[at].classes for at in clause):
            return False
        if speaker.fillers[0].kind in _SURE - {PLACE}:
            return True
        return any("occasion" in self.reading.chunks[at].classes or self._issues(at) for at in clause)

    def _fits(self, chunk: Chunk) -> bool:
        return chunk.kind in self.slot.kinds or (chunk.kind is NOUN and chunk.text.endswith(self.slot.nouns))

    def _is_addressed(self, main: Sequence[int]) -> bool:
        """Whether the clause's last phrase is whom its subject speaks to (某人向遇难的某某表示哀悼)."""
        between = self.reading.chunks[main[0] + 1 : main[-1]]
        return self._fits(self.reading.chunks[main[0]]) and any(chunk.text in _ADDRESSING for chunk in between)

    def _speaks(self, chunk: Chunk, at: int, stop: int) -> bool:
        """Whether a phrase may be who speaks: one of the slot's kinds, a family name that stands for somebody, whoever issues something."""
        if self._fits(chunk) or self.discourse.named.meant(chunk.text) is not None:
            return True
        if chunk.kind is NOUN and _LATIN.fullmatch(chunk.text):
            return True
        issues = at + 1 < stop and any(self._issues(later) for later in frame(self.reading, at + 1, stop)[:1])
        return issues and len(chunk.text) > 1 and self._may_be_name(chunk)

    def _may_be_name(self, chunk: Chunk) -> bool:
        """Whether a plain noun may be the name of somebody whom no list knows."""
        plain = chunk.kind is NOUN and len(chunk.text) <= _LONGEST_PLAIN and not _MANY.match(chunk.text)
        return plain and bool(self.slot.silent) and not chunk.text.endswith(self.slot.silent)

    def _is_told_of(self, last: int, stop: int) -> bool:
        """Whether the clause ends with a person whom all that precedes describes: after 的, or with a title and right before the verb."""
        chunk = self.reading.chunks[last]
        if chunk.kind not in PEOPLE:
            return False
        titled = chunk.kind is PERSON and chunk.mention is not None and chunk.mention.role is not None
        at_verb = last + 1 == stop and stop not in (clause.stop for clause in self.reading.clauses)
        return self.reading.chunks[last - 1].text == "的" or (titled and at_verb)

    def _stands_alone(self, main: Sequence[int], trigger: int) -> bool:
        """Whether one plain noun is all that stands before a trigger with what is said behind it: a name nobody knows (海滨航空指，)."""
        end = self.reading.clause(trigger).stop
        if not self.slot.silent or not main or end != trigger + 1 or not all(self._is_part_of_saying(at) for at in main[1:]):
            return False
        told = end < len(self.reading.chunks) and self.reading.chunks[end].text in _TELLING
        return told and self._may_be_name(self.reading.chunks[main[0]])

    def _unknown(self, at: int) -> Speaker:
        """The plain noun at `at` as speaker, without the adverbs that end it (林某某续|指)."""
        chunk = self.reading.chunks[at]
        return Speaker((Filler(chunk.start, chunk.start + len(chunk.text.rstrip(_TRAILING)), chunk.kind),), at)

    def _is_part_of_saying(self, at: int) -> bool:
        """Whether the chunk only says how somebody speaks (反驳|指, 发|新闻稿|称)."""
        chunk = self.reading.chunks[at]
        return self._issues(at) or any(name.startswith("speech_") and name != _WANTED for name in chunk.classes)

    def _issues(self, at: int) -> bool:
        """Whether the chunk is a word of issuing, which may stand before a verb of speech (发|新闻稿|指)."""
        return self.reading.chunks[at].text in self.discourse.phrasing.issuing_word

    def _joins(self, chunk: Chunk) -> bool:
        """Whether a phrase beside a speaker speaks with it: one of its kind, or a short noun, which may be an unknown name."""
        return chunk.kind is not NAME and chunk.text not in _NOBODY and (self._fits(chunk) or len(chunk.text) <= _LONGEST_NAME)

    def _wanted(self, rest: Sequence[int]) -> bool:
        """Whether a verb after the subject makes the speech someone else's or a wish."""
        return any(_WANTED in self.reading.chunks[at].classes for at in rest)

    def _modifies(self, at: int, stop: int) -> bool:
        """Whether the phrase at `at` only modifies what follows (…的), itself or as the subject of a verb (林某|任职|的报社)."""
        after = [chunk.text for chunk in self.reading.chunks[at + 1 : min(at + 3, stop)]]
        return after[:1] == ["的"] or (after[1:] == ["的"] and self.reading.chunks[at + 1].kind is VERB)

    def _modified(self, rest: Sequence[int]) -> Speaker | None:
        """The person or body that a clause opening with a verb modifies (发表公开信的资政某某)."""
        chunks = self.reading.chunks
        told = (index for index, at in enumerate(rest) if self._fits(chunks[at]) and chunks[at - 1].text == "的")
        first = next(told, None)
        return None if first is None else self._apposed(rest[first:])

    def _apposed(self, rest: Sequence[int]) -> Speaker:
        """The first phrase, or the person named right after the body, place or post it belongs to (民主党某某)."""
        chunks, at = self.reading.chunks, rest[0]
        body = None
        run = self._run(rest)
        if len(run) > 1 and chunks[run[1]].text == _OFFICE and chunks[at].kind is POST:
            return Speaker((Filler(chunks[at].start, chunks[run[1]].end, AGENCY),))
        if len(run) > 1 and chunks[at].kind is not PERSON and (chunks[run[-1]].kind in _APPOSED or self._is_unknown_name(run)):
            person = run[-1]
            if chunks[person].kind is POST and chunks[run[-2]].kind is PERSON:
                return Speaker((filler_of(chunks[run[-2]]),), run[-2], filler_of(chunks[person]))
            if chunks[person].kind in PEOPLE or chunks[run[-2]].kind is POST:
                named = chunks[person].kind is not POST
                body = Filler(chunks[at].core.start, chunks[run[-2]].core.end, chunks[at].kind) if named else None
                at = person
        elif len(run) == 2 and chunks[run[1]].kind is POST and title_of(chunks[at]) is None:
            body = filler_of(chunks[run[1]])
        chunk = chunks[at]
        if (meant := self._meant(chunk)) is not None:
            return Speaker((meant,))
        if chunk.text in self.discourse.phrasing.speaker_pointer and (pointed := self._carried(BODIES)):
            return pointed
        together = [joined for joined in self.reading.coordinated(at) if joined == at or (joined in rest and self._joins(chunks[joined]))]
        return Speaker(tuple(filler_of(chunks[joined]) for joined in together), at, body)

    def _meant(self, chunk: Chunk) -> Filler | None:
        """Whom a family name or the name of an office stands for."""
        office = chunk.kind is POST and chunk.text in self.discourse.phrasing.office_pointer
        return self.discourse.named.holder(chunk.text) if office else self.discourse.named.meant(chunk.text)

    def _is_unknown_name(self, run: Sequence[int]) -> bool:
        """Whether a short noun right behind a post is the name of who holds it (京城大学教授|甲乙丙丁|表示)."""
        post, last = self.reading.chunks[run[-2]], self.reading.chunks[run[-1]]
        short = 1 < len(last.text) <= _LONGEST_UNKNOWN and post.end == last.start and not last.text.endswith((*_ENDS, *self.slot.nouns))
        return post.kind is POST and short and self._may_be_name(last)

    def _run(self, rest: Sequence[int]) -> list[int]:
        """The phrases that follow one another with nothing but a parenthesis, a mark or a count (华盛顿一名律师) in between."""
        run = list(rest[:1])
        for at in rest[1:]:
            gap = self.reading.chunks[run[-1] + 1 : at]
            if any(chunk.kind not in _BETWEEN for chunk in gap) or self.reading.chunks[at].kind is VERB:
                break
            run.append(at)
        return run

    def _carried(self, kinds: frozenset[ChunkKind]) -> Speaker | None:
        filler = self.discourse.latest(kinds)
        return Speaker((filler,)) if filler else None
