"""Discourse: what the clauses before hand to the one that is read, and who may be meant."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from dashiji.chunks import Chunk, ChunkKind
from dashiji.kinds import NOUN, PERSON, PLACE
from dashiji.matches import Filler
from dashiji.rulebook.model import Tense
from dashiji.spans import Span, Time
from dashiji.stages.match.named import Named
from dashiji.stages.match.phrases import unbracketed
from dashiji.stages.match.phrasing import Phrasing
from dashiji.stages.match.registers import REACH, Entry, Registers
from dashiji.stages.match.tenses import DAY, fits, is_over

_CITED = 0
"""Paragraphs over which goals may be those of a document that the article only cites, not of one whose issue it tells of."""
_ALONE = 5
"""Paragraphs over which a pronoun means a person if no other is named in between."""
OCCASION = ("occasion_time", "occasion_place", "hearers")
"""Registers whose values belong only to those who take part."""
OCCASIONAL = frozenset((*OCCASION, "host", "guest"))
"""Registers that an occasion fills."""
_YEAR = len("2026")
_GOES_ON = 3
"""Sentences over which a report goes on with the period that it opened with."""
_NUMBERED = "第"
"""Before its number, one of a row of fairs or meetings (第137届广交会)."""
_SIDE = "方"
"""Behind the first character of a country's name, its side at a meeting."""


@dataclass
class Discourse(Registers):
    """What one article has told so far; `heading` says which block is the title or heading above.

    `text` is the folded document, `quotations` what it quotes, `phrasing` the wording that readings go by, `affairs` how the names of
    fairs, meetings, games and works end. `today` is the article's date in ISO form, else the latest date that the text tells of as past;
    `""` where there is none.
    """

    today: str = ""
    text: str = ""
    quotations: Sequence[Span] = ()
    phrasing: Phrasing = field(default_factory=Phrasing)
    heading: int | None = None
    affairs: tuple[str, ...] = field(init=False)
    named: Named = field(init=False)
    _measured: list[Filler] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.affairs = self.phrasing.fair_ending + self.phrasing.work_ending
        self.named = Named(self.text, self.phrasing.family_honorific)

    def enter(self, block: int) -> None:
        """Go on to the next sentence, in this block."""
        super().enter(block)
        self._measured.clear()

    def forget(self) -> None:
        """Drop all that a heading ends, but for the occasion that the heading right above it tells of."""
        told = {register: entry for register in OCCASION if (entry := self.entries.get(register)) and entry.block == self.block}
        super().forget()
        if self.block == self.heading:
            self.entries.update(told)

    def put(self, register: str, fillers: Sequence[Filler]) -> None:
        """Replace what a register holds, as `Registers` does; all that a sentence measures is kept beside, for 分别."""
        super().put(register, fillers)
        if fillers and register == "metric" and not fillers[0].carried:
            self._measured += fillers

    def put_goal(self, deadlines: Sequence[Filler]) -> None:
        """Keep by when a goal is to be reached, if told as a deadline (到2027年), for goals that the next sentence goes on with."""
        self.put("horizon", [filler for filler in deadlines if isinstance(filler.payload, Time) and filler.payload.deadline])

    def put_policy(self, policies: Sequence[Filler], issuers: Sequence[Filler]) -> None:
        """Keep what document was issued and by whom, for the goals that it states."""
        self.put("issued", policies)
        self.drop("issuer")
        self.put("issuer", [replace(issuer, carried=False) for issuer in issuers])

    def put_meeting(self, speakers: Sequence[Filler], audience: Sequence[Filler]) -> None:
        """Keep who speaks to whom by name (会见某人时，某人表示), who may answer next."""
        if audience and all(person.kind == PERSON and not person.carried for person in audience):
            self.entries["host"] = Entry(tuple(speakers), self.block, self.sentence)
            self.put("guest", audience)

    def get(self, register: str) -> tuple[Filler, ...]:
        """What a register still holds here, marked as carried. To the next sentence, and no farther, goes only a time that a figure was
        told for, the day of the fair or meeting whose figures follow, or a period of months; to the next paragraph no visit of long ago."""
        if register == "occasion_time" and self._looks_back(self.entries.get(register)):
            return ()
        time = self.entries.get("time") if register == "time" else None
        if time is None or time.sentence == self.sentence or self._dates_affair(time) or self._runs_on(time):
            return super().get(register)
        period = self.entries.get("period")
        return self.carried("time", period) if period is not None and self.sentence - period.sentence <= 1 else ()

    def _looks_back(self, occasion: Entry | None) -> bool:
        """Whether another paragraph told of an occasion by its month or year alone."""
        payload = occasion.fillers[0].payload if occasion is not None and occasion.block != self.block else None
        return isinstance(payload, Time) and payload.value is not None and len(payload.value) < DAY

    def _runs_on(self, time: Entry) -> bool:
        """Whether a period of months or days of this year was told in the sentences before, of which a report goes on (上半年，市场平稳。
        收入…)."""
        payload = time.fillers[0].payload
        opens = payload.value.partition("/")[0] if isinstance(payload, Time) and payload.value is not None else ""
        lasts = isinstance(payload, Time) and payload.value is not None and (len(opens) < DAY or "/" in payload.value)
        return len(opens) > _YEAR and lasts and opens[:_YEAR] == self.today[:_YEAR] and self.sentence - time.sentence <= _GOES_ON

    def _dates_affair(self, time: Entry) -> bool:
        """Whether a time was told in the sentence that named the fair or meeting that the text is still about."""
        topic = self.entries.get("topic")
        named = topic is not None and topic.sentence == time.sentence and topic.fillers[0].kind == NOUN
        return named and topic is not None and self.text[topic.fillers[0].start : topic.fillers[0].end].endswith(self.phrasing.fair_ending)

    def handed(self, register: str, share: tuple[int, int] | None = None) -> Iterator[tuple[Filler, ...]]:
        """What a register hands to a slot, the likeliest first: of holders the place that the headline is about last; whoever says so in
        the sentence is the source of a figure that names no other.

        `share` says which of how many figures that 分别 distributes the slot is filled for: of as many things measured before in the
        sentence it gets its own.
        """
        if register == "holder":
            yield from self._holders()
            yield tuple(place for place in self.get("theme") if place.kind == PLACE)
        elif register == "metric" and share is not None:
            yield self._distributed(*share)
        elif register == "source":
            speaker = self.spoken(0)
            yield self._source() or (self._data() if speaker is None else (speaker,))
        elif register != "document" or self._states_goals():
            yield self.get(register)
            if register == "horizon":
                yield self._outlook()

    def measures(self, value: Filler) -> bool:
        """Whether the sentence has told a figure of what `value` names."""
        return any((told.start, told.end) == (value.start, value.end) for told in self._measured)

    def _distributed(self, index: int, count: int) -> tuple[Filler, ...]:
        """What is measured by one of `count` figures that 分别 distributes; nothing where the one before it has read a thing of its own."""
        if count <= len(self._measured):
            return (replace(self._measured[index - count], carried=True),)
        last = self.held("metric")
        return () if index and last and not last[0].carried else self.get("metric")

    def _source(self) -> tuple[Filler, ...]:
        """Whom a figure is from that names no source: the one told last, until a person has spoken since."""
        source, speaker = self.entries.get("source"), self.entries.get("speaker")
        outspoken = source and speaker and speaker.fillers[0].kind == PERSON and speaker.sentence > source.sentence
        return () if outspoken else self.get("source")

    def _data(self) -> tuple[Filler, ...]:
        """Data that are nobody's by name; none where the text has told before whose figures it gives."""
        return () if self.held("source") else self.get("data")

    def _holders(self) -> list[tuple[Filler, ...]]:
        """Whom the text is about and who issued the document whose goals it tells, whichever was told last first; else who spoke last."""
        document, topic, speaker = self.entries.get("document"), self.entries.get("topic"), self.spoken(1)
        told = [self.get("topic"), (speaker,) if speaker is not None else ()]
        if not document or not self._is_issued(document):
            return told
        later = topic is not None and topic.sentence > document.sentence
        return [told[0], self.get("issuer"), told[1]] if later else [self.get("issuer"), *told]

    def _outlook(self) -> tuple[Filler, ...]:
        """The year, quarter or month for which the sentence before told what somebody does, where the text is still about them (今年，某省
        扩大投资。同时，力争建成…)."""
        time, topic = self.entries.get("time"), self.entries.get("topic")
        if time is None or topic is None or time.sentence != topic.sentence or time.block != self.block:
            return ()
        payload = time.fillers[0].payload
        long = isinstance(payload, Time) and payload.value is not None and len(payload.value) < DAY
        return self.carried("time", time) if long and self.sentence - time.sentence == 1 else ()

    def _states_goals(self) -> bool:
        """Whether the goals told here may be those of the document cited last."""
        document = self.entries.get("document")
        return document is not None and (self.block - document.block <= _CITED or self._is_issued(document))

    def _is_issued(self, document: Entry) -> bool:
        """Whether a document is the one whose issue was told of last, by that name or a short one (《规划》, 《某规划（2026—2030年）》)."""
        issued = self.entries.get("issued")
        return issued is not None and self._bare(issued).endswith(self._bare(document))

    def _bare(self, entry: Entry) -> str:
        """The name of a document, without years or version in brackets behind it."""
        return unbracketed(self.text[entry.fillers[0].start : entry.fillers[0].end])

    def quoted(self, chunk: Chunk) -> bool:
        """Whether a chunk stands within a quotation."""
        at = bisect_right(self.quotations, chunk.start, key=lambda quotation: quotation.start) - 1
        return at >= 0 and chunk.end <= self.quotations[at].end

    def spoken(self, reach: int) -> Filler | None:
        """Who spoke last, at most `reach` sentences ago and in the same paragraph."""
        entry = self.entries.get("speaker")
        if entry is None or entry.block != self.block or self.sentence - entry.sentence > reach:
            return None
        return replace(entry.fillers[0], carried=True)

    def latest(self, kinds: frozenset[ChunkKind]) -> Filler | None:
        """Of the person or body last talked about and who spoke last, as far as their registers reach, the later one of these kinds."""
        entries = [(REACH[name], entry) for name in ("speaker", "person", "body") if (entry := self.entries.get(name))]
        known = [
            entry
            for reach, entry in entries
            if entry.fillers[0].kind in kinds and self.block - entry.block <= (_ALONE if self._is_last_named(entry.fillers[0]) else reach)
        ]
        if not known and PERSON in kinds and self.named.last_person and self.sentence - self.named.last_sentence <= 1:
            return replace(self.named.last_person, carried=True)
        if not known:
            return None
        return replace(max(known, key=lambda entry: entry.sentence).fillers[0], carried=True)

    def _is_last_named(self, actor: Filler) -> bool:
        """Whether an actor is the person whom the text named last, so that no other can be meant by a pronoun."""
        last = self.named.last_person
        return last is not None and self.same(last, actor)

    def counterpart(self, speaker: Filler) -> tuple[Filler, ...]:
        """The other side of the meeting or letter that `speaker` takes part in."""
        host, guest = self.get("host"), self.get("guest")
        if any(self.same(speaker, filler) for filler in host):
            return tuple(filler for filler in guest if not self.same(speaker, filler))
        return host if self._visiting(speaker) or any(self.same(speaker, filler) for filler in guest) else ()

    def _visiting(self, speaker: Filler) -> bool:
        """Whether a speaker is the side of a guest, by the first character of the guest's title (欧方, 欧洲理事会主席)."""
        name = self.text[speaker.start : speaker.end]
        titles = (self.named.title(guest) for guest in self.get("guest"))
        return len(name) == len(_SIDE) + 1 and name.endswith(_SIDE) and any(title and self.text[title.start] == name[0] for title in titles)

    def same(self, first: Filler, second: Filler) -> bool:
        """Whether two names may be of one actor: one ends with the other."""
        names = self.text[first.start : first.end], self.text[second.start : second.end]
        return names[0].endswith(names[1]) or names[1].endswith(names[0])

    def attends(self, register: str, speaker: Filler) -> bool:
        """Whether a speaker was named by the end of the sentence after the one that filled the register, or, for its time, is a person who
        speaks in that sentence: takes part in the occasion. Who is named only where he speaks later does not."""
        entry = self.entries.get(register)
        if entry is None:
            return False
        if self._visiting(speaker):
            return True
        timed = register == "occasion_time" and speaker.kind == PERSON
        if timed and entry.block == self.block and self.sentence == entry.sentence + 1:
            return True
        return self.named.by(max(entry.sentence, min(entry.sentence + 1, self.sentence - 1)), speaker)

    def assembles(self, register: str) -> bool:
        """Whether the occasion that filled the register is an assembly, whose speakers are named one after the other as they speak."""
        entry, assembly = self.entries.get(register), self.entries.get("assembly")
        return entry is not None and assembly is not None and assembly.sentence == entry.sentence and bool(self.get("assembly"))

    def names_affair(self, chunk: Chunk) -> bool:
        """Whether the phrase names a fair, meeting or games, more than its kind."""
        name = self.text[chunk.core.start : chunk.core.end]
        return name.endswith(self.affairs) and (name not in self.affairs or chunk.text.startswith(_NUMBERED))

    def fits(self, time: Time, tense: Tense | None) -> bool:
        """Whether a time stands so to the article's date."""
        return fits(time, tense, self.today)

    def is_over(self, time: Time) -> bool:
        """Whether a time lies wholly before the article's date."""
        return is_over(time, self.today)
