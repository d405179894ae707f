"""Reviews made by hand, for tests of their parts, their server and their pages."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from dashiji.diff import SideRecord, compare_records, side_record
from dashiji.records import Record
from dashiji.review.catalog import Catalog
from dashiji.review.journal import Journal
from dashiji.review.listening import hosts_of, listen
from dashiji.review.server import Shown, create_app
from dashiji.review.session import Review
from dashiji.review.views import Viewer
from dashiji.stages.script import fold
from making import made

TOKEN = "token"
SENTENCES = {
    "haibin": "2026年3月5日，海滨市数据局揭牌成立，市长林一舟到场。",
    "dongling": "東嶺縣文旅局同日揭牌成立，與縣科技局合署辦公。",
    "linjiang": "临江市设立数据集团，市长周望舒到场。",
    "hekou": "河口市昨日成立港务集团。",
}


def before() -> list[Record]:
    """What the first side has: one that changes, two that change in the same way, one that goes."""
    return [
        made(SENTENCES["haibin"], doc_id="haibin", trigger="揭牌成立", agency="海滨市数据局", place="海滨市", date="2026年3月5日"),
        made(SENTENCES["dongling"], doc_id="dongling", trigger="揭牌成立", agency="東嶺縣文旅局", place="東嶺縣"),
        made(SENTENCES["linjiang"], "organization_founded", doc_id="linjiang", trigger="设立", organization="数据集团"),
    ]


def after() -> list[Record]:
    """What the second side has."""
    return [
        made(SENTENCES["haibin"], doc_id="haibin", trigger="揭牌", agency="海滨市数据局", place="海滨市", date="2026年3月5日"),
        made(SENTENCES["dongling"], doc_id="dongling", trigger="揭牌", agency="東嶺縣文旅局", place="東嶺縣"),
        made(SENTENCES["hekou"], "organization_founded", doc_id="hekou", organization="港务集团", place="河口市"),
    ]


def catalog(old: Iterable[Record], new: Iterable[Record], documents: Mapping[str, str] | None = None) -> Catalog:
    """The differences of two sides; articles are those of `documents`."""
    ours, theirs = [side_record(record) for record in old], [side_record(record) for record in new]
    names = sorted({record.doc_id for record in (*ours, *theirs)})
    comparisons = (compare_records(name, [r for r in ours if r.doc_id == name], [r for r in theirs if r.doc_id == name]) for name in names)
    return Catalog(comparisons, lambda record: (documents or {}).get(record.doc_id), fold)


@dataclass(frozen=True)
class Opened:
    """A review, and what shows it."""

    review: Review
    viewer: Viewer


def opened(
    folder: Path,
    old: Iterable[Record] | None = None,
    new: Iterable[Record] | None = None,
    *,
    documents: Mapping[str, str] | None = SENTENCES,
    reviewer: str = "lin",
) -> Opened:
    """A review whose decisions are kept in a folder."""
    found = catalog(before() if old is None else old, after() if new is None else new, documents)
    review = Review(found, Journal(folder / "decisions.sqlite"), reviewer)

    def text_of(record: SideRecord) -> str | None:
        return (documents or {}).get(record.doc_id)

    return Opened(review, Viewer(text_of, fold))


@contextmanager
def serving(world: Opened) -> Iterator[str]:
    """The address of a server of the review."""
    with listen(0) as socket:
        port = socket.getsockname()[1]
        app = create_app(world.review, world.viewer, Shown("a.jsonl", "b.jsonl"), hosts_of(port), TOKEN)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()
