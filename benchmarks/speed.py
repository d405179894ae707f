"""Measure extraction against the script that a user would write by hand (baseline.py), on one core.

python benchmarks/speed.py [FILE…] [--articles N] [--rounds N] [--json FILE]

Without files: the news archives beside the repository where they are, else the seeds over and over. The contenders take turns on the
same portions of articles in one process; what counts is CPU time, so that other work on the machine matters little. A third one
(cutting.py) only folds, scans and cuts: what it leaves is what a grammar may take. Then one more round tells what each stage takes.
Figures are medians over the rounds.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import baseline
import sampling
from cutting import Cutting

import dashiji
from dashiji import extractor as pipeline
from dashiji.article import Article
from dashiji.extractor import Extractor
from dashiji.stages.entities import EntityFinder
from dashiji.stages.scan import Scanner

PORTION = 20
"""Articles that one contender reads before the other has its turn."""
STAGES = (
    "fold",
    "lay_out",
    "find_times",
    "find_quantities",
    "segment",
    "recall_persons",
    "chunk_sentence",
    "match_sentence",
    "resolve",
)


@dataclass(frozen=True)
class Speed:
    """Articles and characters that a contender reads in a second of CPU time."""

    articles: float
    characters: float


@dataclass(frozen=True)
class Result:
    """What was measured; `ratio` is the median of the rounds' ratios, `words` are those of the sentences that dashiji reads, `stages` the
    share of dashiji's time by stage."""

    articles: int
    characters: int
    words: int
    rounds: int
    baseline: Speed
    dashiji: Speed
    cutting: Speed
    ratio: float
    stages: dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = sampling.parser(__doc__, rounds=3, figures=True)
    options = parser.parse_args()
    found = sampling.articles(options.files, options.articles)
    result = measure([found[number % len(found)] for number in range(options.articles)], options.rounds)
    if options.json:
        options.json.write_text(json.dumps(asdict(result)), encoding="utf-8")
    print(f"{result.articles} articles, {result.characters:,} characters, {result.words:,} words read, {result.rounds} rounds, CPU time")
    for name, speed in (("baseline", result.baseline), ("dashiji", result.dashiji), ("cutting", result.cutting)):
        each = 1e6 * result.articles / speed.articles / result.words
        print(f"{name:10}{speed.articles:10,.1f} articles/s{speed.characters:12,.0f} characters/s{each:8.1f} µs a word read")
    print(f"{'ratio':10}{result.ratio:10.2f}")
    for stage, share in result.stages.items():
        print(f"  {stage:18}{share:7.1%}{result.dashiji.characters / max(share, 1e-9):14,.0f} characters/s")


def measure(articles: Sequence[Article], rounds: int) -> Result:
    """Let the contenders take turns; each has read some articles before the clock runs."""
    extractor, script = dashiji.load(), baseline.make()
    cutting = Cutting(dashiji.load(), articles)  # an extractor of its own, so that what it remembers helps nobody
    contenders: dict[str, Callable[[Article], object]] = {
        "baseline": lambda article: script.extract(article.document),
        "dashiji": extractor.extract,
        "cutting": cutting.words,
    }
    for contender in contenders.values():
        _seconds(contender, articles[:PORTION])
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        order = sorted(contenders, reverse=bool(number % 2))
        spent = dict.fromkeys(contenders, 0.0)
        for start in range(0, len(articles), PORTION):
            for name in order:
                spent[name] += _seconds(contenders[name], articles[start : start + PORTION])
        for name, value in spent.items():
            seconds[name].append(value)
    characters = sum(len(article.document) for article in articles)
    words = sum(cutting.words(article) for article in articles)
    speeds = {name: Speed(len(articles) / median(values), characters / median(values)) for name, values in seconds.items()}
    ratio = median(slow / fast for slow, fast in zip(seconds["baseline"], seconds["dashiji"], strict=True))
    return Result(len(articles), characters, words, rounds, **speeds, ratio=ratio, stages=_stages(extractor, articles))


def _seconds(contender: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """CPU seconds that a contender needs for some articles."""
    started = time.process_time()
    for article in articles:
        contender(article)
    return time.process_time() - started


def _stages(extractor: Extractor, articles: Sequence[Article]) -> dict[str, float]:
    """The share of time that each stage takes, the largest first; what the stages leave over is `rest`."""
    spent: defaultdict[str, float] = defaultdict(float)
    holders = (*((pipeline, stage) for stage in STAGES), (Scanner, "scan"), (EntityFinder, "find"))
    plain = {(holder, name): getattr(holder, name) for holder, name in holders}
    for (holder, name), function in plain.items():
        setattr(holder, name, _timed(function, "find_entities" if holder is EntityFinder else name, spent))
    try:
        total = _seconds(extractor.extract, articles)
    finally:
        for (holder, name), function in plain.items():
            setattr(holder, name, function)
    spent["rest"] = total - sum(spent.values())
    return {name: seconds / total for name, seconds in sorted(spent.items(), key=lambda pair: -pair[1])}


def _timed(function: Callable[..., Any], name: str, spent: defaultdict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        started = time.process_time()
        result = function(*arguments)
        spent[name] += time.process_time() - started
        return result

    return timed


if __name__ == "__main__":
    main()
