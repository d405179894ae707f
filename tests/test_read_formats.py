"""Reading: compressed files, tables, web pages, WARC and URLs."""

import bz2
import csv
import gzip
import hashlib
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article
from dashiji.errors import InputError
from dashiji.stages.read import Columns, Failure, read, separated, sources
from reading import SIMPLIFIED, TRADITIONAL, articles, failures, jsonl, write


def packed(data: bytes, how: str) -> bytes:
    return {"gz": gzip.compress, "bz2": bz2.compress, "zst": zstd.compress}[how](data)


class TestPacking:
    @pytest.mark.parametrize("how", ["gz", "bz2", "zst"])
    def test_several_members_under_any_name(self, tmp_path: Path, how: str) -> None:
        data = b"".join(packed(jsonl({"id": str(n), "text": SIMPLIFIED}).encode(), how) for n in range(3))
        for name in (f"a.jsonl.{how}", "b.jsonl", "c"):
            assert [a.id for a in articles(write(tmp_path / name, data))] == ["0", "1", "2"]
        assert len(articles(tmp_path / f"*.{how}")) == 3

    @pytest.mark.parametrize("how", ["gz", "bz2", "zst"])
    def test_torn(self, tmp_path: Path, how: str) -> None:
        rows = jsonl(*({"id": str(n), "text": f"{n} {hashlib.sha256(str(n).encode()).hexdigest() * 3}"} for n in range(9000)))
        path = write(tmp_path / "a.jsonl", packed(rows.encode(), how)[:-3000])
        *before, failure = read(path)
        assert isinstance(failure, Failure)
        assert "reading broke off: " in failure.reason
        assert all(isinstance(item, Article) for item in before)


class TestSeparated:
    ROWS = 'id,date,title,text\r\n1,2026-03-05,"标题,一","海滨市\r\n数据局""成立"""\r\n\r\n2,,,乙局成立\r\n'

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_quoted_fields(self, tmp_path: Path, codec: str) -> None:
        path = write(tmp_path / "a.csv", self.ROWS.encode(codec))
        first, second = articles(path)
        assert first == Article("1", '海滨市\r\n数据局"成立"', "标题,一", date(2026, 3, 5), f"{path}:2")
        assert second == Article("2", "乙局成立", "", None, f"{path}:5")

    @pytest.mark.parametrize(("name", "mark"), [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", "|"), ("a.csv", "\t")])
    def test_delimiters(self, tmp_path: Path, name: str, mark: str) -> None:
        (article,) = articles(write(tmp_path / name, f"id{mark}text\n7{mark}甲,乙局成立\n"))
        assert (article.id, article.text) == ("7", "甲,乙局成立")

    def test_rows_in_several_encodings(self, tmp_path: Path) -> None:
        rows = [b"id,text\n", f"1,{SIMPLIFIED}\n".encode("gb18030"), f"2,{TRADITIONAL}\n".encode("big5"), f"3,{SIMPLIFIED}\n".encode()]
        assert [a.text for a in articles(write(tmp_path / "a.csv", b"".join(rows)))] == [SIMPLIFIED, TRADITIONAL, SIMPLIFIED]

    def test_a_missing_column_fails_the_file_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", "url,body\n1,甲\n2,乙\n")
        assert failures(path) == [Failure(f"{path}:1", "no text column 'text'; columns found: url, body; name the one that holds the text")]
        assert "no id column 'guid'" in failures(path, columns=Columns(id="guid", text="body"))[0].reason
        assert [a.id for a in articles(path, columns=Columns(id="url", text="body"))] == ["1", "2"]

    def test_a_broken_row_fails_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(separated, "MOST_CHARACTERS", 50)
        rows = b"id,text\n1,a,b\n2,\xff\xff\xff\n3,\xe7\x94\xb2\n4," + b"x" * 60 + b"\n5,ok\n6," + b"\n"
        items = list(read(write(tmp_path / "a.csv", rows)))
        assert [item.id if isinstance(item, Article) else item.reason[:12] for item in items] == [
            "broken row: ", "bad bytes: n", "3", "broken row: ", "5", "empty articl",
        ]  # fmt: skip
        assert [item.origin.rpartition(":")[2] for item in items] == ["2", "3", "4", "5", "6", "7"]

    @given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=5))
    def test_what_csv_writes_is_read(self, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
        usable = [row for row in rows if row[1].strip() and "\r" not in "".join(row) and not row[1].startswith("\ufeff")]
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows([("title", "text"), *usable])
        path = write(tmp_path_factory.getbasetemp() / "any.csv", stream.getvalue().encode("utf-8", "replace"))
        found = [item for item in read(path, warn=lambda line: None) if isinstance(item, Article)]
        assert {item.text for item in found} == {row[1].encode("utf-8", "replace").decode() for row in usable}

    def test_an_empty_file(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        assert list(read(write(tmp_path / "a.csv", ""))) == []
        assert caplog.messages == [f"{tmp_path / 'a.csv'}: holds no article"]


class TestParquet:
    @pytest.fixture
    def table(self, tmp_path: Path) -> Path:
        rows = {"id": [7, 8], "date": [date(2026, 3, 5), None], "text": [SIMPLIFIED, None], "size": [1, 2]}
        pq.write_table(pa.table(rows), tmp_path / "a.parquet")
        return tmp_path / "a.parquet"

    def test_rows(self, table: Path) -> None:
        first, second = read(table)
        assert first == Article("7", SIMPLIFIED, "", date(2026, 3, 5), f"{table}:1")
        assert second == Failure(f"{table}:2", "empty article: there is no text", "8")

    def test_a_pipe(self, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Pipe(io.BytesIO):
            def seekable(self) -> bool:
                return False

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(table.read_bytes()))))  # type: ignore[type-var]
        assert next(read("-")) == Article("7", SIMPLIFIED, "", date(2026, 3, 5), "<stdin>:1")

    def test_what_is_wrong_is_told_once(self, table: Path, tmp_path: Path) -> None:
        assert failures(table, columns=Columns(text="body")) == [
            Failure(f"{table}:1", "no text column 'body'; columns found: id, date, text, size; name the one that holds the text")
        ]
        (failure,) = failures(write(tmp_path / "b.parquet", table.read_bytes()[:-9]))
        assert failure.reason.startswith("broken Parquet: ")


BODY = "海滨市数据管理局3月5日揭牌成立。局长表示,到2027年底培育企业超过三百家,并建设面向全市的公共数据开放平台。" * 3
PAGE = f"""<!DOCTYPE html><html><head><title>海滨市数据管理局揭牌</title>
<meta property="article:published_time" content="2026-03-05T08:00:00+08:00"><meta name="author" content="周望川"></head>
<body><nav><a href="/">首页</a></nav><article><h1>海滨市数据管理局揭牌</h1><p>{BODY}</p><p>{BODY[::-1]}</p></article></body></html>"""


class TestPages:
    @pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
    @pytest.mark.parametrize("name", ["a.html", "a.htm", "page"])
    def test_a_page(self, tmp_path: Path, codec: str, name: str) -> None:
        pytest.importorskip("trafilatura")
        (article,) = articles(write(tmp_path / name, PAGE.encode(codec)))
        assert (article.title, article.published, article.author) == ("海滨市数据管理局揭牌", date(2026, 3, 5), "周望川")
        assert article.text.startswith(BODY)
        assert "首页" not in article.text

    def test_a_page_without_an_article(self, tmp_path: Path) -> None:
        pytest.importorskip("trafilatura")
        (failure,) = failures(write(tmp_path / "a.html", "<html><body></body></html>"))
        assert failure.reason == "no article found in the page; if there is one, save its text as .txt or .md"

    @pytest.mark.parametrize(("name", "package", "extra"), [("a.html", "trafilatura", "html"), ("a.warc.gz", "fastwarc", "warc")])
    def test_without_the_extra(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, extra: str) -> None:
        monkeypatch.setattr(sources, "find_spec", lambda package: None)
        with pytest.raises(InputError, match=rf"{name}: reading it needs {package}; pip install 'dashiji\[{extra}\]'"):
            read(write(tmp_path / name, PAGE))
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        assert failures(write(tmp_path / "unnamed", PAGE))[0].reason == "HTML needs trafilatura; pip install 'dashiji[html]'"


def warc(*answers: tuple[str, str, bytes]) -> bytes:
    """A web archive of answers: address, content type, body."""
    records = []
    for number, (url, kind, body) in enumerate(answers):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-06T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return b"".join(records)


class TestWarc:
    @pytest.fixture(autouse=True)
    def _extras(self) -> None:
        pytest.importorskip("trafilatura")
        pytest.importorskip("fastwarc")

    @pytest.mark.parametrize("name", ["a.warc.gz", "unnamed"])
    def test_pages_of_an_archive(self, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
        data = warc(
            ("https://news.example.org/1", "text/html; charset=utf-8", PAGE.encode()),
            ("https://news.example.org/a.png", "image/png", b"\x89PNG"),
            ("https://news.example.org/2", "text/html", PAGE.encode("gb18030")),
            ("https://news.example.org/3", "text/html", b"<html></html>"),
        )
        path = write(tmp_path / name, data)
        first, second, third = read(path)
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.id, first.published, first.origin) == ("https://news.example.org/1", date(2026, 3, 5), f"{path}:1")
        assert (second.id, second.text) == ("https://news.example.org/2", first.text)
        assert isinstance(third, Failure)
        assert third.id == "https://news.example.org/3"
        assert f"{path}: 1 answers passed over that are no page or not complete" in caplog.messages

    def test_torn(self, tmp_path: Path) -> None:
        data = warc(*((f"https://news.example.org/{n}", "text/html", PAGE.encode()) for n in range(2)))
        failure = list(read(write(tmp_path / "a.warc.gz", data[:-200])))[-1]
        assert isinstance(failure, Failure)
        assert failure.reason.startswith("reading broke off: Compressed file ended")


class TestRemote:
    @pytest.fixture
    def memory(self) -> Iterator[object]:
        fsspec = pytest.importorskip("fsspec")
        files = fsspec.filesystem("memory")
        for name in ("b", "a"):
            files.pipe(f"/news/{name}.jsonl.gz", gzip.compress(jsonl({"id": name, "text": SIMPLIFIED}).encode()))
        yield files
        files.rm("/news", recursive=True)

    @pytest.mark.parametrize("entry", ["memory://news", "memory://news/*.gz", "memory://news/a.jsonl.gz"])
    def test_urls(self, memory: object, entry: str) -> None:
        found = articles(entry)
        assert [a.id for a in found] == (["a"] if entry.endswith("a.jsonl.gz") else ["a", "b"])
        assert found[0].origin == "memory:///news/a.jsonl.gz:1"

    @pytest.mark.parametrize(
        ("entry", "message"), [("memory://none/x.txt", "nothing there"), ("nonsense://x", "write a path, or the URL of a protocol")]
    )
    def test_nothing_there(self, entry: str, message: str) -> None:
        with pytest.raises(InputError, match=message):
            read(entry)
