"""The command line, as a person types it."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import dashiji
from dashiji.article import Article
from dashiji.cli import app
from dashiji.errors import ArticleError, RuleError
from dashiji.records import EntityValue, EventType, Evidence, Lineage, Record, Status, TextSpan, record_schema

Run = Callable[..., "Outcome"]
COMMAND = [sys.executable, "-c", "from dashiji.cli import main; main()"]


class Outcome:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def records(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


def founding(article: Article, kind: EventType = EventType.AGENCY_FOUNDED, confidence: float = 0.9) -> Record:
    end = article.document.index("成立")
    role = "agency" if kind is EventType.AGENCY_FOUNDED else "organization"
    anchor = EntityValue(text=article.document[:end], start=0, end=end, normalized=article.document[:end], kind=role)
    trigger = TextSpan(text="成立", start=end, end=end + 2)
    evidence = Evidence(text=article.document[: end + 2], start=0, end=end + 2, trigger=trigger, rule="founding.plain")
    return Record(
        id=article.id, content_digest="c", doc_id=article.id, type=kind, status=Status.HAPPENED, arguments={role: (anchor,)},
        evidence=(evidence,), confidence=confidence, lineage=Lineage(dashiji="0", rules="sha256:0", input="sha256:0"),
    )  # fmt: skip


class FakeExtractor:
    """Reads every article as one sure founding and one doubtful one; stumbles over marked texts."""

    def extract(self, article: Article) -> list[Record]:
        if "坏" in article.text:
            raise ArticleError(f"{article.origin}: the article is bad; mend it")
        if "错" in article.text:
            raise KeyError("fault")
        return [founding(article), founding(article, EventType.ORGANIZATION_FOUNDED, 0.4)]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setattr(dashiji, "load", lambda rules=None: FakeExtractor(), raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: object, stdin: str | bytes = "") -> Outcome:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="dashiji")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    yield invoke
    os.environ.pop("NO_COLOR", None)


def shell(*arguments: object, stdin: bytes = b"", **environment: str) -> Outcome:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, timeout=60, check=False, env={**os.environ, **environment}
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    rows = [
        {"id": "a", "date": "2026-03-05", "title": "", "text": "海滨市数据局成立。"},
        {"id": "b", "date": "昨天", "title": "", "text": "临江区人工智能局成立。"},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


class TestExtract:
    def test_a_pipe_gets_json_lines(self, run: Run, archive: Path) -> None:
        done = run("extract", archive)
        assert done.code == 0
        assert [(record["doc_id"], record["type"]) for record in done.records] == [
            ("a", "agency_founded"), ("a", "organization_founded"), ("b", "agency_founded"), ("b", "organization_founded"),
        ]  # fmt: skip
        assert done.err == f"warning: {archive}:2: unreadable date '昨天': read without a date; write it as 2026-01-27\n"

    def test_records_come_back_as_they_went_out(self, run: Run, archive: Path) -> None:
        lines = run("extract", archive).out.splitlines()
        assert [Record.model_validate_json(line).to_json() for line in lines] == lines

    def test_into_a_file(self, run: Run, archive: Path, tmp_path: Path) -> None:
        target = tmp_path / "records.jsonl"
        target.write_text("old")
        done = run("extract", archive, "-o", target)
        assert (done.code, done.out) == (0, "")
        assert len(target.read_bytes().split(b"\n")) == 5
        assert "4 records from 2 articles in " in done.err
        assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.jsonl", "records.jsonl"]

    def test_a_table_with_the_file_beside_it(self, run: Run, archive: Path, tmp_path: Path) -> None:
        done = run("extract", archive, "--table", "-o", tmp_path / "records.jsonl")
        assert "海滨市数据局" in done.out
        assert "2026-03-05" in done.out
        assert len((tmp_path / "records.jsonl").read_text().splitlines()) == 4

    def test_filters(self, run: Run, archive: Path) -> None:
        assert len(run("extract", archive, "--min-confidence", "0.5").records) == 2
        assert len(run("extract", archive, "--type", "agency_founded", "--type", "policy_issued").records) == 2
        assert run("extract", archive, "--type", "policy_issued").out == ""

    def test_standard_input(self, run: Run) -> None:
        done = run("extract", "-", stdin="海滨市数据局成立。".encode("gb18030"))
        assert done.records[0]["doc_id"].startswith("sha256:")  # type: ignore[attr-defined]

    def test_other_columns(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text('{"url": "u", "day": "2026-03-05", "head": "甲局成立", "body": "乙局成立"}')
        names = ["--id-column", "url", "--date-column", "day", "--title-column", "head", "--text-column", "body"]
        assert run("extract", path, *names).records[0]["doc_id"] == "u"
        done = run("extract", path)
        assert done.code == 1
        assert "no text column 'text'; columns found: url, day, head, body" in done.err

    def test_failures_are_listed_and_the_rest_goes_on(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text('{"text": \n{"id": "x", "text": "坏"}\n{"id": "y", "text": "错"}\n{"id": "z", "text": "甲局成立"}\n')
        done = run("extract", path)
        assert done.code == 1
        assert [record["doc_id"] for record in done.records] == ["z", "z"]
        lines = done.err.splitlines()
        assert lines[0].startswith(f"failed: {path}:1: broken JSON: expecting value")
        assert lines[1] == f"failed: {path}:2: the article is bad; mend it"
        assert lines[2].startswith(f"failed: {path}:3: internal error at test_cli.py:")
        assert lines[2].endswith("KeyError('fault'); please report it")
        assert lines[3].startswith("2 records from 4 articles, 3 articles failed in ")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["extract"], "Missing argument"),
            (["extract", "missing.txt"], "error: missing.txt: no such file or folder"),
            (["extract", "{archive}", "--type", "earthquake"], "earthquake"),
            (["extract", "{archive}", "--min-confidence", "2"], "--min-confidence"),
            (["extract", "{archive}", "-o", "{archive}"], "is an input too; write the records to another file"),
            (["extract", "{archive}", "-o", "{folder}/none/x.jsonl"], "cannot be written: No such file or directory"),
            (["extract", "{archive}", "--nonsense"], "--nonsense"),
            (["nonsense"], "nonsense"),
        ],
    )
    def test_usage_errors(self, run: Run, archive: Path, arguments: list[str], message: str) -> None:
        done = run(*(argument.format(archive=archive, folder=archive.parent) for argument in arguments))
        assert (done.code, done.out) == (2, "")
        assert message in done.err
        assert "Traceback" not in done.err

    def test_bad_rules_stop_before_the_first_article(self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(rules: Path | None = None) -> None:
            raise RuleError(f"{rules}:3: rule 'a.b': unknown lexicon 'x'")

        monkeypatch.setattr(dashiji, "load", refuse)
        done = run("extract", archive, "--rules", "mine")
        assert (done.code, done.out) == (2, "")
        assert done.err.splitlines()[-1] == "error: mine:3: rule 'a.b': unknown lexicon 'x'"

    def test_an_interrupted_run_leaves_the_old_file(self, run: Run, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(self: FakeExtractor, article: Article) -> list[Record]:
            raise KeyboardInterrupt

        monkeypatch.setattr(FakeExtractor, "extract", interrupt)
        target = tmp_path / "records.jsonl"
        target.write_text("old")
        assert run("extract", archive, "-o", target).code == 130
        assert target.read_text() == "old"
        assert len(list(tmp_path.iterdir())) == 2


class Explained:
    def __init__(self, article: Article) -> None:
        self.article = article

    def render(self) -> str:
        return f"article {self.article.id} of {self.article.published}\n\n{self.article.document}\n"


class TestExplain:
    @pytest.fixture(autouse=True)
    def _explaining(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(FakeExtractor, "explain", lambda self, article: Explained(article), raising=False)

    def test_a_sentence(self, run: Run) -> None:
        done = run("explain", "海滨市数据局今天成立。", "--date", "2026年3月5日")
        assert (done.code, done.err) == (0, "")
        assert done.out.endswith(" of 2026-03-05\n\n海滨市数据局今天成立。\n")

    def test_a_very_long_sentence_is_no_file_name(self, run: Run) -> None:
        assert run("explain", "甲" * 5000).code == 0

    def test_standard_input(self, run: Run) -> None:
        assert "海滨市数据局成立" in run("explain", "-", stdin="海滨市数据局成立").out

    def test_one_article_of_several(self, run: Run, archive: Path) -> None:
        assert "临江区" in run("explain", archive, "--id", "b").out
        done = run("explain", archive)
        assert (done.code, done.out) == (2, "")
        assert f"error: {archive}: holds 2 articles; choose one with --id, for example --id a" in done.err

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["{archive}", "--id", "z"], "holds no article 'z'"),
            (["甲局成立", "--date", "昨天"], "--date '昨天': not a date; write it as 2026-01-27"),
            ([" "], "neither a file nor Chinese text"),
            (["artcle.txt"], "error: 'artcle.txt': neither a file nor Chinese text"),
            (["{folder}/broken.jsonl"], "broken.jsonl:1: broken JSON"),
        ],
    )
    def test_usage_errors(self, run: Run, archive: Path, arguments: list[str], message: str) -> None:
        (archive.parent / "broken.jsonl").write_text("{")
        done = run("explain", *(argument.format(archive=archive, folder=archive.parent) for argument in arguments))
        assert (done.code, done.out) == (2, "")
        assert message in done.err


class TestWithoutPipeline:
    def test_schema(self, run: Run) -> None:
        assert json.loads(run("schema").out) == record_schema()

    def test_version(self, run: Run) -> None:
        assert run("--version").out.startswith("dashiji 0.")

    @pytest.mark.parametrize("arguments", ["schema", "--help", "extract --help", "explain --help", "--version", "runs list", "run --help"])
    def test_spacy_is_not_loaded(self, arguments: str) -> None:
        tell = "import sys, atexit; atexit.register(lambda: print('spacy' in sys.modules, file=sys.stderr))"
        code = f"{tell}; from dashiji.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", code, *arguments.split()], capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, "False\n")


class TestTerminal:
    def test_a_closed_pipe_is_quiet(self) -> None:
        process = subprocess.Popen([*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0

    def test_output_is_utf8_in_any_locale(self) -> None:
        done = shell("schema", LC_ALL="C", PYTHONIOENCODING="ascii")
        assert (done.code, json.loads(done.out)) == (0, record_schema())
        done = shell("explain", "--help", PYTHONIOENCODING="ascii")
        assert (done.code, done.err) == (0, "")

    @pytest.mark.parametrize(
        ("arguments", "colored"), [("--help", True), ("--help --no-color", False), ("extract --no-color --help", False)]
    )
    def test_color(self, arguments: str, colored: bool) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color", "COLUMNS": "120"}
        parent, child = pty.openpty()
        process = subprocess.Popen([*COMMAND, *arguments.split()], stdout=child, stderr=child, env=environment)
        os.close(child)
        shown = b""
        while chunk := _read(parent):
            shown += chunk
        assert process.wait(60) == 0
        assert (b"\x1b[3" in shown or b"\x1b[1;3" in shown) == colored


def _read(descriptor: int) -> bytes:
    """The end of a terminal reads as an error on Linux."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def _commands() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    def walk(path: str, command: object) -> Iterator[tuple[str, object]]:
        yield path, command
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(f"{path} {name}".strip(), child)

    return walk("", typer.main.get_command(app))  # type: ignore[return-value]


COMMANDS = dict(_commands())


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path: str, run: Run) -> None:
    command = COMMANDS[path]
    assert command.help, f"{path} has no help"
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{path}: {parameter.name} has no help"
    done = run(*path.split(), "--help")
    assert done.code == 0
    for parameter in command.params:
        assert parameter.opts[0] in done.out or (parameter.metavar or "") in done.out
    if path and not hasattr(command, "commands"):
        assert f"Example: dashiji {path}" in done.out
