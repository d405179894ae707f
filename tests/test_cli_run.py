"""The commands about runs, as a person types them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import dashiji
import fakes
from dashiji.batch.progress import Progress
from dashiji.cli import app, watching
from dashiji.records import EventType, Record
from dashiji.store.directory import RunDirectory
from dashiji.store.manifest import Counts, Part
from test_batch import archive, texts

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(dashiji, "load", fakes.load)
    monkeypatch.setenv("COLUMNS", "140")

    def invoke(*arguments: object) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="dashiji")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stdout, result.stderr

    return invoke


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run over two good articles and a bad one."""
    folder = tmp_path_factory.mktemp("runs")
    words = ["海滨市数据局成立。临江区人工智能局成立。", fakes.IS_BAD, "臺中市府局成立。"]
    rows = [{"id": f"n{n}", "date": f"2026-0{n + 1}-05", "title": f"第{n}篇", "text": text} for n, text in enumerate(words)]
    (folder / "a.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dashiji, "load", fakes.load)
        result = CliRunner().invoke(app, ["run", str(folder / "a.jsonl"), "--out", str(folder / "first"), "--workers", "1"])
    assert result.exit_code == 1, result.stderr
    return folder


class TestRun:
    def test_counts_are_told(self, run: Run, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", texts(5))
        code, out, err = run("run", source, "-o", tmp_path / "run", "--workers", 1)
        assert (code, out) == (0, "")
        assert err.startswith("9 records from 5 articles in ")
        code, _, err = run("run", source, "-o", tmp_path / "run", "--workers", 1)
        assert (code, err.split(" in ")[0]) == (0, "9 records from 5 articles, 5 of them before")

    def test_faults_give_exit_code_1(self, run: Run, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", ["甲局成立", fakes.IS_BAD, fakes.KILLS])
        code, _, err = run("run", source, "-o", tmp_path / "run", "--workers", 1)
        assert code == 1
        assert f"1 failed and 1 in quarantine; dashiji runs show {tmp_path / 'run'} says why" in err

    def test_duplicates(self, run: Run, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", ["甲局成立。", "乙局成立。", "甲局成立！"])
        _, _, err = run("run", source, "-o", tmp_path / "run", "--workers", 1, "--mark-duplicates")
        assert "1 duplicate marked; --no-duplicates leaves them out of dashiji show and stats" in err
        assert "duplicates: 1 article marked" in run("runs", "show", tmp_path / "run", "--table")[1]
        lines = run("show", tmp_path / "run", "--no-duplicates")[1].splitlines()
        assert [json.loads(line)["doc_id"] for line in lines] == ["n0", "n1"]
        assert json.loads(run("stats", tmp_path / "run", "--no-duplicates")[1])["records"] == 2

    def test_a_url(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        out = f"file://{tmp_path}/run"
        code, _, err = run("run", archive(tmp_path / "a.jsonl", texts(5)), "-o", out, "--workers", 1)
        assert code == 0
        assert err.endswith(f": {out}\n")
        assert run("runs", "show", out, "--table")[1].startswith(f"{out}: complete\n")
        assert len(run("show", out)[1].splitlines()) == json.loads(run("stats", out)[1])["records"] == 9
        assert "holds no manifest.json" in run("show", f"file://{tmp_path}/none")[2]

    def test_usage_errors(self, run: Run, tmp_path: Path, made: Path) -> None:
        for arguments, message in (
            (["none.txt", "-o", tmp_path / "run"], "error: none.txt: no such file"),
            ([tmp_path, "-o", tmp_path / "run"], "lies inside the input"),
            ([made / "a.jsonl", "-o", made / "first", "--text-column", "body"], "made otherwise (columns text: text → body)"),
            ([made / "a.jsonl", "-o", made / "first", "--rules", "none"], "error: none: no folder 'packs' here"),
        ):
            code, out, err = run("run", *arguments)
            assert (code, out) == (2, "")
            assert message in err

    def test_interrupting_says_how_to_go_on(self, tmp_path: Path) -> None:
        source = archive(tmp_path / "a.jsonl", ["甲局成立", fakes.HANGS, "乙局成立"])
        heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "  # also where a shell's background job ignores it
        code = heed + "import fakes, dashiji; dashiji.load = fakes.load; from dashiji.cli import main; main()"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])}
        command = [sys.executable, "-c", code, "run", source, "--out", tmp_path / "run", "--workers", "2", "--shard-size", "1"]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)
        end = time.monotonic() + 60
        while time.monotonic() < end and len(list((tmp_path / "run").glob("articles/*.parquet"))) < 2:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        told = err.decode()
        assert told.startswith(f"interrupted; what is done is kept in {tmp_path / 'run'}, and the same command goes on: dashiji run ")
        assert "Traceback" not in told
        assert [session["ended"] for session in RunDirectory(tmp_path / "run").sessions()] == ["interrupted"]


class TestRuns:
    def test_list(self, run: Run, made: Path) -> None:
        code, out, _ = run("runs", "list", made)
        assert code == 0
        assert out.split("\t")[:6] == [str(made / "first"), "complete", "3", "1", "0", "3"]

    def test_show(self, run: Run, made: Path) -> None:
        _, out, _ = run("runs", "show", made / "first", "--table")
        assert "articles: 3 = 2 ok + 1 failed + 0 quarantined" in out
        assert f"failed: {made / 'a.jsonl'}:2: the article is bad; mend it" in out
        _, out, _ = run("runs", "show", made / "first")
        assert [failure["id"] for failure in json.loads(out)["failures"]] == ["n1"]

    @pytest.mark.parametrize("command", ["show", "stats"])
    def test_duplicates_that_nobody_marked(self, run: Run, made: Path, command: str) -> None:
        code, _, err = run(command, made / "first", "--no-duplicates")
        assert code == 2
        assert "duplicates are not marked in this run; make one with dashiji run --mark-duplicates" in err

    @pytest.mark.parametrize("command", [["runs", "show"], ["show"], ["stats"]])
    def test_no_run(self, run: Run, tmp_path: Path, command: list[str]) -> None:
        code, _, err = run(*command, tmp_path)
        assert (code, err) == (2, f"error: {tmp_path}: holds no manifest.json; give the directory that dashiji run wrote with --out\n")

    def test_no_folder(self, run: Run, tmp_path: Path) -> None:
        assert "no such folder" in run("runs", "list", tmp_path / "none")[2]


class TestShow:
    def test_a_pipe_gets_json_lines(self, run: Run, made: Path) -> None:
        lines = run("show", made / "first")[1].splitlines()
        assert [Record.model_validate_json(line).to_json() for line in lines] == lines
        assert len(lines) == 3

    @pytest.mark.parametrize(
        ("options", "documents"),
        [
            (["--type", "agency_founded"], ["n0", "n0", "n2"]),
            (["--type", "policy_issued"], []),
            (["--since", "2026-02"], ["n2"]),
            (["--until", "2026-01"], ["n0", "n0"]),
            (["--since", "2026", "--until", "2026"], ["n0", "n0", "n2"]),
            (["--place", "智能"], ["n0"]),
            (["--text", "临江", "--type", "agency_founded"], []),
            (["--text", "數據局"], ["n0"]),
            (["--text", "第2篇"], ["n2"]),
        ],
    )
    def test_conditions(self, run: Run, made: Path, options: list[str], documents: list[str]) -> None:
        assert [json.loads(line)["doc_id"] for line in run("show", made / "first", *options)[1].splitlines()] == documents

    def test_a_table(self, run: Run, made: Path) -> None:
        out = run("show", made / "first", "--table")[1]
        assert "第0篇 · 2026-01-05" in out
        assert "市数据局" in out

    def test_a_wrong_date(self, run: Run, made: Path) -> None:
        assert (
            run("show", made / "first", "--since", "昨天")[2]
            == "error: --since '昨天': not a date; write it as 2026-01-27, 2026-01 or 2026\n"
        )


class TestStats:
    def test_json(self, run: Run, made: Path) -> None:
        counts = json.loads(run("stats", made / "first")[1])
        assert counts["months"] == {"2026-01": 2, "2026-03": 1}
        assert counts["sources"] == {str(made / "a.jsonl"): 3}

    def test_tables_and_a_picture(self, run: Run, made: Path, tmp_path: Path) -> None:
        code, out, err = run("stats", made / "first", "--table", "--plot", tmp_path / "a.svg", "--top", 1)
        assert (code, err) == (0, f"drawn: {tmp_path / 'a.svg'}\n")
        assert "month (1 of 2)" in out
        assert "first · 3 records" in (tmp_path / "a.svg").read_text(encoding="utf-8")


class TestWatching:
    PART = Part(
        name="p", start=0, end=10, input="", records_sha256="",
        counts=Counts(articles=10, ok=8, failed=2, records=3, characters=900, types={EventType.AGENCY_FOUNDED: 3}),
    )  # fmt: skip

    def progress(self) -> Progress:
        progress = Progress(taken=20, share=0.5, started=time.monotonic() - 10)
        progress.add(self.PART)
        return progress

    def test_lines(self) -> None:
        assert watching.lines(self.progress()) == [
            "10 articles, 2 failed", "1.0 articles/s, 90 characters/s, 30 s left", "3 records: 3 agency_founded",
        ]  # fmt: skip

    def test_a_terminal_is_updated(self) -> None:
        stream = io.StringIO()
        with watching.watching(Console(file=stream, force_terminal=True, width=100)) as watch:
            watch(self.progress())
        assert "30 s left" in stream.getvalue()

    def test_elsewhere_there_are_plain_lines_now_and_then(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.StringIO()
        with watching.watching(Console(file=stream, width=100)) as watch:
            watch(self.progress())
            monkeypatch.setattr(watching, "PLAIN_EVERY", 0.0)
            watch(self.progress())
        assert stream.getvalue().count("\n") == 1
        assert "\x1b" not in stream.getvalue()
