"""Decisions as JSON Lines, sorted, for git: what stands, one line a difference and reviewer."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from dashiji.errors import InputError
from dashiji.review.decisions import Decision, Subject, Verdict


class DecisionLine(BaseModel):
    """One line of the file; `corrected` is there for edits only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    doc_id: str
    kind: str
    type: str
    anchor: str
    verdict: Verdict
    reviewer: str
    at: str
    review: str
    corrected: dict[str, Any] | None = None


def to_lines(decisions: Iterable[Decision]) -> str:
    """The file's content. What was only skipped is left out."""
    return "".join(f"{json.dumps(_plain(d), ensure_ascii=False)}\n" for d in decisions if d.verdict is not Verdict.SKIP)


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file that was exported. Raises InputError naming file and line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                found.append(_decision(DecisionLine.model_validate_json(line)))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"])) or "line"
                raise InputError(f"{path}:{number}: {where}: {first['msg']}; give decisions as dashiji review exports them") from error
    return found


def _plain(decision: Decision) -> dict[str, Any]:
    subject = decision.subject
    line = {
        "fingerprint": subject.fingerprint,
        "doc_id": subject.doc_id,
        "kind": subject.kind,
        "type": subject.type,
        "anchor": subject.anchor,
        "verdict": decision.verdict.value,
        "reviewer": decision.reviewer,
        "at": decision.at,
        "review": decision.review,
    }
    return {**line, "corrected": json.loads(decision.corrected)} if decision.corrected else line


def _decision(line: DecisionLine) -> Decision:
    subject = Subject(line.fingerprint, line.doc_id, line.kind, line.type, line.anchor)
    corrected = json.dumps(line.corrected, ensure_ascii=False) if line.corrected else ""
    return Decision(0, 0, subject, line.reviewer, line.verdict, corrected, line.review, line.at)
