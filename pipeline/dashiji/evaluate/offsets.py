"""Whether the spans of records hold the characters they claim."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dashiji.evaluate.gold import Document, PredictedEvidence, PredictedRecord, PredictedValue
from dashiji.records import Record, TextSpan


@dataclass(frozen=True, slots=True)
class Offsets:
    """Spans checked, and those whose text is not what stands there."""

    spans: int
    wrong: int


def check_offsets(records: Iterable[PredictedRecord], documents: Mapping[str, Document]) -> Offsets:
    """Check every value and evidence of the records whose article is known, in the document or, as gold tools do, in its text alone."""
    checked = wrong = 0
    for record in records:
        document = documents.get(record.doc_id)
        if document is None:
            continue
        for span in _spans(record):
            checked += 1
            if span.start is None or span.text not in (document.document[span.start : span.end], document.text[span.start : span.end]):
                wrong += 1
    return Offsets(checked, wrong)


def wrong_spans(record: Record, document: str) -> list[TextSpan]:
    """Every value, evidence and trigger of the record whose text is not `document[start:end]`: the contract, to the letter."""
    spans: list[TextSpan] = [value for values in record.arguments.values() for value in values]
    for evidence in record.evidence:
        spans += (evidence, evidence.trigger)
    return [span for span in spans if document[span.start : span.end] != span.text]


def _spans(record: PredictedRecord) -> Iterator[PredictedValue | PredictedEvidence]:
    for values in record.arguments.values():
        yield from values
    yield from record.evidence
