"""Evaluation: golden small cases, laws, and the same figures as the gold's own scorer."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.errors import InputError
from dashiji.evaluate import Document, Fault, GoldRecord, PredictedRecord, Report, evaluate, evaluate_files, wrong_spans
from dashiji.evaluate.bootstrap import Bootstrap
from dashiji.evaluate.similarity import fold, same_number, text_similarity
from dashiji.records import ROLES, EntityValue, EventType, Evidence, Lineage, Record, Status, TextSpan

Json = dict[str, Any]


def gold(kind: str, anchor: str, *, doc: str = "a", status: str = "happened", optional: bool = False, **roles: Any) -> Json:
    """A gold record; a role is a list of texts or of whole values."""
    args = {role: [value if isinstance(value, dict) else {"text": value} for value in values] for role, values in roles.items()}
    first = ROLES[EventType(kind)][0]
    return {
        "doc": doc,
        "type": kind,
        "status": status,
        "args": {first: [{"text": anchor}], **args},
        "evidence": [f"{anchor}。"],
        "optional": optional,
    }


def predicted(record: Json, **changes: Any) -> Json:
    """The record that says exactly what a gold record says."""
    arguments = {
        role: [{key: value for key, value in one.items() if key != "alt"} for one in values] for role, values in record["args"].items()
    }
    evidence = [{"text": record["evidence"][0], "start": 0, "end": 9, "rule": "test.rule"}]
    perfect = {"doc_id": record["doc"], "type": record["type"], "status": record["status"], "arguments": arguments, "evidence": evidence}
    return perfect | changes


def judge(golds: list[Json], records: list[Json], documents: list[Json] | None = None, **options: Any) -> Report:
    options = {"resamples": 0} | options
    articles = None if documents is None else {d["id"]: Document.model_validate(d) for d in documents}
    return evaluate(map(GoldRecord.model_validate, golds), map(PredictedRecord.model_validate, records), articles, **options)


FOUNDED = gold("agency_founded", "青岚市数据局", place=["青岚市"], date=[{"text": "3月1日", "value": "2026-03-01"}])
TARGET = gold(
    "target_set",
    "智能终端普及率",
    status="planned",
    quantity=[{"text": "70%以上", "op": ">=", "value": 70, "unit": "%"}],
    deadline=[{"text": "2027年", "value": "2027"}],
)
SPOKEN = gold("statement_made", "林放", role=["主任"])


def test_a_perfect_prediction_scores_one() -> None:
    golds = [FOUNDED, TARGET, SPOKEN]
    report = judge(golds, [predicted(g) for g in golds])
    for scores in (report.lenient, report.strict):
        assert (scores.events_all.f1, scores.events_core.f1, scores.roles_all.f1, scores.status_accuracy) == (1.0, 1.0, 1.0, 1.0)
        assert (scores.events_all.tp, scores.events_core.tp, scores.roles_all.tp) == (3, 2, 5)
    assert report.findings == ()


def test_nothing_predicted_misses_everything_required() -> None:
    report = judge([FOUNDED, TARGET | {"optional": True}], [])
    assert (report.lenient.events_all.fn, report.lenient.roles_all.fn) == (1, 2)
    assert [f.fault for f in report.findings] == [Fault.MISSED]
    assert report.lenient.status_accuracy == 0.0


def test_roles_of_missed_and_spurious_records_count() -> None:
    other = predicted(gold("agency_founded", "远山县法院", place=["远山县"]))
    lenient = judge([FOUNDED], [other]).lenient
    assert (lenient.events_all.tp, lenient.events_all.fp, lenient.events_all.fn) == (0, 1, 1)
    assert (lenient.roles_all.tp, lenient.roles_all.fp, lenient.roles_all.fn) == (0, 1, 2)


@pytest.mark.parametrize("matching", [True, False])
def test_optional_gold_is_neither_required_nor_an_error(matching: bool) -> None:
    optional = FOUNDED | {"optional": True}
    figures = judge([optional], [predicted(optional)] if matching else []).lenient.events_all
    assert (figures.tp, figures.fp, figures.fn) == (0, 0, 0)


def test_the_required_of_two_equal_gold_records_is_matched_first() -> None:
    report = judge([FOUNDED | {"optional": True}, FOUNDED], [predicted(FOUNDED)])
    assert (report.lenient.events_all.tp, report.lenient.events_all.fn) == (1, 0)


def test_the_most_alike_anchors_pair_first() -> None:
    near = predicted(gold("agency_founded", "数据局"))
    report = judge([FOUNDED], [near, predicted(FOUNDED)])
    assert [(f.fault, f.anchor) for f in report.findings] == [(Fault.SPURIOUS, "数据局")]


@pytest.mark.parametrize(
    ("anchor", "lenient", "strict"),
    [("青岚市数据局", 1, 1), ("「青岚市」數據局", 1, 1), ("数据局", 1, 0), ("局数据", 1, 0), ("远山县法院", 0, 0)],
)
def test_anchors_are_compared_in_simplified_script_without_punctuation(anchor: str, lenient: int, strict: int) -> None:
    report = judge([FOUNDED], [predicted(gold("agency_founded", anchor))])
    assert (report.lenient.events_all.tp, report.strict.events_all.tp) == (lenient, strict)


def test_alternatives_count_as_the_text() -> None:
    record = gold("agency_founded", "青岚市数据局")
    record["args"]["agency"][0]["alt"] = ["全省首个市级数据机构"]
    report = judge([record], [predicted(gold("agency_founded", "全省首个市级数据机构"))])
    assert report.strict.events_all.tp == 1


def test_targets_with_other_quantities_do_not_match() -> None:
    changed = predicted(TARGET)
    changed["arguments"] = changed["arguments"] | {"quantity": [{"text": "80%", "op": "=", "value": "80", "unit": "%"}]}
    assert judge([TARGET], [changed]).lenient.events_all.tp == 0


def test_equal_quantities_make_up_for_other_words() -> None:
    changed = predicted(TARGET)
    changed["arguments"] = changed["arguments"] | {"goal": [{"text": "城乡居民用上终端的比率"}]}
    report = judge([TARGET], [changed])
    assert (report.lenient.events_all.tp, report.strict.events_all.tp) == (1, 0)


@pytest.mark.parametrize(
    ("quantity", "right"),
    [
        ({"value": "70", "op": ">=", "unit": "%"}, True),
        ({"value": "70.0000000", "op": ">=", "unit": "%"}, True),
        ({"value": "70", "op": ">", "unit": "%"}, False),
        ({"value": "70", "op": ">=", "unit": "个"}, False),
        ({"value": "70", "unit": "%"}, False),
    ],
)
def test_quantities_are_compared_by_number_comparator_and_unit(quantity: Json, right: bool) -> None:
    changed = predicted(TARGET)
    changed["arguments"] = changed["arguments"] | {"quantity": [{"text": "70%以上", **quantity}]}
    report = judge([TARGET], [changed])
    assert report.lenient.by_role[EventType.TARGET_SET]["quantity"].tp == right
    assert bool(report.findings) is not right


def test_a_plain_quantity_needs_no_comparator() -> None:
    record = gold("metric_reported", "产量", quantity=[{"text": "5台", "op": "=", "value": 5, "unit": "台"}])
    changed = predicted(record)
    del changed["arguments"]["quantity"][0]["op"]
    assert judge([record], [changed]).lenient.roles_all.tp == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (13.6, "13.6", True),
        ([3, 5], ["3", "5.0"], True),
        ([3, 5], 3, False),
        (3, "三", False),
        (None, "三", True),
        (None, 0, False),
        (0.1 + 0.2, "0.3", True),
    ],
)
def test_numbers_are_compared_by_value(first: Any, second: Any, same: bool) -> None:
    assert same_number(first, second) is same


@pytest.mark.parametrize(("value", "right"), [("2026-03-01", True), ("2026-03", False), (None, False)])
def test_dates_are_compared_by_value_alone(value: str | None, right: bool) -> None:
    changed = predicted(FOUNDED)
    changed["arguments"] = changed["arguments"] | {"date": [{"text": "今天", "value": value}]}
    assert judge([FOUNDED], [changed]).lenient.by_role[EventType.AGENCY_FOUNDED]["date"].tp == right


def test_a_predicted_value_serves_one_gold_value() -> None:
    record = gold("organization_founded", "青岚联盟", founder=["青岚大学", "青岚大学"])
    single = predicted(gold("organization_founded", "青岚联盟", founder=["青岚大学"]))
    founder = judge([record], [single]).lenient.by_role[EventType.ORGANIZATION_FOUNDED]["founder"]
    assert (founder.tp, founder.fp, founder.fn) == (1, 0, 1)


def test_status_accuracy_counts_matched_required_records() -> None:
    report = judge([FOUNDED, TARGET], [predicted(FOUNDED, status="planned"), predicted(TARGET)])
    assert report.lenient.status_accuracy == 0.5
    assert [(f.fault, f.gold, f.predicted) for f in report.findings] == [(Fault.STATUS, ("happened",), ("planned",))]


@pytest.mark.parametrize(("turns", "spurious"), [(1, 0), (2, 0), (3, 1)])
def test_a_speakers_turn_may_be_split_once(turns: int, spurious: int) -> None:
    assert judge([SPOKEN], [predicted(SPOKEN)] * turns).lenient.events_all.fp == spurious


def test_no_other_type_may_be_split() -> None:
    assert judge([FOUNDED], [predicted(FOUNDED)] * 2).lenient.events_all.fp == 1


def test_an_unknown_speaker_is_spurious() -> None:
    assert judge([SPOKEN], [predicted(SPOKEN), predicted(gold("statement_made", "欧阳"))]).lenient.events_all.fp == 1


def test_a_record_without_its_anchor_is_spurious() -> None:
    report = judge([], [predicted(FOUNDED, arguments={})])
    assert [(f.fault, f.anchor) for f in report.findings] == [(Fault.SPURIOUS, "?")]


def test_findings_show_what_differs_with_rule_and_evidence() -> None:
    changed = predicted(TARGET)
    changed["arguments"] = changed["arguments"] | {"deadline": [{"text": "2030年", "value": "2030"}]}
    (finding,) = judge([TARGET], [changed]).findings
    assert (finding.fault, finding.role, finding.rule, finding.evidence) == (Fault.ROLE, "deadline", "test.rule", "智能终端普及率。")
    assert (finding.gold, finding.predicted) == (("2027年 → 2027",), ("2030年 → 2030",))


def test_offsets_count_in_title_and_text() -> None:
    documents = [{"id": "a", "title": "题", "text": "青岚市数据局。"}]
    spans = [("青岚市", 2, 5, False), ("青岚市", 0, 3, False), ("青岚市", 1, 4, True), ("青岚市", None, None, True), ("题", 0, 1, False)]
    for text, start, end, wrong in spans:
        record = predicted(FOUNDED, arguments={"agency": [{"text": text, "start": start, "end": end}]}, evidence=[])
        offsets = judge([FOUNDED], [record], documents).offsets
        assert offsets is not None
        assert (offsets.spans, offsets.wrong) == (1, wrong)


@pytest.mark.parametrize(
    ("field", "start", "wrong"), [("value", 0, 0), ("value", 1, 1), ("evidence", 1, 1), ("trigger", 5, 1), ("trigger", 6, 0)]
)
def test_wrong_spans_of_a_record_are_found(field: str, start: int, wrong: int) -> None:
    spans = {"value": (0, "青岚市数据局"), "evidence": (0, "青岚市数据局揭牌"), "trigger": (6, "揭牌")}
    spans[field] = (start, spans[field][1])
    value, evidence, trigger = ({"text": text, "start": begin, "end": begin + len(text)} for begin, text in spans.values())
    record = Record(
        id="1",
        content_digest="2",
        doc_id="a",
        type=EventType.AGENCY_FOUNDED,
        status=Status.HAPPENED,
        arguments={"agency": (EntityValue(**value, normalized="", kind="agency"),)},
        evidence=(Evidence(**evidence, trigger=TextSpan(**trigger), rule="test.rule"),),
        confidence=1,
        lineage=Lineage(dashiji="0", rules="", input=""),
    )
    assert len(wrong_spans(record, "青岚市数据局揭牌。")) == wrong


def test_records_of_other_articles_are_ignored_where_articles_are_given() -> None:
    documents = [{"id": "b", "text": "。"}]
    report = judge([], [predicted(FOUNDED)], documents)
    assert (report.ignored, report.lenient.events_all.fp, report.articles) == (1, 0, 1)
    assert judge([], [predicted(FOUNDED)]).lenient.events_all.fp == 1


def test_intervals_hold_the_figure_and_repeat() -> None:
    golds = [FOUNDED | {"doc": str(number)} for number in range(40)]
    records = [predicted(g) for g in golds[:30]]
    report, again = judge(golds, records, resamples=200), judge(golds, records, resamples=200)
    interval = report.lenient.events_all.interval
    assert interval is not None
    assert 0.5 < interval[0] < report.lenient.events_all.f1 < interval[1] < 1
    assert report.to_json() == again.to_json()


def test_a_single_article_has_no_interval() -> None:
    assert judge([FOUNDED], [predicted(FOUNDED)], resamples=100).lenient.events_all.interval is None


def test_draws_without_anything_to_measure_are_left_out() -> None:
    bootstrap = Bootstrap(10, resamples=100)
    assert bootstrap.interval([[1] + [0] * 9], lambda found: 1.0 if found else None) == (1.0, 1.0)
    assert bootstrap.interval([[0] * 10], lambda found: 1.0 if found else None) is None


GOLD_LINE = json.dumps(FOUNDED, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "gold.jsonl:2: not a JSON object on one line"),
        (GOLD_LINE.replace("agency_founded", "agency_found"), "gold.jsonl:2: type: "),
        (GOLD_LINE.replace('"place"', '"issuer"'), "unknown role 'issuer'; known: agency, founder, host, place, date, claim"),
        (GOLD_LINE.replace('"agency":', '"host":'), "the anchor role 'agency' is empty"),
        (GOLD_LINE.replace('"doc": "a", ', ""), "gold.jsonl:2: doc: Field required"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "gold.jsonl").write_text(f"{GOLD_LINE}\n{line}\n", encoding="utf-8")
    (tmp_path / "records.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        evaluate_files(tmp_path / "gold.jsonl", tmp_path / "records.jsonl")
    assert message in str(caught.value)


def test_two_articles_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").write_text('{"id": "a", "text": "。"}\n' * 2, encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="two articles have the id 'a'"):
        evaluate_files(tmp_path / "empty.jsonl", tmp_path / "empty.jsonl", tmp_path / "docs.jsonl")


def test_files_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(f"{GOLD_LINE}\n", encoding="utf-8-sig")
    (tmp_path / "records.jsonl").write_text(json.dumps(predicted(FOUNDED)), encoding="utf-8")
    assert evaluate_files(tmp_path / "gold.jsonl", tmp_path / "records.jsonl").strict.events_all.f1 == 1.0


# Few names, so that random records do agree; parts of one another, in both scripts, with and without punctuation.
WORDS = st.sampled_from(["青岚市数据局", "青嵐市數據局", "数据局", "市数据", "“数据”局", "远山县法院", "法院", "林放", "AI-7号", "ai7"])
NAMES = WORDS | st.just("、")
NUMBERS: st.SearchStrategy[Any] = st.sampled_from([70, 70.0, "70", "70.00", [3, 5], ["3", "5"], 12.5, "约"])
DATES = st.sampled_from(["2026", "2026-03", "2026/2030"])
KINDS = st.sampled_from(list(EventType))


@st.composite
def values(draw: st.DrawFn, role: str, names: st.SearchStrategy[str], *, with_alt: bool) -> Json:
    value: Json = {"text": draw(names)}
    if role in ("date", "effective", "deadline", "period"):
        value["value"] = draw(DATES)
    elif role in ("quantity", "size"):
        value |= {
            "value": draw(NUMBERS),
            "op": draw(st.sampled_from(["=", ">", "range"])),
            "unit": draw(st.sampled_from(["个", "個", "", "%"])),
        }
    if with_alt:
        value["alt"] = draw(st.lists(names, max_size=2))
    return value


@st.composite
def gold_records(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Json:
    kind = draw(KINDS)
    first, *others = ROLES[kind]
    roles = [first, *draw(st.lists(st.sampled_from(others), unique=True, max_size=3))]
    args = {role: draw(st.lists(values(role, names, with_alt=True), min_size=1, max_size=3)) for role in roles}
    status = draw(st.sampled_from(["happened", "planned"]))
    doc = draw(st.sampled_from("abc"))
    return {"doc": doc, "type": kind.value, "status": status, "args": args, "evidence": ["句子"], "optional": draw(st.booleans())}


@st.composite
def predicted_records(draw: st.DrawFn) -> Json:
    kind = draw(KINDS)
    roles = draw(st.lists(st.sampled_from(ROLES[kind]), unique=True, max_size=3))
    arguments = {role: draw(st.lists(values(role, NAMES, with_alt=False), max_size=3)) for role in roles}
    return {
        "doc_id": draw(st.sampled_from("abcd")),
        "type": kind.value,
        "status": draw(st.sampled_from(["happened", "negated"])),
        "arguments": arguments,
    }


@given(st.lists(gold_records(WORDS), max_size=12))
def test_what_gold_says_is_always_right(golds: list[Json]) -> None:
    for number, record in enumerate(golds):  # each anchor its own, else one record may take another's place
        record["args"][ROLES[EventType(record["type"])][0]] = [{"text": f"机构{chr(ord('一') + number)}"}]
    report = judge(golds, [predicted(g) for g in golds])
    required = [g for g in golds if not g["optional"]]
    for scores in (report.lenient, report.strict):
        assert (scores.events_all.tp, scores.events_all.fp, scores.events_all.fn) == (len(required), 0, 0)
        assert (scores.roles_all.fp, scores.roles_all.fn) == (0, 0)
        assert scores.status_accuracy == (1.0 if required else 0.0)
    assert report.findings == ()


@given(st.lists(gold_records(), max_size=8), st.lists(predicted_records(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(golds: list[Json], records: list[Json], random: Any) -> None:
    articles = list("abcd")
    random.shuffle(articles)
    shuffled_golds = sorted(golds, key=lambda g: articles.index(g["doc"]))
    shuffled_records = sorted(records, key=lambda r: articles.index(r["doc_id"]))
    assert judge(golds, records).to_json() == judge(shuffled_golds, shuffled_records).to_json()


@given(NAMES, NAMES)
def test_similarity_is_symmetric_and_one_only_for_equal_texts(first: str, second: str) -> None:
    assert text_similarity(first, second) == text_similarity(second, first)
    assert (text_similarity(first, second) == 1.0) == (fold(first) == fold(second) != "")


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    """The scorer that comes with the gold."""
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_same(scorer: ModuleType, golds: list[Json], records: list[Json], documents: dict[str, Json] | None) -> None:
    ours = judge(golds, records, None if documents is None else list(documents.values())).to_dict()
    for name, threshold in (("lenient", 0.5), ("strict", 0.9999)):
        theirs = scorer.score(golds, records, set(documents) if documents else None, threshold)
        for key, expected in theirs.items():
            assert _without_intervals(ours[name][key]) == expected, (name, key)
    if documents:
        assert ours["offsets"] == scorer.offsets(records, documents)


def _without_intervals(figures: Any) -> Any:
    if isinstance(figures, dict):
        return {key: _without_intervals(value) for key, value in figures.items() if key != "interval"}
    return figures


@given(golds=st.lists(gold_records(), max_size=15), records=st.lists(predicted_records(), max_size=15), with_documents=st.booleans())
def test_random_records_get_the_scorers_figures(scorer: ModuleType, golds: list[Json], records: list[Json], with_documents: bool) -> None:
    assert_same(scorer, golds, records, {name: {"id": name, "text": "青岚市"} for name in "abc"} if with_documents else None)


@pytest.mark.parametrize("name", ["seed", "dev"])
def test_gold_records_get_the_scorers_figures(scorer: ModuleType, shared: Path, name: str) -> None:
    """Gold, worsened in many ways, as the prediction."""
    golds, articles = (
        [json.loads(line) for line in (shared / "gold" / f"{name}.{kind}.jsonl").open(encoding="utf-8")] for kind in ("gold", "docs")
    )
    documents = {article["id"]: article for article in articles}
    assert_same(scorer, golds, [record for n, g in enumerate(golds) for record in _worsened(n, g, documents[g["doc"]])], documents)


def _worsened(number: int, record: Json, article: Json) -> list[Json]:
    if number % 5 == 0:
        return []
    document = (article["title"] + "\n" if article.get("title") else "") + article["text"]
    arguments: dict[str, list[Json]] = {}
    for r, (role, found) in enumerate(record["args"].items()):
        if (number + r) % 7 != 0:
            for one in found:
                forms = [one["text"], *one.get("alt", [])]
                text = forms[number % len(forms)][number % 3 :] or one["text"]
                start = document.find(text) + (number % 11 == 0)
                value = {key: one[key] for key in ("value", "op", "unit") if key in one}
                arguments.setdefault(role, []).append({"text": text, "start": start, "end": start + len(text), **value})
    status = "planned" if number % 6 == 0 else record["status"]
    one_record = {"doc_id": record["doc"], "type": record["type"], "status": status, "arguments": arguments}
    return [one_record] * (1 + (number % 9 == 0))
