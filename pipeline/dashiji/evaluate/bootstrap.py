"""Confidence intervals by resampling articles with replacement."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import mul
from random import Random

RESAMPLES = 1000
COVERAGE = 0.95
"""Share of the resampled figures that an interval holds (percentile method)."""
FEWEST_ARTICLES = 2
"""Articles below which resampling says nothing."""

Interval = tuple[float, float]


class Bootstrap:
    """Draws of as many articles as there are; the same for the same number of articles, resamples and seed."""

    def __init__(self, articles: int, resamples: int = RESAMPLES, seed: int = 0) -> None:
        random, population = Random(seed), range(articles)
        drawn = (Counter(random.choices(population, k=articles)) for _ in range(resamples if articles >= FEWEST_ARTICLES else 0))
        self._draws = [[times[article] for article in population] for times in drawn]

    def interval(self, columns: Sequence[Sequence[int]], figure: Callable[..., float | None]) -> Interval | None:
        """The interval of `figure`, a function of the sums of `columns`, each of which holds one count for each article.

        Draws in which the figure is `None` are left out; `None` where no draw is left.
        """
        figures = sorted(value for sums in self._sums(columns) if (value := figure(*sums)) is not None)
        if not figures:
            return None
        tail = (1 - COVERAGE) / 2
        return figures[round(tail * (len(figures) - 1))], figures[round((1 - tail) * (len(figures) - 1))]

    def _sums(self, columns: Sequence[Sequence[int]]) -> Iterator[list[int]]:
        for times in self._draws:
            yield [sum(map(mul, times, column)) for column in columns]
