"""Dashiji as a spaCy component."""

from datetime import date

import pytest
import spacy
from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("dashiji")
    return nlp


def test_records_and_spans(nlp: Language) -> None:
    doc = nlp.make_doc("海滨市数据局昨天揭牌成立。")
    doc._.dashiji_published = date(2026, 3, 6)
    doc = nlp.get_pipe("dashiji")(doc)  # type: ignore[operator]
    (record,) = doc._.dashiji_records
    assert record.arguments["date"][0].value == "2026-03-05"
    assert [(span.text, span.label_) for span in doc.spans["dashiji_events"]] == [("海滨市数据局", "agency_founded")]


def test_a_document_without_events(nlp: Language) -> None:
    doc = nlp("今天天气很好。")
    assert doc._.dashiji_records == ()
    assert len(doc.spans["dashiji_events"]) == 0
