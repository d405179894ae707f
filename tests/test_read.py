"""Reading: encodings, formats, columns, dates, and what happens to inputs that cannot be used."""

import gzip
import hashlib
import io
import json
import logging
import pickle
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article
from dashiji.errors import InputError
from dashiji.stages.read import Columns, Failure, Meter, parse_date, read
from dashiji.stages.read.decoding import BadBytesError, decode, likely_family, wide_encoding
from dashiji.stages.read.lines import split_lines
from dashiji.stages.read.markdown import read_markdown
from reading import SIMPLIFIED, TRADITIONAL, articles, failures, jsonl, write

SENTENCES = [
    (SIMPLIFIED, ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]),
    (TRADITIONAL, ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "big5", "big5hkscs", "cp950"]),
    ("香港啓動嘅新計劃喺荃灣開始，裏面有三個部分。", ["big5hkscs", "gb18030", "utf-16-le"]),
    ("许多功能盖过旧版", ["gb18030", "gb2312", "utf-8"]),
    ("許多功能蓋過舊版", ["big5", "cp950", "gb18030"]),
    ("新局成立", ["gb18030", "big5", "utf-16-le", "utf-16-be"]),
    ("发布会上展示了机器人🤖与新款芯片", ["gb18030", "utf-8", "utf-16", "utf-16-be"]),
    ("Qwen-X 2.0 is out: 模型开源，参数 70 亿。", ["gb18030", "utf-8", "utf-16-le"]),
    ("plain ASCII only", ["utf-8", "ascii", "utf-16", "gb18030"]),
    ("全形１２３％ＡＢＣ，半形123%ABC。", ["gb18030", "big5", "utf-8"]),
]
CASES = [(text, codec) for text, codecs in SENTENCES for codec in codecs]


class TestEncodings:
    @pytest.mark.parametrize(("text", "codec"), CASES)
    def test_text_file(self, tmp_path: Path, text: str, codec: str) -> None:
        assert articles(write(tmp_path / "a.txt", text.encode(codec)))[0].document == text

    @pytest.mark.parametrize(("text", "codec"), CASES)
    def test_json_line(self, tmp_path: Path, text: str, codec: str) -> None:
        rows = jsonl({"id": "1", "title": text[:6], "text": text}, {"id": "2", "text": text + "\r\n" + text})
        first, second = articles(write(tmp_path / "a.jsonl", rows.encode(codec)))
        assert (first.title, first.text, second.text) == (text[:6], text, text + "\r\n" + text)

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    @pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "gb18030"])
    def test_line_ends_in_json_lines(self, tmp_path: Path, codec: str, line_end: str) -> None:
        rows = jsonl({"id": "a", "text": SIMPLIFIED}, {"id": "b", "text": SIMPLIFIED}).replace("\n", line_end)
        assert [a.id for a in articles(write(tmp_path / "a.jsonl", rows.encode(codec)))] == ["a", "b"]

    @given(st.text().filter(lambda text: not text.startswith("\0")), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"]))
    def test_marked_encodings_never_alter_text(self, text: str, codec: str) -> None:
        data = ("\ufeff" + text).encode(codec)
        assert decode(data, wide_encoding(data)) == text

    @given(st.text())
    def test_utf8_never_alters_text(self, text: str) -> None:
        assert decode(text.encode()) == text.removeprefix("\ufeff")

    @given(st.sampled_from([SIMPLIFIED, TRADITIONAL]), st.integers(0, 20), st.integers(10, 40), st.sampled_from(["gb18030", "big5"]))
    def test_any_stretch_of_a_sentence(self, text: str, start: int, length: int, codec: str) -> None:
        stretch = text[start : start + length]
        if codec == "gb18030" or text is TRADITIONAL:
            assert decode(stretch.encode(codec)) == stretch

    def test_lines_of_one_archive_in_several_encodings(self, tmp_path: Path) -> None:
        rows = [
            jsonl({"id": "gb", "text": SIMPLIFIED}).encode("gb18030"),
            jsonl({"id": "big5", "text": TRADITIONAL}).encode("big5"),
            jsonl({"id": "utf8", "text": TRADITIONAL}).encode("utf-8-sig"),
        ]
        assert [a.text for a in articles(write(tmp_path / "a.jsonl", b"".join(rows)))] == [SIMPLIFIED, TRADITIONAL, TRADITIONAL]

    def test_the_rest_of_the_file_settles_a_short_line(self, tmp_path: Path) -> None:
        rows = jsonl({"id": "long", "text": TRADITIONAL}, {"id": "short", "text": "峯峯"})
        assert articles(write(tmp_path / "a.jsonl", rows.encode("big5hkscs")))[1].text == "峯峯"
        assert likely_family([TRADITIONAL.encode("big5"), b"ascii"]) == "big5"
        assert likely_family([b"ascii", SIMPLIFIED.encode()]) == ""

    def test_line_ends_and_marks_inside_are_kept(self, tmp_path: Path) -> None:
        text = "甲局成立。\r\n\r\n乙局\ufeff成立。\u3000\r\n"
        assert articles(write(tmp_path / "a.txt", "\ufeff" + text))[0].document == text

    @pytest.mark.parametrize(
        "data",
        [
            SIMPLIFIED.encode()[:-1],
            SIMPLIFIED.encode("gb18030")[1:],
            SIMPLIFIED.encode("utf-16")[:-1],
            "Привет, мир".encode("cp1251"),
            "東京都は新しい行政サービスを開始すると発表した".encode("shift_jis"),
            bytes(range(128, 256)),
        ],
    )
    def test_bad_bytes(self, tmp_path: Path, data: bytes) -> None:
        (failure,) = failures(write(tmp_path / "a.txt", data))
        assert failure.origin == f"{tmp_path / 'a.txt'}:1"
        assert failure.reason.startswith("bad bytes: ")

    def test_bad_bytes_name_their_line_and_the_likely_encoding(self, tmp_path: Path) -> None:
        (failure,) = failures(write(tmp_path / "a.txt", SIMPLIFIED.encode() + b"\n\n" + SIMPLIFIED.encode() + b"\xff"))
        assert failure.origin.endswith("a.txt:3")
        assert "as UTF-8 it breaks off at byte" in failure.reason
        assert "(0xff)" in failure.reason
        (failure,) = failures(write(tmp_path / "b.txt", ("Мэр города объявил о создании нового агентства. " * 3).encode("cp1251")))
        assert "looks like cp1251: convert it to UTF-8" in failure.reason

    def test_bad_bytes_error_survives_a_process_pool(self) -> None:
        error = pickle.loads(pickle.dumps(BadBytesError("x", 4)))
        assert (str(error), error.line) == ("x", 4)


class TestLines:
    @given(st.text("\u0a0a甲\n乙", max_size=40), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]), st.integers(0, 6))
    def test_lines_are_those_of_the_text(self, text: str, codec: str, units: int) -> None:
        data = text.encode(codec)
        head = units * len("\n".encode(codec)) if units else len(data)
        lines = [b for b in split_lines(io.BytesIO(data[head:]), data[:head], "\n".encode(codec)) if isinstance(b, bytes)]
        if head:
            expected = text.split("\n")
            assert [line.decode(codec) for line in lines] == (expected[:-1] if not expected[-1] else expected)


class TestFormats:
    def test_text_is_the_document_byte_for_byte(self, tmp_path: Path) -> None:
        text = f"标题一行\n\n{SIMPLIFIED}\n"
        (article,) = articles(write(tmp_path / "a.txt", text))
        assert (article.document, article.title, article.published) == (text, "", None)
        assert article.id == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        assert article.origin == f"{tmp_path / 'a.txt'}:1"

    def test_an_id_does_not_hang_on_the_encoding(self, tmp_path: Path) -> None:
        ids = {articles(write(tmp_path / f"{codec}.txt", TRADITIONAL.encode(codec)))[0].id for codec in ("utf-8-sig", "big5", "utf-16")}
        assert len(ids) == 1

    def test_json_lines(self, tmp_path: Path) -> None:
        rows = jsonl({"id": 7, "date": "2026/3/5", "title": "标题", "text": SIMPLIFIED, "tags": ["x"]}, {"id": None, "text": TRADITIONAL})
        path = write(tmp_path / "a.jsonl", rows.replace("\n", "\n\n", 1))
        first, second = articles(path)
        assert first == Article("7", SIMPLIFIED, "标题", date(2026, 3, 5), f"{path}:1")
        assert first.document == f"标题\n{SIMPLIFIED}"
        assert second.id.startswith("sha256:")
        assert second.origin == f"{path}:3"

    @pytest.mark.parametrize("name", ["a.jsonl.gz", "b.gz", "c.jsonl", "d"])
    def test_gzip_is_told_by_its_bytes(self, tmp_path: Path, name: str) -> None:
        data = gzip.compress(jsonl({"id": "1", "text": SIMPLIFIED}).encode())
        assert articles(write(tmp_path / name, data))[0].text == SIMPLIFIED

    def test_one_json_object(self, tmp_path: Path) -> None:
        (article,) = articles(write(tmp_path / "a.json", json.dumps({"id": "x", "text": TRADITIONAL}, indent=2)))
        assert (article.id, article.text) == ("x", TRADITIONAL)

    def test_a_json_list_names_each_article_s_line(self, tmp_path: Path) -> None:
        content = json.dumps([{"id": "x", "text": "甲局成立"}, {"text": "乙局成立"}, 3], indent=1)
        items = list(read(write(tmp_path / "a.json", content)))
        assert [item.origin.rpartition(":")[2] for item in items] == ["2", "6", "9"]
        assert items[2] == Failure(f"{tmp_path / 'a.json'}:9", "a JSON object is needed for each article, found a number")

    def test_json_lines_under_the_name_json(self, tmp_path: Path) -> None:
        rows = jsonl({"id": "1", "text": "甲局成立"}, {"id": "2", "text": "乙局成立"})
        assert [a.id for a in articles(write(tmp_path / "a.json", rows))] == ["1", "2"]

    @pytest.mark.parametrize(
        ("content", "good", "line", "why"),
        [
            ('[{"text": "甲局成立"},\n {"text": }]', 1, 2, "expecting value"),
            ('[{"text": "甲局成立"}\n {"text": "乙"}]', 1, 2, "',' or ']' is missing"),
            ('[{"text": "甲局成立"}]\n{}', 1, 1, "more after the list's end"),
            ('{"text": "甲局成立"', 0, 1, "delimiter"),
            ("[" * 100_000, 0, 1, "nested too deeply"),
        ],
    )
    def test_broken_json(self, tmp_path: Path, content: str, good: int, line: int, why: str) -> None:
        path = write(tmp_path / "a.json", content)
        *before, failure = read(path)
        assert len(before) == good
        assert isinstance(failure, Failure)
        assert failure.origin == f"{path}:{line}"
        assert why in failure.reason.lower()

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for content, count in [
            (jsonl({"text": "甲局成立"}, {"text": "乙局成立"}), 2),
            (json.dumps([{"text": "甲局成立"}, {"text": "乙局成立"}], indent=2), 2),
            (json.dumps({"text": "甲局成立"}, indent=2), 1),
            ("\ufeff[记者 张三]甲局成立", 1),
        ]:
            stream = io.BytesIO(content.encode())
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(stream)))  # type: ignore[type-var]
            found = articles("-")
            assert len(found) == count
            assert found[0].origin == "<stdin>:1" or count == 2
            assert not stream.closed


class TestMarkdown:
    def test_front_matter_and_heading(self, tmp_path: Path) -> None:
        fields = '---\nid: 007\ntitle: "外电:某局成立"\ndate: 2026年3月5日 08:00\nauthor: 周望川\ntags:\n  - a\n---\n'
        source = f"{fields}\n# 外电:某局成立\n\n## 背景\n\n正文**甲局**成立。\n"
        (article,) = articles(write(tmp_path / "a.md", source))
        assert (article.id, article.title, article.published, article.author) == ("007", "外电:某局成立", date(2026, 3, 5), "周望川")
        assert article.text == "\n背景\n\n正文甲局成立。\n"

    @pytest.mark.parametrize(
        ("source", "title", "text"),
        [
            ("# 标题 #\n正文\n", "标题", "正文\n"),
            ("![图](a.png)\n\n# 标题\n\n正文", "标题", "![图](a.png)\n\n\n正文"),
            ("导语。\n# 一、背景\n甲\n# 二、前景\n乙", "", "导语。\n一、背景\n甲\n二、前景\n乙"),
            ("> 引言\n>> 再引\n- 甲\n1. 乙\n| 丙 |\n", "", "引言\n再引\n- 甲\n1. 乙\n| 丙 |\n"),
            ("---\n只是一条线\n---\n正文", "", "---\n只是一条线\n---\n正文"),
            ("---\ntitle: 甲\n---\n# 乙\n正文", "甲", "乙\n正文"),
            ("---\ntitle: >-\n  折行的标题\n---\n正文", "折行的标题", "正文"),
            ("见[公告](http://example.org/a)与![图](b.png)", "", "见公告与![图](b.png)"),
            ("*ST海滨**和**其他\\*\\*", "", "*ST海滨和其他**"),
            ("**未闭合 ** 与 2 ** 3", "", "**未闭合 ** 与 2 ** 3"),
            ("#没有空格不是标题\r\n正文", "", "#没有空格不是标题\r\n正文"),
        ],
    )
    def test_taken_apart(self, source: str, title: str, text: str) -> None:
        found = read_markdown(source, "title")
        assert (found.title, found.text) == (title, text)

    @pytest.mark.parametrize("mark", ["**a", "[", "[](a", "---\n", "# \n", "\\", "> ", "![]("])
    def test_repeated_marks_take_linear_time(self, mark: str) -> None:
        read_markdown(mark * 50_000, "title")


class TestColumns:
    COLUMNS = Columns(id="url", date="pubdate", title="head", text="body")

    def test_named_columns(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", jsonl({"url": "u", "pubdate": "20260305", "head": "标题", "body": SIMPLIFIED}))
        assert articles(path, columns=self.COLUMNS)[0] == Article("u", SIMPLIFIED, "标题", date(2026, 3, 5), f"{path}:1")

    @pytest.mark.parametrize(("value", "author"), [('"甲"', "甲"), ('["甲", "乙"]', "甲; 乙"), ("3", ""), ("null", ""), ('"\\ud800"', "")])
    def test_authors(self, tmp_path: Path, value: str, author: str) -> None:
        path = write(tmp_path / "a.jsonl", f'{{"text": "甲局成立。", "by": {value}, "author": "他人"}}')
        assert articles(path, columns=Columns(author="by"))[0].author == author
        assert articles(path)[0].author == "他人"

    def test_the_same_column_for_title_and_text(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", jsonl({"id": "1", "title": SIMPLIFIED}))
        assert articles(path, columns=Columns(text="title"))[0].document == SIMPLIFIED

    def test_missing_columns(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        path = write(
            tmp_path / "a.jsonl", jsonl({"id": "1", "content": "甲"}, {"url": "2", "body": "甲局成立"}, {"url": "3", "body": "乙"})
        )
        assert failures(path)[0] == Failure(
            f"{path}:1", "no text column 'text'; columns found: id, content; name the one that holds the text", "1"
        )
        assert "no id column 'guid'; columns found: url, body" in failures(path, columns=Columns(id="guid", text="body"))[1].reason
        caplog.clear()
        assert len(failures(path, columns=self.COLUMNS)) == 1
        assert [record.message.split(": ", 1)[1][:21] for record in caplog.records] == ["no title column 'head", "no date column 'pubda"]


class TestFailures:
    @pytest.mark.parametrize(
        ("line", "reason", "known"),
        [
            (b'{"id": "x", "text": "a', "broken JSON: unterminated string", None),
            (b'{"id": "x", "text": "   "}', "empty article", "x"),
            (b'{"id": "x", "title": "t", "text": null}', "empty article: column 'text' holds no text", "x"),
            (b'{"id": "x", "text": ["a"]}', "column 'text' holds a list", "x"),
            (b'{"id": {}, "text": "a"}', "column 'id' holds an object", None),
            (b'{"id": true, "text": "a"}', "column 'id' holds true or false", None),
            (b'{"id": "x", "title": [], "text": "a"}', "column 'title' holds a list", "x"),
            (b'{"id": "x", "text": "ab\\ud83d"}', "bad character: column 'text' holds half a surrogate pair as its character 3", "x"),
            (b'"just a string"', "a JSON object is needed for each article, found a string", None),
            (b"[" * 100_000, "broken JSON: nested too deeply", None),
            (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "broken JSON", None),
            (b'{"id": "x", "text": "\xff\xfe"}', "bad bytes", None),
            ('{"id": "good", "text": "又一篇"}'.encode(), "duplicate id 'good', first used at", "good"),
        ],
    )
    def test_one_line_fails_alone(self, tmp_path: Path, line: bytes, reason: str, known: str | None) -> None:
        good = [f'{{"id": "{name}", "text": "甲局成立"}}'.encode() for name in ("good", "fine")]
        path = write(tmp_path / "a.jsonl", b"\n".join([good[0], line, good[1]]))
        first, failure, last = read(path)
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert isinstance(failure, Failure)
        assert failure.reason.startswith(reason)
        assert (failure.origin, failure.id) == (f"{path}:2", known)
        assert str(failure) == f"{path}:2: {failure.reason}"

    @given(
        st.binary() | st.text('[]{}":,\\\n# -*甲0é').map(str.encode) | st.text('{}"text:甲\n').map(lambda text: text.encode("utf-16")),
        st.sampled_from(["txt", "md", "json", "jsonl", "gz", "unknown"]),
    )
    def test_no_bytes_can_stop_a_run(self, tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
        path = write(tmp_path_factory.getbasetemp() / f"any.{suffix}", data)
        for item in read(path, warn=lambda line: None):
            assert item.origin.startswith(f"{path}:")
            if isinstance(item, Article):
                item.document.encode()

    def test_an_emoji_written_as_two_escapes_is_whole(self, tmp_path: Path) -> None:
        assert articles(write(tmp_path / "a.jsonl", '{"text": "甲\\ud83e\\udd16"}'))[0].text == "甲🤖"

    def test_empty_files(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        assert failures(write(tmp_path / "a.txt", " \n"))[0].reason == "empty article: there is no text"
        assert list(read(write(tmp_path / "a.jsonl", "\n"))) == []
        assert caplog.messages == [f"{tmp_path / 'a.jsonl'}: holds no article"]

    def test_torn_gzip(self, tmp_path: Path) -> None:
        rows = jsonl(*({"id": str(n), "text": f"{n} {hashlib.sha256(bytes([n % 256])).hexdigest() * 9}"} for n in range(3000)))
        path = write(tmp_path / "a.jsonl.gz", gzip.compress(rows.encode())[:-4000])
        *before, failure = read(path)
        assert len(before) > 100
        assert isinstance(failure, Failure)
        assert failure.origin == f"{path}:{len(before) + 1}"
        assert "reading broke off: Compressed file ended" in failure.reason

    def test_a_file_that_cannot_be_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        path = write(tmp_path / "a.txt", "甲")
        monkeypatch.setattr(Path, "open", refuse)
        assert failures(path) == [Failure(f"{path}:1", "cannot be opened: Permission denied")]


class TestInputs:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ("b.txt", "a/2.md", "a/1.TXT", "c.jsonl", ".hidden.txt", ".git/x.txt", "d.png"):
            write(tmp_path / name, jsonl({"text": name}) if name.endswith("l") else f"{name}正文")
        return tmp_path

    def test_a_folder_is_read_in_order(self, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        assert [a.text[:6] for a in articles(folder)] == ["b.txt正", "c.json", "a/1.TX", "a/2.md"]
        assert [message.split(":")[0] for message in caplog.messages] == [str(folder / "d.png")]

    def test_records_beside_the_articles_are_no_articles(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        for name in ("news.docs.jsonl", "news.gold.jsonl", "news.records.jsonl.gz"):
            (tmp_path / name).write_text('{"text": "正文"}', encoding="utf-8")
        assert len(articles(tmp_path)) == 1
        assert [message.split(": ")[0] for message in caplog.messages] == [
            str(tmp_path / f"news.{end}") for end in ("gold.jsonl", "records.jsonl.gz")
        ]
        assert len(articles(tmp_path / "news.gold.jsonl")) == 1

    def test_globs_and_repeats(self, folder: Path) -> None:
        assert len(articles(folder / "**" / "*.md")) == 1
        assert len(articles(folder / "b.txt", folder / "?.txt", folder / "a" / ".." / "b.txt")) == 1

    def test_a_file_named_with_glob_signs(self, tmp_path: Path) -> None:
        assert articles(write(tmp_path / "a[1].txt", "甲"))[0].text == "甲"

    @pytest.mark.parametrize("name", ["missing.txt", "*.none", "empty"])
    def test_nothing_there(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(InputError, match=r"no such file|holds no article"):
            read([str(tmp_path / name)])

    def test_a_single_path(self, folder: Path) -> None:
        assert len(list(read(folder / "b.txt"))) == len(list(read(str(folder / "b.txt")))) == 1


class TestDates:
    @given(
        st.dates(min_value=date(1000, 1, 1)),
        st.sampled_from(
            ["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}"]
        ),
        st.sampled_from(["", " 08:30", "T08:30:00", "T08:30:00+08:00", " 8:30:05.123 AM"]),
    )
    def test_every_form(self, day: date, form: str, time: str) -> None:
        assert parse_date(form.format(day) + time) == day

    @pytest.mark.parametrize(
        "text", ["20260127101500", " 2026-01-27 ", "2026年01月27日10时", "2026 年 1 月 27 日", "２０２６-０１-２７", "20260127T10"]
    )
    def test_more_forms(self, text: str) -> None:
        assert parse_date(text) == date(2026, 1, 27)

    @pytest.mark.parametrize(
        "text",
        ["2026-13-01", "2026-02-30", "2026", "2026-01", "昨天", "1769472000", "27/01/2026", "2026-01-277", "202601271", "2026-01/27"],
    )
    def test_unreadable(self, text: str) -> None:
        assert parse_date(text) is None

    def test_an_unreadable_date_is_told_and_the_article_read(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        path = write(
            tmp_path / "a.jsonl", jsonl({"date": "昨天", "text": "甲"}, {"date": 20260127, "text": "乙"}, {"date": "", "text": "丙"})
        )
        assert [a.published for a in articles(path)] == [None, date(2026, 1, 27), None]
        assert caplog.record_tuples[0][:2] == ("dashiji.read", logging.WARNING)
        assert caplog.messages == [f"{path}:1: unreadable date '昨天': read without a date; write it as 2026-01-27"]
        told: list[str] = []
        list(read(path, warn=told.append))
        assert told == caplog.messages[:1]


class TestMeter:
    def test_share(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            write(tmp_path / f"{name}.jsonl", jsonl(*({"id": f"{name}{n}", "text": SIMPLIFIED * 20} for n in range(200))))
        meter = Meter()
        shares = [meter.share or 0 for _ in read(tmp_path, meter=meter)]
        assert shares == sorted(shares)
        assert 0 < shares[0] < 0.3 < shares[250] < 1
        assert meter.share == 1

    def test_standard_input_has_no_size(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"text"))))  # type: ignore[arg-type]
        meter = Meter()
        assert len(list(read("-", meter=meter))) == 1
        assert meter.share is None


def test_run_directories_in_a_folder_are_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "a.txt", SIMPLIFIED)
    for name in ("manifest.json", "records/p.parquet", "articles/p.parquet"):
        write(tmp_path / "run" / name, "{}")
    assert len(articles(tmp_path)) == 1
    assert caplog.messages == [f"{tmp_path / 'run'}: passed over: it is a run directory, and holds records, not articles"]
