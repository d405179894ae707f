"""The shape of a rule pack: what a domain expert writes in `rules/packs/*.yaml`.

A rule names its trigger first, then its arguments as typed slots with direction, markers and window. `docs/rules.md` explains
each field with examples.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dashiji.chunks import ChunkKind
from dashiji.records import ROLES, EventType, Status
from dashiji.spans import Op

Side = Literal["left", "right", "either"]
Window = Literal["clause", "sentence"]
Register = Literal[
    "topic", "time", "deadline", "source", "speaker", "role", "policy", "document", "holder", "metric", "goal", "publisher", "issuer",
    "subject", "horizon", "data", "occasion_time", "occasion_place", "assembly", "hearers", "host", "guest"
]  # fmt: skip
"""What later clauses may take over: the clause's `topic`, its `time` and `deadline`, the `document` cited last, who is the `holder` of its
goals (whom the text is about or who issued it), what the last record held in a role, the `horizon` that the goals of this sentence or the
one before were told for, `data` that are nobody's by name, for figures without another source, and of the occasion on which people speak
its time, its place, its two sides, the `assembly` that it is if one after the other speaks there, and the `hearers` before whom all do
(the press, a 座谈会)."""
Tense = Literal["past", "open", "future", "deadline"]
"""How a time stands to the article's date: begun by then; not yet over; all to come, or a deadline; worded as a deadline
(到2027年) that is not yet over and longer than a day."""
Reach = Literal["run", "back", "clause", "rest", "head"]
"""How far a value goes beyond its chunk: over the coordination it ends (休闲公园、城市森林); back over what describes it, to the slot's
`barriers`, a time, a preposition or an actor; so and on to the end of the clause; on to the last phrase of the clause; on to the noun that
ends the clause behind one word more, or behind a list and 的 (滨水慢行系统, 人本化、数字化的乡村)."""
Grain = Literal["year", "month", "day"]
"""What a time names at least: a day is a month, too."""
Takes = Literal["chunk", "claim", "title", "trigger", "lead", "speaker", "counterpart"]
"""What fills a slot: a chunk of its own; the claim (全球首个…) or the title (财政司司长, also of an earlier mention) that belongs to
the anchor; the trigger; the entity that the trigger's phrase opens with (国家邮政局 in 国家邮政局数据); whoever speaks at the trigger,
who may be named in an earlier clause; a chunk, else the side of the meeting that the anchor is not on."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Word(_Strict):
    """A set of words: literal ones and those of lexicons."""

    words: tuple[str, ...] = ()
    lexicons: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        """`[由, 在]` is short for `{words: [由, 在]}`; a plain string names one word."""
        if isinstance(data, str):
            return {"words": [data]}
        return {"words": data} if isinstance(data, list | tuple) else data


class Trigger(_Strict):
    """What sets a rule off: a word of the lists, or any chunk of a kind (a quantity, a time)."""

    words: tuple[str, ...] = ()
    """Words that set the rule off."""
    lexicons: tuple[str, ...] = ()
    """Lexicons whose words do."""
    kind: ChunkKind | None = None
    """Instead of words: every chunk of this kind does."""
    units: Word = Word()
    """Of quantities, only those with one of these units."""
    not_units: Word = Word()
    """Of quantities, none with one of these units."""
    figures: bool = False
    """Pass over numbers told in words (两个, 百亿级), which tell a story or name a thing more than state a fact."""
    few: Word = Word()
    """Of these units pass over fewer than ten, unless bounded, for the same reason (2名记者)."""
    change: bool | None = None
    """Only quantities that measure a change (增长5%), or only those that do not."""
    ops: tuple[Op, ...] = ()
    """Only quantities bounded so (`>=`: 不少于100所)."""

    @model_validator(mode="after")
    def _one_way(self) -> "Trigger":
        if (self.kind is None) == (not self.words and not self.lexicons):
            raise ValueError("a trigger names either words/lexicons or a chunk kind")
        return self


class Condition(_Strict):
    """Something that must (`requires`) or must not (`unless`) stand near the trigger; words and kinds are alternatives."""

    words: tuple[str, ...] = ()
    """Words that answer it."""
    lexicons: tuple[str, ...] = ()
    """Lexicons whose words do."""
    kinds: tuple[ChunkKind, ...] = ()
    """Kinds of chunk that do."""
    side: Side = "either"
    """Where to look from the trigger."""
    window: Window = "clause"
    """How far."""
    adjacent: bool = False
    """Only the nearest chunk on that side counts, adverbs and particles passed over."""
    before: tuple[ChunkKind, ...] = ()
    """A word counts only directly before a chunk of one of these kinds (计划 before a verb, not 计划的); one that ends
    with 在 or 于 governs whatever follows it."""
    after: tuple[ChunkKind, ...] = ()
    """A word counts only directly after one; `break` stands for the start of a clause (海滨市计划, not 养老计划)."""
    followed_by: Word = Word()
    """A word counts only directly before one of these."""
    tense: Tense | None = None
    """A time counts only if it stands so to the article's date."""
    barriers: Word = Word()
    """Words that end the search, and answer nothing."""
    ahead: bool = False
    """A time that is over ends the search."""
    ending: bool = False
    """The words need only end a chunk (方面 in 审批等方面)."""
    relative: bool = False
    """It counts only where the trigger is a relative clause (这是某地设立的机构)."""
    units: Word = Word()
    """It counts only where the trigger is a quantity with one of these units (3米高的彩灯)."""
    why: str = ""
    """What to say in an explanation."""


class Argument(_Strict):
    """A slot: which chunks fill the role, and where to look for them from the trigger. Every field narrows or widens the search."""

    kinds: tuple[ChunkKind, ...] = ()
    """Kinds of chunk that may fill it."""
    nouns: Word = Word()
    """Plain noun phrases may too, if they end with one of these words."""
    words: Word = Word()
    """Only these texts may."""
    not_words: Word = Word()
    """These texts may not."""
    not_in: Register | None = None
    """What this register holds may not."""
    heads: Word = Word()
    """Only phrases that end with one of these words may."""
    not_heads: Word = Word()
    """No phrase that ends with one of these words may."""
    plain_heads: Word = Word()
    """The same, asked alone of plain nouns, quoted names and words such as 各地."""
    generic: Word = Word()
    """Phrases made up of nothing but these words may not (相关政策), unless their clauses are counted (15条措施)."""
    weak: Word = Word()
    """Phrases that end with one of these words may only if they are counted (21项措施), quoted or long."""
    silent: Word = Word()
    """With `takes: speaker`: whatever else stands alone before a trigger that ends its clause speaks too (事主黄女士指，), unless it ends
    with one of these words (数据显示，)."""
    named: bool = False
    """Products and datasets called by their class noun alone (平台) may not."""
    titled: bool = False
    """Only what stands in title marks 《》 may."""
    tense: Tense | None = None
    """Only times that stand so to the article's date may."""
    grain: Grain | None = None
    """Only times as fine as that may."""
    moment: bool = False
    """Only times that say when, not how long, and have a value may (not 近日, 五年来)."""

    side: Side = "right"
    """Where to look from the trigger; `either` looks left first."""
    window: Window = "clause"
    """How far."""
    adjacent: bool = False
    """Only adverbs, particles, times and prepositional phrases may stand in between."""
    over: Word = Word()
    """With `adjacent`: these words, prepositions and quantities may too."""
    barriers: Word = Word()
    """Words that end the search."""
    markers: Word = Word()
    """Words one of which must stand directly before the phrase (由 在 向 对); without them, what a preposition governs is passed over."""
    followed_by: Word = Word()
    """Words one of which must stand directly after it."""
    announcing: Word = Word()
    """With `markers`: else words one of which stands directly after the phrase (某公司|宣布|某模型上线). With `subject`: such words after
    a phrase that is passed over for a body that follows (某人|宣布|某公司推出)."""
    unless_before: tuple[ChunkKind, ...] = ()
    """Kinds of chunk that may not stand directly after it."""
    opening: bool = False
    """In another clause of the window only what stands before its verb counts (3月5日，…成立, not 落实2030年议程，…成立)."""
    subject: bool = False
    """Take the clause's first phrase, not the nearest."""
    agent: bool = False
    """Take whoever does what the trigger says: the phrase under a marker, else the nearest subject before it; `barriers` are then verbs
    that ask somebody else to do it (敦促)."""
    direct: bool = False
    """Take the trigger's own object: no other noun may stand in between, unless 的 or a conjunction ties them (推出参数量为3B的模型)."""
    modified: bool = False
    """With `adjacent`: quantities and a relative clause may stand before the phrase (设立百亿级基金, 成立由多方组成的委员会)."""
    inside: tuple[ChunkKind, ...] = ()
    """Kinds of anchor whose own name may open with the value (海滨市 in 海滨市数据局)."""
    lead: bool = False
    """Also take the entity that a longer phrase opens with (四川 in 四川地区生产总值); leave out the word of `nouns` that it ends with."""
    owner: bool = False
    """Where the clause has no value of its own, take what 的 ties the anchor to, if that stands before the trigger (某桥 in
    某桥的预算达3亿元)."""
    takes: Takes = "chunk"
    """What fills the slot, as below."""
    carry: Register | None = None
    """The register that fills the slot when the search finds nothing."""
    affairs: bool = False
    """With `carry: topic`: so may the fair, meeting or games that a clause before is about (某博览会开幕，…)."""

    goes_on: bool = False
    """With `carry: topic`: only where nobody else is named between the topic and the trigger, and hardly anything else told."""

    doer: Word = Word()
    """Where nothing is carried either, take the plain noun that does what the clause's verb says (画展|汇集500件作品), else, in a clause
    that names nothing before its verb, the one of the clause before; none that ends with one of these words; else whom the headline is
    about. A ratio told of the maker of the product in the headline is the product's."""
    many: bool = True
    """Take everything coordinated with the phrase; without it, 分别 picks the one whose place in the list the trigger has in its own."""
    whole: Word = Word()
    """A relative clause counts as part of a phrase that ends with one of these words (发布加快发展的意见)."""
    cut: Word = Word()
    """Leave out one of these words where the value ends with it (实现全覆盖|的目标)."""
    cut_opening: Word = Word()
    """Leave out one of these words where the value begins with it and goes on (实现|利润总额)."""
    reach: Reach | None = None
    """Make the value longer than its chunk."""
    required: bool = False
    """Without a value the rule does not apply."""

    @property
    def word_lists(self) -> tuple[Word, ...]:
        """Every field that may name lexicons."""
        return (
            self.words,
            self.not_words,
            self.markers,
            self.followed_by,
            self.announcing,
            self.barriers,
            self.over,
            self.nouns,
            self.heads,
            self.not_heads,
            self.plain_heads,
            self.generic,
            self.weak,
            self.silent,
            self.whole,
            self.cut,
            self.doer,
        )


class Example(_Strict):
    """A sentence and what must be read from it: roles map to texts (or normalized values) expected in the record."""

    text: str = Field(min_length=2)
    type: EventType | None = None
    status: Status | None = None
    published: date | None = None
    roles: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _roles_inline(cls, data: Any) -> Any:
        """Every key that is no field of its own is a role; one text is short for a list of one."""
        if not isinstance(data, Mapping):
            return data
        own = {"text", "type", "status", "published", "roles"}
        roles = {k: v if isinstance(v, list | tuple) else [v] for k, v in data.items() if k not in own}
        return {**{k: v for k, v in data.items() if k in own}, "roles": {k: [str(x) for x in v] for k, v in roles.items()}}


class CounterExample(_Strict):
    """A sentence that the rule must leave alone, and the reason."""

    text: str = Field(min_length=2)
    why: str = Field(min_length=2)


class Rule(_Strict):
    """One way in which news states one kind of event."""

    id: str = Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")
    """Unique, never reused: `family.name`."""
    source: str = Field(min_length=2)
    """Where the wording comes from."""
    trigger: Trigger
    """What sets the rule off."""
    types: Mapping[ChunkKind, EventType] = Field(default_factory=dict)
    """The event type that each kind of anchor makes: what was founded decides whether an agency or an organization was."""
    sets: Register | None = None
    """Instead of `types`: fill a register that later clauses take over."""
    anchor: Argument
    """The slot of the type's first role; every phrase coordinated in it makes a record. Without `kinds`, `carry` or `takes` it looks for
    the kinds that `types` names."""
    arguments: Mapping[str, Argument] = Field(default_factory=dict)
    """The slots of the other roles; they replace the pack's `shared` ones of the same name."""
    requires: tuple[Condition, ...] = ()
    """Conditions that must all hold."""
    unless: tuple[Condition, ...] = ()
    """Conditions none of which may hold."""
    modality: tuple[Status, ...] = ()
    """Only readings with one of these statuses."""
    status: Status | None = None
    """The status of the record, whatever the cues say."""
    confidence: float = Field(default=0.9, gt=0, le=1)
    """How sure the rule is, before what calibration makes of it."""
    examples: tuple[Example, ...] = Field(min_length=1)
    """Sentences with what must be read from them."""
    not_examples: tuple[CounterExample, ...] = Field(min_length=1)
    """Sentences that the rule must leave alone, with the reason."""

    @model_validator(mode="after")
    def _coherent(self) -> "Rule":
        if bool(self.types) == bool(self.sets):
            raise ValueError("a rule has either `types` (it makes records) or `sets` (it fills a register)")
        known = sorted({role for kind in self.event_types for role in ROLES[kind][1:]})
        unknown = [role for role in self.arguments if role not in known]
        if self.types and unknown:
            raise ValueError(f"no event type of the rule has a role {unknown[0]!r}; known: {', '.join(known)}")
        return self

    @property
    def event_types(self) -> tuple[EventType, ...]:
        """The event types that the rule can make, each once, in a fixed order."""
        return tuple(dict.fromkeys(self.types.values()))


class Owned(_Strict):
    """By whose doing a record is of another type: a committee is an agency, but not one that a company sets up."""

    role: str
    """The role that tells who did it."""
    kinds: tuple[ChunkKind, ...]
    """Kinds of chunk that every value of it must be,"""
    nouns: Word = Word()
    """or the words that it must end with."""
    not_nouns: Word = Word()
    """None may end with one of these."""
    heads: Word = Word()
    """Ends of the body's own name to which it is confined (an agency's 办事处 is an agency)."""
    opens: Word = Word()
    """Words with which the body's own name may open, whoever sets it up (业主委员会)."""
    type: EventType
    """The type of the record then."""


class Pack(_Strict):
    """One file of rules about one family of events. `shared` arguments and `owned` hold for every rule that makes records."""

    family: str = Field(min_length=2)
    about: str = Field(min_length=2)
    shared: Mapping[str, Argument] = Field(default_factory=dict)
    owned: tuple[Owned, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)
