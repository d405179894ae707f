"""Trying edits: reading only the articles that an edit can touch gives what reading all gives."""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import dashiji
from dashiji.article import Article
from dashiji.cli import app
from dashiji.data import data_root
from dashiji.diff.folders import RuleFolder, find_edits
from dashiji.diff.reaching import Reach, reach
from dashiji.diff.rereading import FEW, Rereader
from dashiji.diff.rewording import reworded
from dashiji.errors import ArticleError, RuleError
from dashiji.records import Record
from dashiji.rulebook.book import Rulebook, load_rulebook
from dashiji.stages.script import fold
from making import write_records, write_rows

EXAMPLES = 60
TODAY = "2026-03-06"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def rows(book: Rulebook) -> list[dict[str, str]]:
    """Articles of one or two example sentences each."""
    texts = [example.text for rule in book.rules for example in (*rule.examples, *rule.not_examples)]
    return [{"id": str(n), "date": TODAY, "text": "\n".join(texts[n : n + 2])} for n in range(0, len(texts), 2)]


@pytest.fixture(scope="module")
def articles(rows: Sequence[Mapping[str, str]]) -> list[Article]:
    return [Article(row["id"], row["text"], published=date.fromisoformat(row["date"])) for row in rows]


@pytest.fixture(scope="module")
def before(extractor: Any, articles: Sequence[Article]) -> dict[str, list[Record]]:
    return {article.id: extractor.extract(article) for article in articles}


@pytest.fixture(scope="module")
def shipped() -> RuleFolder:
    return RuleFolder.read(data_root() / "rules")


def edited(draw: st.DrawFn, folder: RuleFolder, texts: Sequence[str]) -> None:
    """Make one edit, of any kind and anywhere."""
    rules = [(pack, rule) for pack in folder.packs.values() for rule in pack["rules"]]
    pack, rule = draw(st.sampled_from(rules))
    lexicons = {name: lexicon for file in folder.lexicons.values() for name, lexicon in file.items()}
    families = ("founding_", "release_", "policy_", "cue_", "speech_", "measure_", "goal_", "metric_", "meeting_", "speaker_", "generic_")
    named = [name for name in lexicons if name.startswith(families)]
    name = draw(st.sampled_from(named) | st.sampled_from(sorted(lexicons)))
    words = lexicons[name]["words"]
    match draw(st.sampled_from(("drop rule", "move rule", "status", "condition", "trigger", "list", "share", "drop word", "add word"))):
        case "drop rule" if len(pack["rules"]) > 1:
            pack["rules"].remove(rule)
        case "move rule":
            pack["rules"].remove(rule)
            pack["rules"].insert(draw(st.integers(0, len(pack["rules"]))), rule)
        case "status":
            rule["status"] = draw(st.sampled_from(("happened", "planned", "negated")))
        case "condition":
            field = draw(st.sampled_from(("requires", "unless")))
            rule[field] = [*rule.get(field, []), {"words": [_word(draw, texts)], "side": "either", "window": "sentence"}]
        case "trigger" if "kind" not in rule["trigger"]:
            rule["trigger"]["words"] = [*rule["trigger"].get("words", []), _word(draw, texts)]
        case "list":
            slot = draw(st.sampled_from([rule["anchor"], *rule.get("arguments", {}).values(), *rule.get("unless", [])]))
            field = draw(st.sampled_from(("barriers", "words") if "window" in slot else ("barriers", "not_words", "heads", "not_heads")))
            slot[field] = _longer(slot.get(field, []), _word(draw, texts))
        case "share" if pack.get("shared"):
            del pack["shared"][draw(st.sampled_from(sorted(pack["shared"])))]
        case "drop word" if len(words) > 1:
            dropped = draw(st.sampled_from(words))
            lexicons[name]["words"] = [word for word in words if word != dropped]
        case _:
            word = _word(draw, texts)
            lexicons[name]["words"] = [*words, word] if word not in words else words


def _longer(words: Any, word: str) -> Any:
    """A list of words, in its short or its long form, with one more."""
    return {**words, "words": [*words.get("words", []), word]} if isinstance(words, dict) else [*words, word]


def _word(draw: st.DrawFn, texts: Sequence[str]) -> str:
    """Two to four characters that stand in some article."""
    text = fold(draw(st.sampled_from(texts)))
    start = draw(st.integers(0, max(0, len(text) - 4)))
    return text[start : start + draw(st.integers(2, 4))].replace("\n", "") or "某"


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_article_out_of_reach_is_read_otherwise(
    data: st.DataObject,
    book: Rulebook,
    shipped: RuleFolder,
    articles: Sequence[Article],
    before: Mapping[str, Sequence[Record]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = deepcopy(shipped)
    for _ in range(data.draw(st.integers(1, 2))):
        edited(data.draw, folder, [article.text for article in articles])
    root = tmp_path_factory.mktemp("rules")
    folder.write(root)
    try:
        extractor = dashiji.load(root)
    except RuleError:
        return
    edits = find_edits(shipped, folder)
    finder = reach(book, extractor.rulebook, edits).finder()
    for article in articles:
        if not finder.touches(fold(article.document)):
            assert contents(extractor.extract(article)) == contents(before[article.id]), edits


def contents(records: Sequence[Record]) -> list[dict[str, Any]]:
    return [record.model_dump(mode="json", exclude={"lineage"}) for record in records]


class TestReach:
    def reach(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path, edit: Any) -> Reach:
        folder = deepcopy(shipped)
        edit(folder)
        folder.write(tmp_path)
        return reach(book, load_rulebook(tmp_path), find_edits(shipped, folder))

    def test_no_edit_reaches_nothing(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        found = self.reach(book, shipped, tmp_path, lambda folder: None)
        assert found == Reach("", ())
        assert not found.finder().touches("海滨市成立数据局")

    def test_a_rule_needs_its_trigger(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        (chosen,) = (rule for rule in book.rules if rule.id == "founding.established")
        finder = self.reach(book, shipped, tmp_path, lambda f: f.rules["founding.established"].update(status="planned")).finder()
        assert finder.touches(f"海滨市{min(chosen.trigger_words)}数据局")
        assert not finder.touches("海滨市今天很热闹")

    def test_trigger_and_condition_must_stand_in_one_line(self) -> None:
        finder = Reach("", ((frozenset(("建成",)), frozenset(("已", "成功"))),)).finder()
        assert finder.touches("海滨市\n已建成数据库")
        assert not finder.touches("海滨市已开工\n建成数据库")

    def test_another_word_in_a_rule_needs_that_word(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        def add(folder: RuleFolder) -> None:
            rule = folder.rules["statement.said"]
            rule["trigger"] = {**rule["trigger"], "words": [*rule["trigger"]["words"], "直陈"]}
            rule["unless"] = [*rule["unless"], {"words": ["据闻"], "side": "left"}]
            rule["anchor"] = {**rule["anchor"], "not_words": ["蓝鲸社"]}

        finder = self.reach(book, shipped, tmp_path, add).finder()
        assert [word for word in ("直陈", "据闻", "蓝鲸社", "指出") if finder.touches(f"林一舟{word}，市场正在回暖")] == [
            "直陈",
            "据闻",
            "蓝鲸社",
        ]

    def test_a_condition_more_that_must_hold_acts_where_its_word_is_not(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        finder = self.reach(book, shipped, tmp_path, lambda f: f.rules["statement.said"].update(requires=[{"words": ["据闻"]}])).finder()
        assert finder.touches("林一舟指出，市场正在回暖")

    def test_another_type_is_more_than_a_word(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        def retype(folder: RuleFolder) -> None:
            folder.rules["statement.said"]["types"] = dict.fromkeys(folder.rules["statement.said"]["types"], "metric_reported")
            folder.rules["statement.said"].update(arguments={}, anchor={"kinds": ["noun"]})

        assert self.reach(book, shipped, tmp_path, retype).finder().touches("林一舟指出，市场正在回暖")

    @pytest.mark.parametrize("by_words", [False, True])
    def test_a_unit_may_be_written_otherwise_than_it_counts(self, *, by_words: bool) -> None:
        """Only where the condition has words, and no kinds, do these tell where another unit can act."""
        found = ((rule, guard) for rule in load_rulebook().rules for guard in rule.unless if guard.units)
        rule, guard = next((rule, guard) for rule, guard in found if bool(guard.words and not guard.kinds) is by_words)
        others = tuple(other for other in rule.unless if other is not guard)
        changed = replace(rule, unless=(*others, replace(guard, units=guard.units | {"平方海里"})))
        assert reworded(replace(rule, unless=(*others, guard)), changed) == (guard.words if by_words else None)

    def test_a_first_word_asks_what_nothing_asked(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        def add(folder: RuleFolder) -> None:
            rule = folder.rules["statement.said"]
            rule["anchor"] = {**rule["anchor"], "heads": ["社"]}

        assert self.reach(book, shipped, tmp_path, add).finder().touches("林一舟指出，市场正在回暖")

    def test_a_word_that_only_rules_look_for_reaches_where_it_stands(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        def add(folder: RuleFolder) -> None:
            (file,) = (lexicons for lexicons in folder.lexicons.values() if "goal_verb" in lexicons)
            file["goal_verb"]["words"] = [*file["goal_verb"]["words"], "夺取"]

        finder = self.reach(book, shipped, tmp_path, add).finder()
        assert finder.touches("海滨市力争夺取三个第一")
        assert not finder.touches("海滨市力争建成三个园区")

    def test_a_word_of_names_reaches_everywhere(self, book: Rulebook, shipped: RuleFolder, tmp_path: Path) -> None:
        def add(folder: RuleFolder) -> None:
            (file,) = (lexicons for lexicons in folder.lexicons.values() if "known_agency" in lexicons)
            file["known_agency"]["words"] = [*file["known_agency"]["words"], "海滨总署"]

        found = self.reach(book, shipped, tmp_path, add)
        assert found.everywhere == "known_agency: 海滨总署"
        assert found.finder().touches("")


@pytest.fixture
def tried(
    tmp_path: Path, rows: Sequence[Mapping[str, str]], before: Mapping[str, Sequence[Record]], shipped: RuleFolder
) -> Iterator[tuple[Path, Path, Path]]:
    records = write_records(tmp_path / "records.jsonl", (record for own in before.values() for record in own))
    folder = deepcopy(shipped)
    del folder.packs[folder.pack_of("founding.established")]["rules"][0]
    folder.write(tmp_path / "rules")
    yield records, write_rows(tmp_path / "articles.jsonl", rows), tmp_path / "rules"


def invoke(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="dashiji")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def essence(lines: str) -> list[tuple[object, ...]]:
    return [(row["fingerprint"], row["kind"], str(row["causes"])) for row in map(json.loads, lines.splitlines())]


class CountingReader:
    """Reads a record out of each article that does not break it; stands in where loading the pipeline would take long."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records

    def extract(self, article: Article) -> list[Record]:
        if article.text == "broken":
            raise ArticleError(f"{article.id}: broken")
        return [record.model_copy(update={"doc_id": article.id}) for record in self._records[: len(article.text)]]


def load_counting(path: Path) -> CountingReader:
    """Takes the records of a file for rules. Raises RuleError where there is none: loading is what fails in another process."""
    if not path.exists():
        raise RuleError(f"{path}: not there")
    return CountingReader([Record.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()])


class TestRereader:
    @pytest.fixture
    def path(self, tmp_path: Path, before: Mapping[str, Sequence[Record]]) -> Path:
        return write_records(tmp_path / "some.jsonl", [record for own in before.values() for record in own][:5])

    @pytest.fixture
    def many(self) -> list[Article]:
        articles = [Article(str(n), "字" * (n % 4)) for n in range(2 * FEW)]
        articles[FEW] = Article("bad", "broken")
        return articles

    def test_processes_change_nothing(self, path: Path, many: Sequence[Article]) -> None:
        alone = list(Rereader(load_counting, path)(many))
        assert list(Rereader(load_counting, path, processes=2)(many)) == alone
        assert [reading.doc_id for reading in alone] == [article.id for article in many]
        assert [reading.failure for reading in alone if reading.failure] == ["bad: broken"]

    def test_a_fault_of_the_rules_comes_out_of_a_process(self, tmp_path: Path, many: Sequence[Article]) -> None:
        with pytest.raises(RuleError, match="not there"):
            list(Rereader(load_counting, tmp_path / "none.jsonl", processes=2)(many))

    def test_without_articles_nothing_is_loaded(self, tmp_path: Path) -> None:
        assert list(Rereader(load_counting, tmp_path / "none.jsonl")([])) == []


class TestCommand:
    def test_a_run_directory_shows_what_its_records_in_a_file_do(self, tried: tuple[Path, Path, Path], tmp_path: Path) -> None:
        records, articles, rules = tried
        assert invoke("run", articles, "--out", tmp_path / "run", "--workers", 1)[0] == 0
        from_file = invoke("try", records, "--articles", articles, "--rules", rules, "--format", "text")
        from_run = invoke("try", tmp_path / "run", "--articles", articles, "--rules", rules, "--format", "text")
        assert from_run == from_file
        assert " unchanged" in from_run[1] + from_run[2]

    def test_it_shows_what_a_full_run_would(self, tried: tuple[Path, Path, Path], tmp_path: Path) -> None:
        records, articles, rules = tried
        code, out, err = invoke("try", records, "--articles", articles, "--rules", rules)
        again = tmp_path / "again.jsonl"
        invoke("extract", articles, "--rules", rules, "-o", again)
        full, expected, _ = invoke("diff", records, again, "--rules-b", rules)
        assert code == full == 1
        assert essence(out) == essence(expected) != []
        count = len(articles.read_text(encoding="utf-8").splitlines())
        assert f"of {count} articles read again" in err
        assert "1 edits; 0 of" not in err

    def test_a_sample_is_a_part_of_it_and_the_same_each_time(self, tried: tuple[Path, Path, Path], shipped: RuleFolder) -> None:
        records, articles, rules = tried
        folder = deepcopy(shipped)
        folder.rules["statement.said"]["status"] = "planned"  # type: ignore[index]
        folder.write(rules)
        _, whole, _ = invoke("try", records, "--articles", articles, "--rules", rules)
        code, out, err = invoke("try", records, "--articles", articles, "--rules", rules, "--sample", 20)
        reverse = articles.with_name("reverse.jsonl")
        reverse.write_text("\n".join(reversed(articles.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
        assert code == 1
        assert essence(invoke("try", records, "--articles", reverse, "--rules", rules, "--sample", 20)[1]) == essence(out)
        assert 0 < len(essence(out)) < len(essence(whole))
        assert set(essence(out)) < set(essence(whole))
        assert "edits; 20 of" in err
        assert "were not read" in err

    def test_no_edit(self, tried: tuple[Path, Path, Path]) -> None:
        records, articles, _ = tried
        code, out, err = invoke("try", records, "--articles", articles, "--rules", data_root() / "rules")
        assert (code, out) == (0, "")
        assert "0 edits; 0 of" in err

    def test_articles_that_are_not_there_are_left_out(self, tried: tuple[Path, Path, Path]) -> None:
        records, articles, rules = tried
        articles.write_text(articles.read_text(encoding="utf-8").splitlines()[-1], encoding="utf-8")
        _, out, err = invoke("try", records, "--articles", articles, "--rules", rules)
        assert "articles with records are not in --articles and left out" in err
        assert "removed" not in out

    def test_other_base_rules_are_refused(self, tried: tuple[Path, Path, Path]) -> None:
        records, articles, rules = tried
        code, _, err = invoke("try", records, "--articles", articles, "--rules", rules, "--base", rules)
        assert code == 2
        assert "name that folder with --base" in err

    def test_records_of_another_version_are_refused(self, tried: tuple[Path, Path, Path]) -> None:
        records, articles, rules = tried
        rows = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            row["lineage"]["dashiji"] = "0.0.1"
        write_rows(records, rows)
        code, _, err = invoke("try", records, "--articles", articles, "--rules", rules)
        assert code == 2
        assert "made by dashiji 0.0.1, and this is" in err
        assert "extract the articles again first" in err
