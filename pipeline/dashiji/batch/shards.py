"""The per-shard function, the same for every engine."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import dashiji
from dashiji.article import Article
from dashiji.batch.attempt import Extracts, attempt
from dashiji.garbage import settle
from dashiji.run import apart
from dashiji.run.hand import Cause, Grip, Hand
from dashiji.run.limits import Limits, held
from dashiji.run.shard import Shard
from dashiji.stages.read import Failure
from dashiji.store.directory import RunDirectory
from dashiji.store.manifest import Part
from dashiji.store.outcome import Outcome, State, done, failed, quarantined
from dashiji.store.parts import find_part, write_part

_WARM_UP = Article("", "2026年3月5日,海滨市数据局揭牌成立。市长林一舟表示,到2027年,全市数据产业规模将达到500亿元。")
Load = Callable[[Path | None], Extracts]


@dataclass(frozen=True, slots=True)
class Batch:
    """All that a worker needs to do shards of a run; survives pickling. Calling it loads the pipeline and gives the function."""

    run: Path | str
    session: str
    limits: Limits
    rules: Path | None = None
    load: Load = dashiji.load

    def __call__(self) -> Callable[[Shard], Part]:
        """Load rules and dictionaries once, in this process. Raises RuleError.

        What libraries put off to the first article is done here: else that one would be in hand a hundred times as long as it
        needs, and take the strikes for kills that come at random.
        """
        extractor = self.load(self.rules)
        attempt(extractor, _WARM_UP)
        settle()
        return partial(do_shard, batch=self, extractor=extractor)


def do_shard(shard: Shard, batch: Batch, extractor: Extracts) -> Part:
    """Read the articles of a shard and write its part; what is written hangs on the shard alone.

    A part that is there is left as it is, so trying again is safe at any moment. Articles with a strike come first, each in a child of
    this process where the system has such: those that pass have cleared themselves, whatever happens to this process later, and what
    kills this process while they are tried is no strike. Raises DashijiError where processes die over the shard without an article in
    hand.
    """
    directory = RunDirectory(batch.run)
    directory.join()
    hand = Hand(directory.workshop, shard.name, batch.session)
    with hand.open() as grip:
        if part := find_part(directory.folder, shard.name):
            return part
        outcomes: dict[int, Outcome] = {}
        for index in chain(hand.suspects, range(len(shard.items))):
            if index not in outcomes:
                if apart.POSSIBLE and index in hand.suspects:
                    outcomes[index] = _outcome_apart(shard, index, hand, extractor, batch.limits)
                else:
                    outcomes[index] = _outcome(shard, index, hand, grip, extractor, batch.limits)
                if outcomes[index].state is not State.QUARANTINED:
                    hand.clear(index)
        in_order = [outcomes[index] for index in range(len(shard.items))]
        return write_part(directory.folder, shard.name, shard.start, shard.input, in_order)


def _outcome_apart(shard: Shard, index: int, hand: Hand, extractor: Extracts, limits: Limits) -> Outcome:
    """Try a suspect in child processes until it passes or is in quarantine."""
    outcome = None
    while outcome is None:
        outcome = hand.try_apart(index, lambda grip: _outcome(shard, index, hand, grip, extractor, limits))
    return outcome


def _outcome(shard: Shard, index: int, hand: Hand, grip: Grip, extractor: Extracts, limits: Limits) -> Outcome:
    item = shard.items[index]
    if isinstance(item, Failure):
        return failed(item)
    if causes := hand.quarantine(index):
        return quarantined(item, _reason(causes[-1], item, limits))
    with held(grip, index, limits):
        result = attempt(extractor, item)
    return failed(result, item) if isinstance(result, Failure) else done(item, tuple(result))


def _reason(cause: Cause, article: Article, limits: Limits) -> str:
    look = f"look at it with dashiji explain FILE --id {article.id}"
    if cause is Cause.TIME:
        return f"took longer than {limits.seconds:g} s, twice; raise --time-limit, or {look}"
    if cause is Cause.MEMORY:
        return f"took more than {limits.megabytes} MB, twice; raise --memory-limit, or {look}"
    return f"the process that read it died, twice; {look}, and please report it"
