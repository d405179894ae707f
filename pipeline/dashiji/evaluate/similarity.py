"""How far a predicted value agrees with the annotated one."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from opencc import OpenCC  # type: ignore[import-untyped]  # it ships no types

from dashiji.evaluate.gold import GoldValue, PredictedValue, Scalar
from dashiji.records import DATE_ROLES, QUANTITY_ROLES

_PUNCTUATION = re.compile(r"[\W_]+")


@cache
def _converter() -> OpenCC:
    # OpenCC's plain t2s rather than the extractor's own folding: what is judged should not lay down how it is compared.
    return OpenCC("t2s")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Simplified script, lower case, without punctuation and white space."""
    return _PUNCTUATION.sub("", str(_converter().convert(text))).lower()


def text_similarity(first: str, second: str) -> float:
    """F1 of the characters that both share, whatever their order, after folding; 1.0 only where the folded texts are equal."""
    first, second = fold(first), fold(second)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = (Counter(first) & Counter(second)).total()
    return min(0.999, 2 * common / (len(first) + len(second)))


def value_similarity(predicted: PredictedValue, gold: GoldValue) -> float:
    """The best similarity with the annotated text or one of its alternatives."""
    return max(text_similarity(predicted.text, text) for text in (gold.text, *gold.alt))


def best_similarity(predicted: Iterable[PredictedValue], gold: Iterable[GoldValue]) -> float:
    """The best similarity among all pairs; 0.0 where a side is empty."""
    gold = tuple(gold)
    return max((value_similarity(p, g) for p in predicted for g in gold), default=0.0)


def same_value(role: str, predicted: PredictedValue, gold: GoldValue, threshold: float) -> bool:
    """Whether a role's value is right: dates by ISO value, quantities by number, comparator and unit, all else by text."""
    if role in DATE_ROLES:
        return str(predicted.value) == str(gold.value)
    if role in QUANTITY_ROLES:
        return (
            same_number(predicted.value, gold.value)
            and (predicted.op or "=") == (gold.op or "=")
            and fold(predicted.unit or "") == fold(gold.unit or "")
        )
    return value_similarity(predicted, gold) >= threshold


def same_number(first: Scalar | list[Scalar] | None, second: Scalar | list[Scalar] | None) -> bool:
    """Whether two numbers or ranges, written as numbers or decimal strings, are equal to six places; two unreadable ones are."""
    return _number(first) == _number(second)


def _number(value: Scalar | list[Scalar] | None) -> float | list[float] | None:
    if value is None:
        return None
    try:
        return [round(float(part), 6) for part in value] if isinstance(value, list) else round(float(value), 6)
    except ValueError:
        return None
