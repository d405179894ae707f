"""`dashiji review`, as a person types it."""

import importlib.util
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("fastapi", reason="needs dashiji[review]")
import httpx

from dashiji.cli import app
from dashiji.review.listening import listen
from making import write_records, write_rows
from reviewing import SENTENCES, after, before

COMMAND = [sys.executable, "-c", "from dashiji.cli import main; main()", "review"]


@pytest.fixture(autouse=True)
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_records(tmp_path / "a.jsonl", before())
    write_records(tmp_path / "b.jsonl", after())
    write_rows(tmp_path / "articles.jsonl", ({"id": name, "text": text} for name, text in SENTENCES.items()))


def invoke(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["review", "a.jsonl", "b.jsonl", *arguments], prog_name="dashiji")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


def test_it_serves_until_it_is_told_to_stop_and_exports(tmp_path: Path) -> None:
    command = [*COMMAND, "a.jsonl", "b.jsonl", "--articles", "articles.jsonl", "--port", "0", "--reviewer", "lin"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        said = [server.stderr.readline(), server.stderr.readline()]
        assert said[0].startswith("1 added, 1 removed, 2 changed")
        address = re.search(r"http://127\.0\.0\.1:\d+", said[1])
        assert address, said
        with httpx.Client(base_url=address[0], follow_redirects=True) as client:
            page = client.get("/queue")
            form = dict(re.findall(r'name="(token|fingerprint|seen)" value="([^"]+)"', page.text))
            assert client.post("/decide", data={**form, "verdict": "accept"}).status_code == 200
        server.send_signal(signal.SIGINT)
        rest = server.communicate(timeout=30)[1]
    assert "Traceback" not in rest
    assert f"decisions: {tmp_path / 'decisions.sqlite'}, {tmp_path / 'decisions.jsonl'}" in rest
    (row,) = [json.loads(line) for line in (tmp_path / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (row["verdict"], row["reviewer"], row["fingerprint"]) == ("accept", "lin", form["fingerprint"])
    assert not (tmp_path / "decisions.sqlite-wal").exists()


def test_export_only(tmp_path: Path) -> None:
    assert invoke("--export", "--decisions", "kept.sqlite")[0] == 0
    assert (tmp_path / "kept.jsonl").read_text(encoding="utf-8") == ""


def test_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = invoke("--decisions", "missing/d.sqlite")
    assert (code, "name another file with --decisions" in said) == (2, True)
    with listen(0) as taken:
        code, said = invoke("--port", str(taken.getsockname()[1]))
    assert (code, "choose another with --port, or 0 for any" in said) == (2, True)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert invoke() == (2, "error: review needs FastAPI and uvicorn; pip install 'dashiji[review]'\n")
