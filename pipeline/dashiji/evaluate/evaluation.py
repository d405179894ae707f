"""Judge records by gold, article by article."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from dashiji.evaluate.bootstrap import RESAMPLES, Bootstrap
from dashiji.evaluate.findings import Finding
from dashiji.evaluate.gold import Document, GoldRecord, PredictedRecord, read_documents, read_gold, read_records
from dashiji.evaluate.offsets import check_offsets
from dashiji.evaluate.pairing import LENIENT, STRICT
from dashiji.evaluate.report import Report, scores
from dashiji.evaluate.score import score


def evaluate(
    gold: Iterable[GoldRecord],
    records: Iterable[PredictedRecord],
    documents: Mapping[str, Document] | None = None,
    *,
    threshold: float = LENIENT,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Report:
    """Score records against gold, leniently from `threshold` on and strictly.

    With `documents`, offsets are checked too, records of other articles are ignored, and articles without gold or records are
    resampled like any other. The order of articles does not matter; that of one article's records decides between equal matches.
    """
    by_article: defaultdict[str, tuple[list[PredictedRecord], list[GoldRecord]]] = defaultdict(lambda: ([], []))
    for article in documents or ():
        by_article[article] = ([], [])
    for annotated in gold:
        by_article[annotated.doc][1].append(annotated)
    kept, ignored = [], 0
    for record in records:
        if documents is None or record.doc_id in documents:
            kept.append(record)
            by_article[record.doc_id][0].append(record)
        else:
            ignored += 1
    pairs = [by_article[article] for article in sorted(by_article)]
    found: list[Finding] = []
    bootstrap = Bootstrap(len(pairs), resamples, seed)
    return Report(
        lenient=scores([score(ours, theirs, threshold, found) for ours, theirs in pairs], bootstrap),
        strict=scores([score(ours, theirs, STRICT) for ours, theirs in pairs], bootstrap),
        offsets=check_offsets(kept, documents) if documents is not None else None,
        findings=tuple(found),
        articles=len(pairs),
        ignored=ignored,
    )


def evaluate_files(
    gold: Path,
    records: Path,
    docs: Path | None = None,
    *,
    threshold: float = LENIENT,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Report:
    """Score a file of records against a file of gold, with the offset check where the file of articles is given.

    Raises InputError naming file and line.
    """
    documents = read_documents(docs) if docs else None
    return evaluate(read_gold(gold), read_records(records), documents, threshold=threshold, resamples=resamples, seed=seed)
