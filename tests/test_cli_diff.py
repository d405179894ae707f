"""`dashiji diff`, as a person types it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashiji.cli import app
from making import made, write_records

Run = Callable[..., tuple[int, str, str]]

OLD = [made("海滨市数据局成立", agency="海滨市数据局"), made("临江成立文旅局", agency="文旅局", rule="founding.established", doc_id="b")]
NEW = [made("海滨市数据局成立", agency="数据局"), made("东岭县成立林长办", agency="林长办", doc_id="c")]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    write_records(tmp_path / "a.jsonl", OLD)
    write_records(tmp_path / "b.jsonl", NEW)

    def invoke(*arguments: object) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["diff", *map(str, arguments)], prog_name="dashiji")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stdout, result.stderr

    return invoke


def test_no_differences(run: Run) -> None:
    assert run("a.jsonl", "a.jsonl") == (0, "", "0 added, 0 removed, 0 changed, 2 unchanged\n")


def test_a_pipe_gets_json_lines(run: Run) -> None:
    code, out, err = run("a.jsonl", "b.jsonl")
    assert code == 1
    assert [(row["doc_id"], row["kind"]) for row in map(json.loads, out.splitlines())] == [
        ("a", "changed"),
        ("b", "removed"),
        ("c", "added"),
    ]
    assert err == "1 added, 1 removed, 1 changed\n"


def test_text(run: Run) -> None:
    code, out, _ = run("a.jsonl", "b.jsonl", "--format", "text")
    assert code == 1
    assert "~ changed agency_founded 数据局  founding.unveiled\n    agency: 海滨市数据局 → 数据局\n" in out
    assert out.endswith("1 added, 1 removed, 1 changed\n")


def test_filters(run: Run) -> None:
    assert len(run("a.jsonl", "b.jsonl", "--kind", "added", "--kind", "removed")[1].splitlines()) == 2
    assert len(run("a.jsonl", "b.jsonl", "--rule", "founding.established")[1].splitlines()) == 1
    assert len(run("a.jsonl", "b.jsonl", "--cause", "input")[1].splitlines()) == 2
    assert run("a.jsonl", "b.jsonl", "--type", "policy_issued") == (0, "", "0 added, 0 removed, 0 changed\n")
    assert len(run("a.jsonl", "a.jsonl", "--kind", "unchanged")[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "start"), [("d.html", "<!doctype html>"), ("d.md", "## a.jsonl"), ("d.jsonl", "{"), ("d.txt", "a\n~ changed")]
)
def test_files_get_the_format_of_their_name(run: Run, tmp_path: Path, name: str, start: str) -> None:
    code, out, _ = run("a.jsonl", "b.jsonl", "-o", name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert (code, out) == (1, "")
    assert text.replace("\\", "").startswith(start)


def test_limit(run: Run) -> None:
    out = run("a.jsonl", "b.jsonl", "--format", "markdown", "--limit", "1")[1]
    assert out.count("\n###") == 1
    assert "… and 2 more." in out
    assert run("a.jsonl", "b.jsonl", "--format", "markdown", "--limit", "0")[1].count("\n###") == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.jsonl", "missing.jsonl"], "error: missing.jsonl: No such file or directory"),
        (["a.jsonl", "folder"], "error: folder/broken.jsonl:1: not a JSON object on one line"),
        (["a.jsonl", "empty"], "error: empty: holds no record file"),
        (["a.jsonl", "b.jsonl", "--format", "pdf"], "pdf"),
        (["a.jsonl", "b.jsonl", "--rules-a", "missing"], "missing: no folder 'packs' here"),
        (["a.jsonl", "b.jsonl", "--articles", "missing"], "missing: no such file or folder"),
    ],
)
def test_errors(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "broken.jsonl").write_text("{")
    (tmp_path / "empty").mkdir()
    code, _, err = run(*arguments)
    assert code == 2
    assert message in err


def test_rules_that_made_neither_side_are_refused(run: Run, root: Path) -> None:
    code, _, err = run("a.jsonl", "b.jsonl", "--rules-a", root / "rules")
    assert code == 2
    assert "is not what a.jsonl was made with (sha256:" in err
    assert "name that folder with --rules-a" in err


def test_spacy_is_not_loaded(run: Run, tmp_path: Path) -> None:
    tell = "import sys, atexit; atexit.register(lambda: print('spacy' in sys.modules, file=sys.stderr))"
    code = f"{tell}; from dashiji.cli import main; main()"
    path = str(tmp_path / "a.jsonl")
    done = subprocess.run([sys.executable, "-c", code, "diff", path, path], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "False")
