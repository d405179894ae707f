"""Count how often each rule's records are right, and say how well the confidences made of it hold on articles not counted.

python models/confidence/train.py [GOLD DOCS]

Without arguments: the development set beside the repository. Articles fall into five folds; the expected calibration error is
measured on each fold with the shares counted on the other four.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import dashiji
from dashiji.article import Article
from dashiji.calibration import Calibration
from dashiji.evaluate import PredictedRecord, read_gold
from dashiji.evaluate.pairing import LENIENT, pair
from dashiji.records import EventType, Record
from dashiji.stages.read import read

HERE = Path(__file__).parent
GOLD = HERE.parents[2] / "shared" / "gold"
PRIOR = 0.9
"""Share of right records that a type is taken to have before any was counted."""
TYPE_WEIGHT = 10
RULE_WEIGHT = 10
"""Records that the prior of a type, and of a rule, counts for."""
FOLDS = 5
BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with whether gold, required or optional, has it."""

    article: str
    record: Record
    right: bool


def main() -> None:
    """Count, measure and write calibration.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD / "dev.gold.jsonl")
    parser.add_argument("docs", nargs="?", type=Path, default=GOLD / "dev.docs.jsonl")
    parser.add_argument("--measure", action="store_true", help="only measure the calibration that is there, on this gold")
    options = parser.parse_args()
    judged = judge(options.gold, options.docs)
    right = sum(item.right for item in judged)
    print(f"{len(judged)} records, {right / len(judged):.3f} right")
    if options.measure:
        print(f"expected calibration error {error([(item.record.confidence, item.right) for item in judged]):.3f}")
        return
    print(f"expected calibration error, {FOLDS} folds: {cross_validated(judged):.3f}")
    shares = count(judged)
    lines = ",\n".join(f"    {json.dumps(rule)}: {share}" for rule, share in sorted(shares.items()))
    (HERE / "calibration.json").write_text(f'{{\n  "rules": {{\n{lines}\n  }}\n}}\n', encoding="utf-8")


def judge(gold_path: Path, docs_path: Path) -> list[Judged]:
    """Extract every article and pair its records with gold."""
    extractor = dashiji.load()
    gold = defaultdict(list)
    for annotated in read_gold(gold_path):
        gold[annotated.doc, annotated.type].append(annotated)
    judged = []
    for article in read(docs_path):
        if isinstance(article, Article):
            records = extractor.extract(article)
            for kind in EventType:
                own = [record for record in records if record.type is kind]
                predicted = [PredictedRecord.model_validate_json(record.to_json()) for record in own]
                paired = {i for i, _ in pair(predicted, gold[article.id, kind], LENIENT)}
                judged += [Judged(article.id, record, i in paired) for i, record in enumerate(own)]
    return judged


def count(judged: Iterable[Judged]) -> dict[str, float]:
    """The share of right records of each rule, drawn toward its type's where few were counted."""
    types: defaultdict[EventType, list[bool]] = defaultdict(list)
    rules: defaultdict[tuple[str, EventType], list[bool]] = defaultdict(list)
    for item in judged:
        types[item.record.type].append(item.right)
        rules[item.record.evidence[0].rule, item.record.type].append(item.right)
    priors = {kind: (sum(found) + PRIOR * TYPE_WEIGHT) / (len(found) + TYPE_WEIGHT) for kind, found in types.items()}
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for (rule, kind), found in rules.items():
        shares[rule].append((sum(found) + priors[kind] * RULE_WEIGHT) / (len(found) + RULE_WEIGHT))
    return {rule: round(sum(values) / len(values), 3) for rule, values in shares.items()}


def cross_validated(judged: Sequence[Judged]) -> float:
    """Expected calibration error on folds of articles that the shares were not counted on."""
    articles = sorted({item.article for item in judged})
    fold = {article: number % FOLDS for number, article in enumerate(articles)}
    told = []
    for number in range(FOLDS):
        shares = count(item for item in judged if fold[item.article] != number)
        told += [(confidence(item.record, shares), item.right) for item in judged if fold[item.article] == number]
    return error(told)


def confidence(record: Record, shares: Mapping[str, float]) -> float:
    """What the record's confidence would be with these shares; what it had to take over is not told apart here."""
    return Calibration(rules=shares).confidence(record.evidence[0].rule, PRIOR, 1.0, len(record.evidence))


def error(told: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the mean distance of confidence and share of right records over ten bins, weighted by size."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, right in told:
        bins[min(int(probability * BINS), BINS - 1)].append((probability, right))
    distances = (abs(sum(p for p, _ in items) - sum(right for _, right in items)) for items in bins.values())
    return sum(distances) / len(told)


if __name__ == "__main__":
    main()
