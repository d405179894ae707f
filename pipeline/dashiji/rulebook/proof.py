"""Proof: the examples and counter-examples of rules, run through the pipeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dashiji.article import Article
from dashiji.records import DateValue, EntityValue, QuantityValue, Record, Value
from dashiji.rulebook.book import Rulebook
from dashiji.rulebook.compiled import CompiledRule
from dashiji.rulebook.model import Example


class Reader(Protocol):
    """What examples are run through: the pipeline, seen from below."""

    rulebook: Rulebook

    def extract(self, article: Article) -> list[Record]: ...


@dataclass(frozen=True, slots=True)
class Result:
    """One example of a rule; `detail` says what went wrong, `""` where it passed."""

    rule_id: str
    text: str
    detail: str

    @property
    def passed(self) -> bool:
        """Whether the example was read as it says."""
        return not self.detail


def run_examples(reader: Reader) -> Iterator[Result]:
    """Every example and counter-example of every rule, in file order."""
    for rule in reader.rulebook.rules:
        for example in rule.examples:
            records = reader.extract(Article(rule.id, example.text, published=example.published))
            yield Result(rule.id, example.text, _judge(rule, example, records))
        for counter in rule.not_examples:
            records = _made_by(rule, reader.extract(Article(rule.id, counter.text)))
            yield Result(rule.id, counter.text, f"read as {_say(records[0])}, but {counter.why}" if records else "")


def _made_by(rule: CompiledRule, records: list[Record]) -> list[Record]:
    """The records that a rule had a part in; a rule that only fills a register may have had one in any."""
    if rule.sets:
        return records
    return [record for record in records if any(evidence.rule == rule.id for evidence in record.evidence)]


def _judge(rule: CompiledRule, example: Example, records: list[Record]) -> str:
    own = _made_by(rule, records)
    if not own:
        others = "; ".join(f"{record.evidence[0].rule}: {_say(record)}" for record in records)
        return f"no record by this rule{f', only {others}' if others else ''}"
    faults = [fault for record in own if not (fault := _compare(example, record))]
    return "" if faults else _compare(example, own[0])


def _compare(example: Example, record: Record) -> str:
    """What differs between the example and the record; `""` when nothing does."""
    if example.type is not None and record.type is not example.type:
        return f"type: expected {example.type}, read {record.type}"
    if example.status is not None and record.status is not example.status:
        return f"status: expected {example.status}, read {record.status}"
    for role, expected in example.roles.items():
        values = record.arguments.get(role, ())
        for text in expected:
            if not any(text in _forms(value) for value in values):
                return f"{role}: expected {text!r}, read {'; '.join(value.text for value in values) or 'nothing'}"
    return ""


def _forms(value: Value) -> set[str]:
    forms = {value.text}
    if isinstance(value, EntityValue):
        forms.add(value.normalized)
    elif isinstance(value, DateValue | QuantityValue):
        forms.add(str(value.value))
    return forms


def _say(record: Record) -> str:
    roles = ", ".join(f"{role}={'; '.join(value.text for value in values)}" for role, values in record.arguments.items())
    return f"{record.type} {record.status} ({roles})"
