"""Conditions: what must, or must not, stand around a trigger, and which quantities may set a rule off."""

from decimal import Decimal

from dashiji.chunks import Chunk
from dashiji.kinds import BREAK, QUANTITY
from dashiji.rulebook.compiled import Figure, Guard
from dashiji.rulebook.marks import Trial
from dashiji.spans import Op, Quantity
from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.periods import names_end
from dashiji.stages.match.reading import PLACING, SKIPPED, Reading

_COMPARED = frozenset(("比", "较", "与", "由", "从"))
"""Words before a time that something is compared with."""
_FIGURES = frozenset("0123456789０１２３４５６７８９百千万亿兆%％成半倍番分")
"""Characters of numbers that state a figure rather than tell a story."""
_MULTIPLIERS = frozenset("百千万亿兆")
_FEW = 10
_AMOUNTS = frozenset(("度", "股", "字"))
"""Units that grade a thing, and in large numbers measure an amount: of electricity, capital, text."""
_LARGE = 10_000
_PARAMETERS = "B"
"""Behind a number, billions of parameters, by which models are told apart (4B 模型)."""
_PICTURES = frozenset(("2K", "4K", "8K"))
"""Sizes of pictures (8K 影片)."""


def unmet(trial: Trial, marks: int, reading: Reading, at: int, discourse: Discourse) -> str | None:
    """Which condition keeps the rule from the trigger at `at`; `None` where all hold. `marks` are those around the trigger."""
    trigger = reading.chunks[at]
    if trigger.quantity is not None and (fault := misfit(trial.rule.figure, trigger, trigger.quantity)):
        return fault
    for mark, guard in trial.requires:
        if not (mark & marks and _holds(guard, reading, at, discourse)):
            return f"needs {guard.why}"
    for mark, guard in trial.unless:
        if mark & marks and _holds(guard, reading, at, discourse):
            return f"stopped by {guard.why}"
    return None


def _holds(guard: Guard, reading: Reading, at: int, discourse: Discourse) -> bool:
    """Whether one of the guard's words or kinds stands where it is looked for."""
    if guard.relative and (at + 1 >= len(reading.chunks) or reading.chunks[at + 1].text != "的"):
        return False
    if guard.units and ((quantity := reading.chunks[at].quantity) is None or quantity.unit not in guard.units):
        return False
    edge = range(len(reading.chunks)) if guard.window == "sentence" else reading.clause(at)
    left = range(at - 1, edge.start - 1, -1) if guard.side in ("left", "either") else range(0)
    right = range(at + 1, edge.stop) if guard.side in ("right", "either") else range(0)
    for side in (left, right):
        for position in side:
            chunk = reading.chunks[position]
            if chunk.text in guard.barriers:
                break
            if _answers(guard, reading, position, discourse):
                return True
            if guard.ahead and _is_over(reading, position, discourse):
                break
            if guard.adjacent and chunk.kind not in SKIPPED:
                break
    return False


def _is_over(reading: Reading, at: int, discourse: Discourse) -> bool:
    """Whether the chunk tells of a time that is over, other than one that something is compared with (较2020年增长, 2020年的6倍)."""
    time = reading.times.get(at)
    return time is not None and discourse.is_over(time) and not _is_compared(reading, at)


def _is_compared(reading: Reading, at: int) -> bool:
    chunks = reading.chunks
    owns = at + 2 < len(chunks) and chunks[at + 1].text == "的" and chunks[at + 2].kind is QUANTITY
    return owns or (at > 0 and chunks[at - 1].text in _COMPARED)


def _answers(guard: Guard, reading: Reading, at: int, discourse: Discourse) -> bool:
    """Whether the chunk at `at` is what the guard looks for."""
    chunk = reading.chunks[at]
    if chunk.kind in guard.kinds:
        return chunk.time is None or (discourse.fits(chunk.time, guard.tense) and (guard.tense != "deadline" or names_end(chunk.text)))
    if chunk.text not in guard.words and not (guard.ending and chunk.text.endswith(guard.ending)):
        return False
    chunks = reading.chunks
    if guard.after and (chunks[at - 1].kind if at else BREAK) not in guard.after:
        return False
    if guard.followed_by and (at + 1 >= len(chunks) or chunks[at + 1].text not in guard.followed_by):
        return False
    return not guard.before or chunk.text.endswith(PLACING) or (at + 1 < len(chunks) and chunks[at + 1].kind in guard.before)


def misfit(figure: Figure, trigger: Chunk, quantity: Quantity) -> str:
    """Why a quantity is not one that the rule reads, `""` if it is."""
    graded = quantity.unit in figure.not_units and not _is_amount(quantity)
    if graded or (figure.units and quantity.unit not in figure.units):
        return f"counts in {quantity.unit or 'nothing'}"
    if figure.figures and not quantity.unit and trigger.text.endswith(_PARAMETERS):
        return "the size of a model"
    if figure.figures and trigger.text.upper() in _PICTURES:
        return "the size of a picture"
    if figure.figures and (_FIGURES.isdisjoint(trigger.text) or _is_round(trigger, quantity)):
        return "a number told in words"
    if quantity.unit in figure.few and quantity.op is Op.EQ and Decimal(quantity.value[0]) < _FEW:
        return "too few to be a figure"
    if figure.change is not None and figure.change != (quantity.change is not None):
        return "a change" if quantity.change else "no change"
    if figure.ops and quantity.op not in figure.ops:
        return f"told as {quantity.op}"
    return ""


def _is_amount(quantity: Quantity) -> bool:
    """Whether a number so large is an amount of what the unit otherwise grades (50亿度)."""
    return quantity.unit in _AMOUNTS and Decimal(quantity.value[0]) >= _LARGE


def _is_round(trigger: Chunk, quantity: Quantity) -> bool:
    """Whether multipliers alone tell the number, and nothing bounds it: 百亿级基金, 千亿斤 name a size, 突破万亿元 is a figure."""
    start = quantity.number.start - trigger.start
    number = trigger.text[start : quantity.number.end - trigger.start]
    return start == 0 and bool(number) and set(number) <= _MULTIPLIERS
