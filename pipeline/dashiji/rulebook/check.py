"""Check: rules that load but contradict themselves or each other, or can never apply."""

from collections.abc import Iterator

from dashiji.rulebook.book import Rulebook
from dashiji.rulebook.compiled import CompiledRule, Guard, Slot


def check(book: Rulebook) -> list[str]:
    """Every problem as one line with file, line, rule, value and remedy; empty when all is well."""
    problems: list[str] = []
    earlier: list[CompiledRule] = []
    for rule in book.rules:
        where = f"{rule.path}:{rule.line}: rule {rule.id!r}"
        problems += [f"{where}: {problem}" for problem in (*_alone(rule), *_against(rule, earlier))]
        earlier.append(rule)
    return problems


def _asks(guard: Guard) -> tuple[object, ...]:
    """What a condition looks for, and where."""
    return guard.words, guard.kinds, guard.units, guard.side, guard.window


def _alone(rule: CompiledRule) -> Iterator[str]:
    """What is wrong with a rule by itself."""
    for role, slot in (("anchor", rule.anchor), *rule.slots.items()):
        if slot.takes == "chunk" and not (slot.kinds or slot.words or slot.nouns or slot.carry):
            yield f"{role}: nothing can fill it; give kinds, words, nouns, carry or takes"
        if slot.takes in ("claim", "title") and slot.kinds:
            yield f"{role}: takes {slot.takes} looks at no kinds; remove kinds"
    unmade = sorted(rule.types.keys() - rule.anchor.kinds) if rule.anchor.takes == "chunk" and not rule.anchor.carry else []
    if unmade:
        yield f"types: the anchor is never a {unmade[0]}; add it to the anchor's kinds or remove it"
    lost = sorted(rule.anchor.kinds - rule.types.keys()) if rule.types and not rule.anchor.many else []
    if lost:
        yield f"anchor: no event type for kind {lost[0]}; add it to types or remove it"
    for guard in rule.requires:
        for other in rule.unless:
            if _asks(guard) == _asks(other):
                yield "requires and unless ask for the same; the rule can never apply: remove one"
    for guard in (*rule.requires, *rule.unless):
        if not guard.words and not guard.kinds:
            yield "a condition names neither words, lexicons nor kinds; give one"


def _against(rule: CompiledRule, earlier: list[CompiledRule]) -> Iterator[str]:
    """Whether an earlier rule does all that this one could."""
    for other in earlier:
        if _shape(other) == _shape(rule):
            yield f"duplicate of {other.id!r} at {other.path}:{other.line}; remove one"
        elif _shadows(other, rule):
            yield f"shadowed by {other.id!r} at {other.path}:{other.line}, which takes all that it could; move it before or narrow that"


def _shape(rule: CompiledRule) -> tuple[object, ...]:
    slots = tuple(sorted((role, _slot_shape(slot)) for role, slot in rule.slots.items()))
    types = tuple(sorted(rule.types.items()))
    return (
        rule.trigger_words,
        rule.trigger_kind,
        rule.figure,
        types,
        rule.sets,
        _slot_shape(rule.anchor),
        slots,
        rule.requires,
        rule.unless,
        rule.modality,
    )


def _slot_shape(slot: Slot) -> str:
    return repr(tuple(sorted(value) if isinstance(value := getattr(slot, name), frozenset) else value for name in Slot.__slots__))


def _shadows(first: CompiledRule, second: CompiledRule) -> bool:
    """Whether `first`, without conditions of its own, fires wherever `second` would and makes the same records."""
    if first.requires or first.unless or first.modality or first.sets or second.sets:
        return False
    if any(slot.required for slot in first.slots.values()):
        return False
    if first.figure != second.figure:
        return False
    same_trigger = first.trigger_kind == second.trigger_kind and second.trigger_words <= first.trigger_words
    a, b = first.anchor, second.anchor
    same_search = (a.side, a.markers, a.takes, a.subject, a.followed_by, a.words, a.barriers) == (
        b.side, b.markers, b.takes, b.subject, b.followed_by, b.words, b.barriers,
    )  # fmt: skip
    wider = b.kinds <= a.kinds and (a.window == b.window or a.window == "sentence") and (b.adjacent or not a.adjacent)
    return same_trigger and same_search and wider and set(second.types.items()) <= set(first.types.items())
