"""Records: drafts written out with the document's own characters, ids and lineage."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dashiji.article import Article
from dashiji.calibration import Calibration
from dashiji.matches import Filler, Match
from dashiji.records import (
    CLAIM_ROLES,
    DATE_ROLES,
    QUANTITY_ROLES,
    ROLES,
    ClaimValue,
    DateValue,
    EntityValue,
    Evidence,
    IdMint,
    Lineage,
    QuantityValue,
    Record,
    TextSpan,
    Value,
    content_digest,
)
from dashiji.spans import Quantity, Span, Time
from dashiji.stages.resolve.claims import read_claim
from dashiji.stages.resolve.draft import Draft
from dashiji.stages.resolve.linking import Names
from dashiji.stages.resolve.merging import merge
from dashiji.stages.resolve.naming import alike, bare
from dashiji.stages.resolve.ownership import settled
from dashiji.stages.resolve.reference import Antecedents
from dashiji.stages.resolve.releases import share_publisher

_SAME_CLAIM = 0.5
"""Share of characters from which two claims about one thing say the same."""


class Provenance(Struct, frozen=True, gc=False):
    """What made the records, apart from the input."""

    version: str
    rules: str
    calibration: Calibration


def resolve(matches: Sequence[Match], names: Sequence[Filler], article: Article, text: str, provenance: Provenance) -> list[Record]:
    """The records of an article, in the order of their best evidence; `names` are all that it names, `text` is the folded document."""
    if not article.title:
        matches = [replace(match, block=match.block + 1) for match in matches]  # block 0 stands for the headline from here on
    matches = settled(matches, text)
    antecedents = Antecedents(matches, text)
    drafts = merge([antecedents.resolved(match) for match in matches], text)
    share_publisher(drafts, names, text)
    drafts.sort(key=lambda draft: (draft.best.clause.start, draft.best.trigger.start, draft.type.value))
    lineage = Lineage(
        dashiji=provenance.version, rules=provenance.rules, models={"confidence": provenance.calibration.digest}, input=article.digest
    )
    writer, mint = _Writer(article.document, text, Names(names, text)), IdMint(article.id)
    return [_record(draft, article.id, writer, lineage, mint, provenance.calibration) for draft in drafts]


def _record(draft: Draft, doc_id: str, writer: "_Writer", lineage: Lineage, mint: IdMint, calibration: Calibration) -> Record:
    written = {role: tuple(writer.value(role, filler) for filler in fillers) for role, fillers in draft.fillers().items()}
    anchor = written[ROLES[draft.type][0]][0].text
    arguments = {role: kept for role, values in written.items() if (kept := _distinct(values))}
    if any(value.text == anchor for value in arguments.get("founder", ())):
        del arguments["founder"]  # a body does not found itself (某局成立, 加挂某局牌子)
    best = draft.best
    ordered = [best, *(match for match in draft.matches if match is not best)]
    evidence = tuple(dict.fromkeys(writer.evidence(match) for match in ordered))
    return Record(
        id=mint.mint(draft.type, evidence[0].text),
        content_digest=content_digest(draft.type, draft.status, arguments, evidence),
        doc_id=doc_id,
        type=draft.type,
        status=draft.status,
        arguments=arguments,
        evidence=evidence,
        confidence=calibration.confidence(best.rule, best.confidence, best.discount, len(draft.matches)),
        reasons=tuple(dict.fromkeys(reason for match in ordered for reason in match.reasons)),
        lineage=lineage,
    )


def _distinct(values: Sequence[Value]) -> tuple[Value, ...]:
    """Values of one role without repetitions of a name and without times that tell no date (近日)."""
    kept: list[Value] = []
    for value in values:
        if isinstance(value, DateValue) and value.value is None:
            continue
        if not any(_repeats(value, other) for other in kept):
            kept.append(value)
    return tuple(kept)


def _repeats(value: Value, other: Value) -> bool:
    """Whether a name is another one, or its beginning or end; of claims, whether one words the other anew."""
    if isinstance(value, ClaimValue) and isinstance(other, ClaimValue):
        return alike(bare(value.text), bare(other.text)) >= _SAME_CLAIM
    if not isinstance(value, EntityValue) or not isinstance(other, EntityValue):
        return False
    short, long = sorted((bare(value.normalized), bare(other.normalized)), key=len)
    return short == long or (len(short) > 1 and (long.startswith(short) or long.endswith(short)))


class _Writer:
    """Writes spans of the folded text as values of the document."""

    def __init__(self, document: str, text: str, names: Names) -> None:
        self._document = document
        self._text = text
        self._names = names

    def value(self, role: str, filler: Filler) -> Value:
        start, end = filler.start, filler.end
        characters = self._document[start:end]
        if role in DATE_ROLES and isinstance(filler.payload, Time):
            time = filler.payload
            return DateValue(text=characters, start=start, end=end, value=time.value, mod=time.mod, basis=time.basis)
        if role in QUANTITY_ROLES and isinstance(filler.payload, Quantity):
            quantity = filler.payload
            value = quantity.value[0] if len(quantity.value) == 1 else (quantity.value[0], quantity.value[1])
            return QuantityValue(
                text=characters, start=start, end=end, op=quantity.op, value=value, unit=quantity.unit, change=quantity.change
            )
        if role in CLAIM_ROLES:
            rank, scope = read_claim(self._text[start:end])
            return ClaimValue(text=characters, start=start, end=end, rank=rank, scope=scope)
        kind = str(filler.kind)
        normalized = self._names.long_form(self._text[start:end], kind, start)
        return EntityValue(text=characters, start=start, end=end, normalized=normalized, kind=kind)

    def evidence(self, match: Match) -> Evidence:
        start, end = min(match.clause.start, match.trigger.start), max(match.clause.end, match.trigger.end)
        return Evidence(text=self._document[start:end], start=start, end=end, trigger=self._span(match.trigger), rule=match.rule)

    def _span(self, span: Span) -> TextSpan:
        return TextSpan(text=self._document[span.start : span.end], start=span.start, end=span.end)
