"""`dashiji evaluate`, as a person types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashiji.cli import app

DOCUMENT = {"id": "a", "title": "", "text": "青岚市数据局3月1日揭牌成立。"}
GOLD = {
    "doc": "a",
    "type": "agency_founded",
    "status": "happened",
    "args": {"agency": [{"text": "青岚市数据局"}], "date": [{"text": "3月1日", "value": "2026-03-01"}]},
    "evidence": ["青岚市数据局3月1日揭牌成立"],
}
RECORD = {
    "doc_id": "a",
    "type": "agency_founded",
    "status": "happened",
    "arguments": {
        "agency": [{"text": "青岚市数据局", "start": 0, "end": 6}],
        "date": [{"text": "3月1日", "start": 6, "end": 10, "value": "2025-03-01"}],
    },
    "evidence": [{"text": "青岚市数据局3月1日揭牌成立", "start": 0, "end": 14, "rule": "founding.unveiled"}],
}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Gold, records and articles."""
    paths = [tmp_path / f"{name}.jsonl" for name in ("gold", "records", "docs")]
    for path, line in zip(paths, (GOLD, RECORD, DOCUMENT), strict=True):
        path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return [str(path) for path in paths]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *arguments], prog_name="dashiji")


def test_a_pipe_gets_json(files: list[str]) -> None:
    done = run(*files[:2])
    figures = json.loads(done.stdout)
    assert done.exit_code == 0
    assert figures["lenient"]["events_all"]["f1"] == 1.0
    assert figures["lenient"]["by_role"]["agency_founded"]["date"] == {
        "p": 0.0,
        "r": 0.0,
        "f1": 0.0,
        "tp": 0,
        "fp": 1,
        "fn": 1,
        "interval": None,
    }
    assert "offsets" not in figures


@pytest.mark.parametrize("by_role", [True, False])
def test_the_table_fits_a_narrow_terminal(files: list[str], by_role: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = run(*files[:2], "--docs", files[2], "--table", *["--by-role"] * by_role)
    lines = done.stdout.splitlines()
    assert "agency_founded       1.000 1.000 1.000    1/0/0  1.000    0.000" in lines
    assert ("  date               0.000 0.000 0.000    0/1/1" in done.stdout) is by_role
    assert lines[-2:] == ["1 article; status accuracy 1.000", "offsets: 3 spans, 0 wrong"]
    assert "…" not in done.stdout


def test_findings_go_to_a_file(files: list[str], tmp_path: Path) -> None:
    assert run(*files[:2], "--errors", str(tmp_path / "errors.jsonl")).exit_code == 0
    (finding,) = map(json.loads, (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines())
    assert (finding["fault"], finding["role"], finding["rule"]) == ("role", "date", "founding.unveiled")
    assert (finding["gold"], finding["predicted"]) == (["3月1日 → 2026-03-01"], ["3月1日 → 2025-03-01"])


def test_a_bad_line_is_an_error_with_its_place(files: list[str]) -> None:
    Path(files[1]).write_text("{}\n", encoding="utf-8")
    done = run(*files[:2])
    assert done.exit_code == 2
    assert done.stderr == f"error: {files[1]}:1: doc_id: Field required\n"


def test_a_missing_file_is_an_error(files: list[str]) -> None:
    done = run(files[0], "missing.jsonl")
    assert (done.exit_code, done.stderr) == (2, "error: missing.jsonl: No such file or directory\n")
