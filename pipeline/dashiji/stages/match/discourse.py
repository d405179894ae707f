"""Discourse: what a clause hands on to those after it, until something replaces it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashiji.chunks import Chunk, ChunkKind
from dashiji.matches import Filler
from dashiji.rulebook.model import Tense
from dashiji.spans import Mod, Span, Time
from dashiji.stages.match.named import Named
from dashiji.stages.match.periods import first_day, last_day
from dashiji.stages.match.phrases import unbracketed
from dashiji.stages.match.reading import ACTORS, Phrasing, Reading

_ARTICLE = 20
"""Paragraphs that stand for the whole article."""
REACH: Mapping[str, int] = {
    "topic": 0,
    "time": 0,
    "deadline": 0,
    "source": 4,
    "speaker": 1,
    "metric": 0,
    "goal": 0,
    "horizon": 0,
    "policy": 2,
    "issued": 3,
    "issuer": 3,
    "document": 3,
    "person": 1,
    "body": _ARTICLE,
    "theme": _ARTICLE,
    "occasion_time": _ARTICLE,
    "occasion_place": _ARTICLE,
    "assembly": 8,
    "hearers": 8,
    "host": 8,
    "guest": 8,
}
"""Paragraphs over which a register is still valid after the one that set it; 0 where none is given."""
_CITED = 0
"""Paragraphs over which goals may be those of a document that the article only cites, not of one whose issue it tells of."""
_ALONE = 5
"""Paragraphs over which a pronoun means a person if no other is named in between."""
OCCASION = ("occasion_time", "occasion_place", "hearers")
"""Registers whose values belong only to those who take part."""
OCCASIONAL = frozenset((*OCCASION, "host", "guest"))
"""Registers that an occasion fills."""
_SUBJECTS = {ChunkKind.PERSON: "person", ChunkKind.AGENCY: "body", ChunkKind.ORGANIZATION: "body"}
"""Registers that keep a clause's subject by its kind."""
_SENTENCES: Mapping[str, int] = {"metric": 0, "subject": 0, "doer": 0, "goal": 0, "deadline": 0, "horizon": 1}
"""Sentences, beyond the one that set it, over which a register is valid that does not hold for all of its paragraph."""
_RENEWED = frozenset((*_SENTENCES, "speaker"))
"""Registers that start anew with a value taken over."""
BASES = frozenset(("较", "比", "较之", "同", "与", "跟", "相比", "同比", "对比"))
"""Words before a time or figure that something is compared with."""
_YEAR = len("2026")
_DAY = len("2026-01-27")
_BRIEFINGS = ("发布会", "记者会", "吹风会", "通气会", "座谈会")
"""How meetings end whose host is not whom the figures told there are about."""
_THINGS = frozenset((ChunkKind.PRODUCT, ChunkKind.ORGANIZATION))
_AFFAIRS = frozenset((ChunkKind.NOUN, ChunkKind.NAME))
_TELLING = "telling_verb"
_NUMBERED = "第"
"""Before its number, one of a row of fairs or meetings (第137届广交会)."""
_SIDE = "方"
"""Behind the first character of a country's name, its side at a meeting."""
_UNTIL = frozenset(("到", "至", "到了"))


@dataclass
class _Entry:
    fillers: tuple[Filler, ...]
    block: int
    sentence: int


@dataclass
class Discourse:
    """Registers of one article, in reading order; `block` and `sentence` say where the reader stands, `heading` which block is the title
    or heading above.

    `text` is the folded document, `quotations` what it quotes, `affairs` how the names of fairs, meetings, games and works end, `fairs`
    those of them that have their day, `phrasing` the wording that readings go by. `today` is the article's date in ISO form, else the
    latest date that the text tells of as past; `""` where there is none.
    """

    today: str = ""
    text: str = ""
    quotations: Sequence[Span] = ()
    affairs: tuple[str, ...] = ()
    fairs: tuple[str, ...] = ()
    phrasing: Phrasing = field(default_factory=Phrasing)
    heading: int | None = None
    block: int = 0
    sentence: int = 0
    named: Named = field(init=False)
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _measured: list[Filler] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.named = Named(self.text)

    def enter(self, block: int) -> None:
        """Go on to the next sentence, in this block."""
        self.block = block
        self.sentence += 1
        self._measured.clear()

    def forget(self) -> None:
        """Drop all that a heading ends: what the next item of a digest tells is about others."""
        self.drop("theme")
        for register in [name for name in self._entries if REACH.get(name, 0) < _ARTICLE]:
            self.drop(register)

    def put(self, register: str, fillers: Sequence[Filler]) -> None:
        """Replace what a register holds; what was itself taken over stays as old as it is, but for who goes on speaking."""
        if fillers and register == "metric" and not fillers[0].carried:
            self._measured += fillers
        if fillers and (register in _RENEWED or not fillers[0].carried):
            self._entries[register] = _Entry(tuple(fillers), self.block, self.sentence)

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
        if audience and all(person.kind == ChunkKind.PERSON and not person.carried for person in audience):
            self._entries["host"] = _Entry(tuple(speakers), self.block, self.sentence)
            self.put("guest", audience)

    def drop(self, register: str) -> None:
        """Empty a register."""
        self._entries.pop(register, None)

    def get(self, register: str) -> tuple[Filler, ...]:
        """What a register still holds here, marked as carried. To the next sentence, and no farther, goes only a time that a figure was
        told for, the day of the fair or meeting whose figures follow, or a period of months."""
        entry = self._entries.get(register)
        if (
            register == "time"
            and entry is not None
            and entry.sentence != self.sentence
            and not self._dates_affair(entry)
            and not self._runs_on(entry)
        ):
            entry = self._entries.get("period")
            if entry is not None and self.sentence - entry.sentence > 1:
                return ()
        if entry is None or self.block - entry.block > REACH.get(register, 0):
            return ()
        if self.sentence - entry.sentence > _SENTENCES.get(register, self.sentence):
            return ()
        return tuple(Filler(f.start, f.end, f.kind, f.payload, carried=True) for f in entry.fillers)

    def _runs_on(self, time: _Entry) -> bool:
        """Whether a period of months of this year was told in the sentence before, of which a report goes on (上半年，市场平稳。收入…)."""
        payload = time.fillers[0].payload
        opens = payload.value.partition("/")[0] if isinstance(payload, Time) and payload.value is not None else ""
        return _YEAR < len(opens) < _DAY and opens[:_YEAR] == self.today[:_YEAR] and self.sentence - time.sentence == 1

    def _dates_affair(self, time: _Entry) -> bool:
        """Whether a time was told in the sentence that named the fair or meeting that the text is still about."""
        topic = self._entries.get("topic")
        named = topic is not None and topic.sentence == time.sentence and topic.fillers[0].kind == ChunkKind.NOUN
        return named and topic is not None and self.text[topic.fillers[0].start : topic.fillers[0].end].endswith(self.fairs)

    def handed(self, register: str, share: tuple[int, int] | None = None) -> Iterator[tuple[Filler, ...]]:
        """What a register hands to a slot, the likeliest first; whoever says so in the sentence is the source of a figure that names no
        other.

        `share` says which of how many figures that 分别 distributes the slot is filled for: of as many things measured before in the
        sentence it gets its own.
        """
        if register == "holder":
            yield from self._holders()
        elif register == "metric" and share is not None and share[1] <= len(self._measured):
            yield (replace(self._measured[share[0] - share[1]], carried=True),)
        elif register == "source":
            speaker = self.spoken(0)
            yield self._source() or (() if speaker is None else (speaker,))
        elif register != "document" or self._states_goals():
            yield self.get(register)

    def _source(self) -> tuple[Filler, ...]:
        """Whom a figure is from that names no source: the one told last, until a person has spoken since."""
        source, speaker = self._entries.get("source"), self._entries.get("speaker")
        outspoken = source and speaker and speaker.fillers[0].kind == ChunkKind.PERSON and speaker.sentence > source.sentence
        return () if outspoken else self.get("source")

    def _holders(self) -> list[tuple[Filler, ...]]:
        """Whom the text is about and who issued the document whose goals it tells, whichever was told last first; else who spoke last."""
        document, topic, speaker = self._entries.get("document"), self._entries.get("topic"), self.spoken(1)
        told = [self.get("topic"), (speaker,) if speaker is not None else ()]
        if not document or not self._is_issued(document):
            return told
        later = topic is not None and topic.sentence > document.sentence
        return [told[0], self.get("issuer"), told[1]] if later else [self.get("issuer"), *told]

    def _states_goals(self) -> bool:
        """Whether the goals told here may be those of the document cited last."""
        document = self._entries.get("document")
        return document is not None and (self.block - document.block <= _CITED or self._is_issued(document))

    def _is_issued(self, document: _Entry) -> bool:
        """Whether a document is the one whose issue was told of last, by that name or a short one (《规划》, 《某规划（2026—2030年）》)."""
        issued = self._entries.get("issued")
        return issued is not None and self._bare(issued).endswith(self._bare(document))

    def _bare(self, entry: _Entry) -> str:
        """The name of a document, without years or version in brackets behind it."""
        return unbracketed(self.text[entry.fillers[0].start : entry.fillers[0].end])

    def quoted(self, chunk: Chunk) -> bool:
        """Whether a chunk stands within a quotation."""
        at = bisect_right(self.quotations, chunk.start, key=lambda quotation: quotation.start) - 1
        return at >= 0 and chunk.end <= self.quotations[at].end

    def _is_told(self, chunk: Chunk) -> bool:
        """Whether a chunk stands in what somebody says in this sentence."""
        speaker = self.spoken(0)
        return speaker is not None and speaker.start < chunk.start

    def spoken(self, reach: int) -> Filler | None:
        """Who spoke last, at most `reach` sentences ago and in the same paragraph."""
        entry = self._entries.get("speaker")
        if entry is None or entry.block != self.block or self.sentence - entry.sentence > reach:
            return None
        return replace(entry.fillers[0], carried=True)

    def latest(self, kinds: frozenset[ChunkKind]) -> Filler | None:
        """Of the person or body last talked about and who spoke last, as far as their registers reach, the later one of these kinds."""
        entries = [(REACH[name], entry) for name in ("speaker", "person", "body") if (entry := self._entries.get(name))]
        known = [
            entry
            for reach, entry in entries
            if entry.fillers[0].kind in kinds and self.block - entry.block <= (_ALONE if self._is_last_named(entry.fillers[0]) else reach)
        ]
        if not known and ChunkKind.PERSON in kinds and self.named.last_person and self.sentence - self.named.last_sentence <= 1:
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
        entry = self._entries.get(register)
        if entry is None:
            return False
        if self._visiting(speaker):
            return True
        timed = register == "occasion_time" and speaker.kind == ChunkKind.PERSON
        if timed and entry.block == self.block and self.sentence == entry.sentence + 1:
            return True
        return self.named.by(max(entry.sentence, min(entry.sentence + 1, self.sentence - 1)), speaker)

    def assembles(self, register: str) -> bool:
        """Whether the occasion that filled the register is an assembly, whose speakers are named one after the other as they speak."""
        entry, assembly = self._entries.get(register), self._entries.get("assembly")
        return entry is not None and assembly is not None and assembly.sentence == entry.sentence and bool(self.get("assembly"))

    def fits(self, time: Time, tense: Tense | None) -> bool:
        """Whether a time stands so to the article's date: `Tense` says how. Without a date, only the wording tells."""
        if tense is None:
            return True
        if time.value is None:
            return False
        today = self.today[:_DAY]
        opens, closes = first_day(time.value), last_day(time.value)
        begun = time.since or (time.mod is Mod.START and len(time.value) == _YEAR and opens <= today)
        is_open = not begun and (closes > today if today else time.deadline)
        match tense:
            case "past":
                return (not time.deadline or self.is_over(time)) and (not today or opens <= today)
            case "open":
                return is_open
            case "deadline":
                return is_open and time.deadline and (opens > today if "/" in time.value else len(time.value) < _DAY)
            case "future":
                return is_open and (time.deadline or bool(today and opens > today))

    def is_over(self, time: Time) -> bool:
        """Whether a time lies wholly before the article's date."""
        return bool(time.value and self.today and last_day(time.value) < self.today[:_DAY])

    def note_clause(self, reading: Reading, clause: range) -> None:
        """Take over topic, time and deadline from a clause that has been read."""
        subject = self._frame(reading, clause)
        if subject is None:
            subject = reading.subject(clause, ACTORS)
        if subject is None:
            subject = self._affair(reading, clause)
        if subject is None:
            subject = self._lead(reading, clause)
        tells = any(_TELLING in reading.chunks[at].classes for at in clause)
        if tells and subject is not None and reading.chunks[subject].kind is ChunkKind.AGENCY:
            subject = None
        if subject is not None and (
            self._is_counted(reading, subject) or self.owns(reading, subject) or self._is_kind(reading.chunks[subject])
        ):
            subject = None
        briefing = any(reading.chunks[at].text.endswith(_BRIEFINGS) for at in clause)
        person = subject is not None and reading.chunks[subject].kind is ChunkKind.PERSON
        if subject is not None and (person or not briefing) and not self._is_source(reading.chunks[subject]):
            chunk = reading.chunks[subject]
            self._renew(chunk)
            if chunk.kind in ACTORS:
                core = chunk.mention if chunk.kind is ChunkKind.PERSON and chunk.mention else chunk.core
                if not briefing:
                    self.put("topic", [Filler(core.start, core.end, chunk.kind)])
                if (register := _SUBJECTS.get(chunk.kind)) and not self.quoted(chunk) and not self._is_told(chunk):
                    self.put(register, [Filler(core.start, core.end, chunk.kind)])
            elif chunk.kind in _AFFAIRS and self._names_affair(chunk):
                self.put("topic", [Filler(chunk.core.start, chunk.core.end, ChunkKind.NOUN)])
            elif chunk.lead is not None:
                self.put("topic", [Filler(chunk.lead.start, chunk.lead.end, chunk.lead.kind)])
        if self.block == self.heading:
            self._note_theme()
        if (doers := reading.doers(clause)) and reading.chunks[doers[0]].lead is None:
            self.put("doer", [reading.listed(doers)])
        self.note_times(reading, clause)

    def note_times(self, reading: Reading, clause: range) -> None:
        """Take over the times of a clause, but for the one at which what follows was told (25日称)."""
        told = max((at for at in clause if _TELLING in reading.chunks[at].classes), default=-1)
        for position in clause:
            time = reading.chunks[position].time
            if (
                time is not None
                and position > told
                and not reading.is_base(position)
                and not (reading.chunks[position - 1].kind is ChunkKind.VERB and reading.dates_event(position))
            ):
                self.note_time(time, after=reading.chunks[position - 1].text if position else "")

    def _note_theme(self) -> None:
        """Keep whom a headline is about first, or better the product that it tells the release of."""
        theme = self.get("product") or (() if "theme" in self._entries else self.get("topic"))
        self.put("theme", [replace(filler, carried=False) for filler in theme])

    def _is_source(self, chunk: Chunk) -> bool:
        """Whether the phrase only says who a figure is from (国家统计局数据显示); what it tells of is something else."""
        return any(chunk.start <= source.start < chunk.end for source in self.get("source"))

    def note_time(self, time: Time, after: str) -> None:
        """Keep a time, as deadline where it or the word `after` which it stands makes it one.

        A time without value (目前) ends the one before; the basis of a comparison (较2020年) is no time of the clause.
        """
        if time.value is None:
            self.drop("time")
            return
        if after in BASES:
            return
        filler = Filler(time.start, time.end, ChunkKind.TIME, time)
        ahead = time.deadline or after in _UNTIL or self.fits(time, "future")
        self.put("deadline" if ahead and not self.fits(time, "past") else "time", [filler])

    def _renew(self, chunk: Chunk) -> None:
        """Keep the person last talked about in reach where the clause is about the post that the person was named with (总书记)."""
        entry = self._entries.get("person")
        title = self.named.title(entry.fillers[0]) if entry is not None and chunk.kind is ChunkKind.POST else None
        if entry is not None and title is not None and self.text[title.start : title.end].endswith(chunk.text):
            self.put("person", [replace(entry.fillers[0], carried=False)])

    @staticmethod
    def owns(reading: Reading, at: int) -> bool:
        """Whether the person at `at` only has what the clause is about (某人的雕像)."""
        owns = at + 1 < len(reading.chunks) and reading.chunks[at + 1].text == "的"
        return owns and reading.chunks[at].kind is ChunkKind.PERSON

    @staticmethod
    def _is_counted(reading: Reading, at: int) -> bool:
        """Whether the phrase is a thing whose number follows (机器人40台); what is told next is of those who have it."""
        counted = at + 1 < len(reading.chunks) and reading.chunks[at + 1].kind is ChunkKind.QUANTITY
        return counted and reading.chunks[at].kind in _THINGS

    @staticmethod
    def _is_kind(chunk: Chunk) -> bool:
        """Whether the phrase is a class of products (收割机), not one of them (该收割机)."""
        return chunk.bare and chunk.core.start == chunk.start

    @staticmethod
    def _frame(reading: Reading, clause: range) -> int | None:
        """The place or body that a clause of its own sets for those after it (在北京，…)."""
        if len(clause) not in (2, 3) or reading.chunks[clause[-2]].text != "在":
            return None
        last = reading.chunks[clause[-1]]
        return clause[-1] if last.kind in ACTORS or (last.lead is not None and last.lead.kind == "place") else None

    def _affair(self, reading: Reading, clause: range) -> int | None:
        """The fair, meeting or games by name that the clause is about."""
        subject = reading.subject(clause, _AFFAIRS)
        return subject if subject is not None and self._names_affair(reading.chunks[subject]) else None

    def _names_affair(self, chunk: Chunk) -> bool:
        name = self.text[chunk.core.start : chunk.core.end]
        return name.endswith(self.affairs) and (name not in self.affairs or chunk.text.startswith(_NUMBERED))

    @staticmethod
    def _lead(reading: Reading, clause: range) -> int | None:
        for position in clause:
            chunk = reading.chunks[position]
            if chunk.kind is ChunkKind.VERB:
                return None
            if chunk.lead is not None and chunk.lead.kind in ("place", "agency", "organization") and reading.governor(position) is None:
                return position
        return None
