"""Rules made ready to run: word lists looked up, kinds as sets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dashiji.chunks import ChunkKind
from dashiji.records import ROLES, EventType, Status
from dashiji.rulebook.lexicon import Lexicons
from dashiji.rulebook.model import (
    Argument,
    Condition,
    CounterExample,
    Example,
    Grain,
    Owned,
    Pack,
    Reach,
    Register,
    Rule,
    Side,
    Takes,
    Tense,
    Trigger,
    Window,
    Word,
)
from dashiji.spans import Op


@dataclass(frozen=True, slots=True)
class Slot:
    """An `Argument` with its word sets; see there for the fields."""

    kinds: frozenset[ChunkKind]
    words: frozenset[str]
    not_words: frozenset[str]
    not_in: Register | None
    side: Side
    window: Window
    markers: frozenset[str]
    followed_by: frozenset[str]
    announcing: frozenset[str]
    barriers: frozenset[str]
    over: frozenset[str]
    unless_before: frozenset[ChunkKind]
    adjacent: bool
    required: bool
    many: bool
    lead: bool
    owner: bool
    subject: bool
    opening: bool
    nouns: tuple[str, ...]
    reach: Reach | None
    tense: Tense | None
    heads: tuple[str, ...]
    not_heads: tuple[str, ...]
    plain_heads: tuple[str, ...]
    generic: re.Pattern[str] | None
    weak: tuple[str, ...]
    silent: tuple[str, ...]
    agent: bool
    modified: bool
    whole: tuple[str, ...]
    cut: tuple[str, ...]
    cut_opening: tuple[str, ...]
    titled: bool
    moment: bool
    inside: frozenset[ChunkKind]
    named: bool
    direct: bool
    grain: Grain | None
    takes: Takes
    carry: Register | None
    affairs: bool
    goes_on: bool
    doer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """A `Condition` with its word set; `why` says what it looks for where the rule does not."""

    words: frozenset[str]
    kinds: frozenset[ChunkKind]
    side: Side
    window: Window
    adjacent: bool
    before: frozenset[ChunkKind]
    after: frozenset[ChunkKind]
    followed_by: frozenset[str]
    tense: Tense | None
    barriers: frozenset[str]
    ahead: bool
    ending: tuple[str, ...]
    relative: bool
    units: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Owner:
    """An `Owned` with its words."""

    role: str
    kinds: frozenset[ChunkKind]
    nouns: tuple[str, ...]
    not_nouns: tuple[str, ...]
    heads: tuple[str, ...]
    opens: tuple[str, ...]
    type: EventType


@dataclass(frozen=True, slots=True)
class Figure:
    """What a quantity must be like to set a rule off; see `Trigger` for the fields."""

    units: frozenset[str]
    not_units: frozenset[str]
    figures: bool
    few: frozenset[str]
    change: bool | None
    ops: frozenset[Op]


@dataclass(frozen=True)
class CompiledRule:
    """A rule as the matcher runs it, with where it was written."""

    id: str
    path: Path
    line: int
    trigger_words: frozenset[str]
    trigger_kind: ChunkKind | None
    figure: Figure
    types: Mapping[ChunkKind, EventType]
    owners: tuple[Owner, ...]
    sets: Register | None
    anchor: Slot
    slots: Mapping[str, Slot]
    requires: tuple[Guard, ...]
    unless: tuple[Guard, ...]
    modality: frozenset[Status]
    status: Status | None
    confidence: float
    examples: tuple[Example, ...]
    not_examples: tuple[CounterExample, ...]
    source: str
    lexicons: frozenset[str] = frozenset()
    """Lexicons whose words it looks for as they stand in the text."""

    @property
    def type(self) -> str:
        """The event types the rule makes, or the register it fills, for people."""
        return ", ".join(dict.fromkeys(self.types.values())) or f"sets {self.sets}"

    @property
    def trigger(self) -> str:
        """What sets the rule off, for people."""
        return f"any {self.trigger_kind}" if self.trigger_kind else " ".join(sorted(self.trigger_words))


def compile_rule(rule: Rule, pack: Pack, lexicons: Lexicons, path: Path, line: int) -> CompiledRule:
    """Look up every word list of a rule and add what its pack shares: slots for roles that its types have, and the owner."""
    roles = {role for kind in rule.event_types for role in ROLES[kind][1:]}
    arguments = {**{role: spec for role, spec in pack.shared.items() if role in roles}, **rule.arguments}
    trigger_words = set(rule.trigger.words).union(*(lexicons[name] for name in rule.trigger.lexicons))
    anchor = _slot(rule.anchor, lexicons)
    if not anchor.kinds and anchor.takes == "chunk" and not anchor.carry:
        anchor = replace(anchor, kinds=frozenset(rule.types))
    return CompiledRule(
        id=rule.id,
        path=path,
        line=line,
        trigger_words=frozenset(trigger_words),
        trigger_kind=rule.trigger.kind,
        figure=_figure(rule.trigger, lexicons),
        types=dict(rule.types),
        owners=tuple(_owner(owned, lexicons) for owned in pack.owned),
        sets=rule.sets,
        anchor=anchor,
        slots={role: _slot(spec, lexicons) for role, spec in arguments.items()},
        requires=tuple(_guard(condition, lexicons) for condition in rule.requires),
        unless=tuple(_guard(condition, lexicons) for condition in rule.unless),
        modality=frozenset(rule.modality),
        status=rule.status,
        confidence=rule.confidence,
        examples=rule.examples,
        not_examples=rule.not_examples,
        source=rule.source,
        lexicons=frozenset(_named(rule.trigger.lexicons, (*rule.requires, *rule.unless), (rule.anchor, *arguments.values()))),
    )


def _named(trigger: Iterable[str], conditions: Iterable[Condition], arguments: Iterable[Argument]) -> Iterator[str]:
    yield from trigger
    for condition in conditions:
        yield from (*condition.lexicons, *condition.barriers.lexicons, *condition.followed_by.lexicons)
    for argument in arguments:
        for word in argument.word_lists:
            yield from word.lexicons


def _words(words: Iterable[str], names: Iterable[str], lexicons: Lexicons) -> frozenset[str]:
    return frozenset(words).union(*(lexicons[name] for name in names))


def _word_set(word: Word, lexicons: Lexicons) -> frozenset[str]:
    return _words(word.words, word.lexicons, lexicons)


def _wholly(words: frozenset[str]) -> re.Pattern[str] | None:
    """Matches phrases that consist of the words and nothing else; longest first and possessive, so that it cannot run away."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, ordered))})++") if ordered else None


def _slot(spec: Argument, lexicons: Lexicons) -> Slot:
    return Slot(
        kinds=frozenset(spec.kinds),
        words=_word_set(spec.words, lexicons),
        not_words=_word_set(spec.not_words, lexicons),
        not_in=spec.not_in,
        side=spec.side,
        window=spec.window,
        markers=_word_set(spec.markers, lexicons),
        followed_by=_word_set(spec.followed_by, lexicons),
        announcing=_word_set(spec.announcing, lexicons),
        barriers=_word_set(spec.barriers, lexicons),
        over=_word_set(spec.over, lexicons),
        unless_before=frozenset(spec.unless_before),
        adjacent=spec.adjacent,
        required=spec.required,
        many=spec.many,
        lead=spec.lead,
        owner=spec.owner,
        subject=spec.subject,
        opening=spec.opening,
        nouns=tuple(sorted(_word_set(spec.nouns, lexicons))),
        reach=spec.reach,
        heads=tuple(sorted(_word_set(spec.heads, lexicons))),
        not_heads=tuple(sorted(_word_set(spec.not_heads, lexicons))),
        plain_heads=tuple(sorted(_word_set(spec.plain_heads, lexicons))),
        generic=_wholly(_word_set(spec.generic, lexicons)),
        weak=tuple(sorted(_word_set(spec.weak, lexicons))),
        silent=tuple(sorted(_word_set(spec.silent, lexicons))),
        agent=spec.agent,
        modified=spec.modified,
        whole=tuple(sorted(_word_set(spec.whole, lexicons))),
        cut=tuple(sorted(_word_set(spec.cut, lexicons), key=len, reverse=True)),
        cut_opening=tuple(sorted(_word_set(spec.cut_opening, lexicons), key=len, reverse=True)),
        titled=spec.titled,
        moment=spec.moment,
        inside=frozenset(spec.inside),
        named=spec.named,
        direct=spec.direct,
        tense=spec.tense,
        grain=spec.grain,
        takes=spec.takes,
        carry=spec.carry,
        affairs=spec.affairs,
        goes_on=spec.goes_on,
        doer=tuple(sorted(_word_set(spec.doer, lexicons))),
    )


def _owner(owned: Owned, lexicons: Lexicons) -> Owner:
    words = (owned.nouns, owned.not_nouns, owned.heads, owned.opens)
    nouns, not_nouns, heads, opens = (tuple(sorted(_word_set(word, lexicons))) for word in words)
    return Owner(owned.role, frozenset(owned.kinds), nouns, not_nouns, heads, opens, owned.type)


def _figure(trigger: Trigger, lexicons: Lexicons) -> Figure:
    return Figure(
        _word_set(trigger.units, lexicons),
        _word_set(trigger.not_units, lexicons),
        trigger.figures,
        _word_set(trigger.few, lexicons),
        trigger.change,
        frozenset(trigger.ops),
    )


def _guard(condition: Condition, lexicons: Lexicons) -> Guard:
    words = _words(condition.words, condition.lexicons, lexicons)
    return Guard(
        words=words,
        kinds=frozenset(condition.kinds),
        side=condition.side,
        window=condition.window,
        adjacent=condition.adjacent,
        before=frozenset(condition.before),
        after=frozenset(condition.after),
        followed_by=_word_set(condition.followed_by, lexicons),
        tense=condition.tense,
        barriers=_word_set(condition.barriers, lexicons),
        ahead=condition.ahead,
        ending=tuple(sorted(words)) if condition.ending else (),
        relative=condition.relative,
        units=_word_set(condition.units, lexicons),
        why=condition.why or "/".join([*sorted(condition.kinds), *sorted(words)[:3]]),
    )
