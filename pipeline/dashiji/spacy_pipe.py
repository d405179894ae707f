"""The pipeline as a spaCy component: `nlp.add_pipe("dashiji")` gives `doc._.dashiji_records` and span groups.

The document's text is the article, offsets of records count in it; `doc._.dashiji_published` (a date) may be set before.
"""

from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import dashiji
from dashiji.article import Article
from dashiji.records import ROLES

RECORDS = "dashiji_records"
PUBLISHED = "dashiji_published"
GROUP = "dashiji_events"
"""Span group with the anchors of all records, each labelled with the event type; spans that cut a token are widened to it."""

if not Doc.has_extension(RECORDS):
    Doc.set_extension(RECORDS, default=())
    Doc.set_extension(PUBLISHED, default=None)


class DashijiComponent:
    """Extracts records from documents; the rules are loaded when the component is made."""

    def __init__(self, rules: Path | None = None) -> None:
        self._extractor = dashiji.load(rules)

    def __call__(self, doc: Doc) -> Doc:
        published = doc._.get(PUBLISHED)
        article = Article(doc.user_data.get("id", ""), doc.text, published=published if isinstance(published, date) else None)
        records = self._extractor.extract(article)
        doc._.set(RECORDS, tuple(records))
        anchors = [(record.type.value, value) for record in records for value in record.arguments[ROLES[record.type][0]]]
        spans = [doc.char_span(value.start, value.end, label=label, alignment_mode="expand") for label, value in anchors]
        doc.spans[GROUP] = [span for span in spans if span is not None]
        return doc


@Language.factory("dashiji", default_config={"rules": None})
def create_dashiji(nlp: Language, name: str, rules: str | None) -> DashijiComponent:
    """What spaCy calls for `nlp.add_pipe("dashiji", config={"rules": FOLDER})`."""
    return DashijiComponent(Path(rules) if rules else None)
