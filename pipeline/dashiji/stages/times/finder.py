"""One walk over the text: find expressions of time, join ranges and brackets, resolve them in order."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from dashiji.rulebook.lexicon import Lexicons, shipped_lexicons
from dashiji.spans import Basis, Located, Mod, Time
from dashiji.stages.times import grammar
from dashiji.stages.times.anchors import Anchors, Resolved
from dashiji.stages.times.heads import Heads
from dashiji.stages.times.pieces import with_time_of_day
from dashiji.stages.times.reader import read
from dashiji.stages.times.resolution import continued, resolve
from dashiji.stages.times.shapes import Calendar, Expression, Holiday, Outlook, Relative, Vague, Weekday
from dashiji.stages.times.values import Grain, Point, interval, shift_days
from dashiji.stages.times.wording import note_cues, take_suffixes

_SENTENCE_END = re.compile("[。！？\n]")
_FAR_FOR_A_DAY = 45
_FAR_FOR_A_MONTH = 366


def find_times(text: str, published: date | None, masked: Sequence[Located] = (), heads: Heads | None = None) -> list[Time]:
    """Every expression of time in `text` (simplified script), sorted and free of overlaps.

    Offsets count code points of `text`; nothing is found inside the `masked` regions. Missing parts come from `published`, else
    from the dates the text states before, never from the clock. `heads` are those of the shipped lexicons where the caller does not say.
    """
    return _Walk(_blanked(text, masked), published, heads or _shipped_heads()).times()


@cache
def _shipped_heads() -> Heads:
    return make_heads(shipped_lexicons())


def make_heads(lexicons: Lexicons) -> Heads:
    """How expressions of time begin, with what the lexicons say of vague and mistakable ones."""
    return Heads(lexicons["vague_times"], lexicons["not_times"])


def _blanked(text: str, masked: Sequence[Located]) -> str:
    """The text with the masked regions overwritten, so that offsets stay."""
    pieces, position = [], 0
    for region in sorted(masked, key=lambda located: (located.start, located.end)):
        start, end = max(region.start, position), min(region.end, len(text))
        if start < end:
            pieces += [text[position:start], "\0" * (end - start)]
            position = end
    return "".join([*pieces, text[position:]])


class _Walk:
    """The state of one walk: the text, what it has said about time, the last date and holidays whose dates it told."""

    def __init__(self, text: str, published: date | None, heads: Heads) -> None:
        self._text = text
        self._heads = heads
        self._anchors = Anchors(today=published)
        self._holidays: dict[str, Resolved] = {}
        self._last: Resolved | None = None
        self._last_end = 0

    def times(self) -> list[Time]:
        """All expressions, in order."""
        position, found = 0, []
        for anchor in self._heads.anchor.finditer(self._text):
            if anchor.start() < position:
                continue
            match = self._heads.match(self._text, anchor.start())
            expression = None if match is None else read(self._text, match)
            if expression is not None:
                found.append(self._complete(expression))
                position = expression.end
            elif match is not None:
                position = match.end()
        return found

    def _complete(self, expression: Expression) -> Time:
        """Resolve an expression together with the range and the bracket that it opens, and take note of it."""
        resolved = self._range(expression)
        resolved = self._bracket(expression, resolved)
        if resolved is not None:
            self._last, self._last_end = resolved, expression.end
            if isinstance(expression.shape, Holiday) and not expression.shape.part:
                self._holidays[expression.shape.name] = resolved
            if not (expression.deadline or expression.until_now or expression.outlook is Outlook.AHEAD):
                self._anchors.remember(resolved)
        return Time(
            start=expression.start,
            end=expression.end,
            value=None if resolved is None else interval(resolved.first, resolved.last),
            mod=expression.mod,
            basis=None if resolved is None else resolved.basis,
            deadline=expression.deadline,
            since=expression.since,
        )

    def _range(self, expression: Expression) -> Resolved | None:
        """Resolve an expression or, where a second one ends or doubles it (27日至28日, 3月和5月之间), both as one period."""
        if not isinstance(expression.shape, Vague):
            joint = grammar.RANGE.match(self._text, expression.end) or grammar.COUPLE.match(self._text, expression.end)
            right = self._read_at(joint.end()) if joint else None
            if joint and right and not isinstance(right.shape, Vague) and (joined := self._joined(expression, right, joint.group())):
                expression.end = right.end
                expression.mod = None
                take_suffixes(self._text, expression)
                return joined
        take_suffixes(self._text, expression)
        note_cues(self._text, expression)
        return self._resolve(expression)

    def _joined(self, left: Expression, right: Expression, joint: str) -> Resolved | None:
        first = self._resolve(left)
        if first is None:
            return None
        last = resolve(Expression(right.start, right.end, continued(right.shape, first.first, turn=True) or right.shape), self._anchors)
        if last is None or first.first.day > last.last.last_day or (first[:2] == last[:2] and left.mod == right.mod):
            return None
        if joint in grammar.COUPLES and not grammar.BETWEEN.match(self._text, right.end):
            years = first.first.grain is last.last.grain is Grain.YEAR and first.first == first.last and last.first == last.last
            in_list = self._text[left.start - 1 : left.start] == "、"
            if not years or in_list or last.first.day.year != first.first.day.year + 1:
                return None
        first_point = _edge(first.first, left.mod)
        last_point = _edge(last.last, right.mod)
        basis = first.basis if last.basis is Basis.EXPLICIT or first.basis is not Basis.EXPLICIT else last.basis
        if isinstance(right.shape, Calendar) and right.shape.year is None:
            basis = first.basis
        return Resolved(first_point, last_point, basis)

    def _bracket(self, expression: Expression, resolved: Resolved | None) -> Resolved | None:
        """Take in the exact date in brackets: 昨天（11月21日）, 中秋假期（9月29日至10月6日）, 周二（5日）."""
        opening = grammar.OPEN.match(self._text, expression.end)
        inner = self._read_at(opening.end()) if opening else None
        if inner is None:
            return resolved
        exact = self._range(inner)
        closing = grammar.CLOSE.match(self._text, inner.end)
        if closing is None:
            return resolved
        if resolved is None or exact is None or resolved[:2] == exact[:2]:
            expression.end = closing.end()
        elif resolved.first.grain is exact.first.grain is Grain.DAY:
            expression.end = closing.end()
            if resolved.basis is Basis.EXPLICIT or isinstance(inner.shape, Weekday):
                return resolved
        else:
            return resolved
        with_time_of_day(self._text, expression)
        self._learn_today(expression, exact)
        return exact or resolved

    def _learn_today(self, expression: Expression, exact: Resolved | None) -> None:
        """An article without a date tells it itself: 今天（11月4日）."""
        shape = expression.shape
        if exact is None or self._anchors.today is not None or not isinstance(shape, Calendar) or not isinstance(shape.day, Relative):
            return
        if not shape.day.from_mention and exact.last.grain is Grain.DAY:
            self._anchors.today = shift_days(exact.last.day, -shape.day.offset)
            self._anchors.basis = Basis.CONTEXT

    def _read_at(self, position: int) -> Expression | None:
        match = self._heads.match(self._text, position)
        return None if match is None else read(self._text, match)

    def _resolve(self, expression: Expression) -> Resolved | None:
        """By what an earlier expression of the same sentence or the holiday's own bracket said, else by the article's date."""
        shape = expression.shape
        if isinstance(shape, Holiday) and not shape.part and shape.name in self._holidays:
            return self._holidays[shape.name]
        if self._last is not None and self._follows_far_date(expression, self._last):
            nearer = continued(shape, self._last.last, turn=False)
            found = None if nearer is None else resolve(Expression(expression.start, expression.end, nearer), self._anchors)
            if found is not None:
                return found._replace(basis=Basis.CONTEXT)
        return resolve(expression, self._anchors)

    def _follows_far_date(self, expression: Expression, last: Resolved) -> bool:
        """Whether a day without month, or month without year, follows in its sentence a date far from the article's."""
        shape, now = expression.shape, self._anchors.now()
        if not isinstance(shape, Calendar) or shape.year is not None or now is None or last.last.grain not in (Grain.DAY, Grain.MONTH):
            return False
        if not isinstance(shape.day if shape.month is None else shape.month, int):
            return False
        if shape.month is None and self._text[self._last_end : expression.start] in grammar.LIST_MARKS:
            return True
        far = _FAR_FOR_A_DAY if shape.month is None else _FAR_FOR_A_MONTH
        return abs((last.last.day - now[0]).days) > far and not _SENTENCE_END.search(self._text, self._last_end, expression.start)


def _edge(point: Point, mod: Mod | None) -> Point:
    """Where a range begins or ends that names the edge of a year: 5月到年底 ends in December."""
    if point.grain is not Grain.YEAR or mod not in (Mod.START, Mod.END):
        return point
    return Point(Grain.MONTH, point.day.replace(month=1 if mod is Mod.START else 12))
