"""The server of a review: pages without JavaScript, forms, and what it refuses."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest

pytest.importorskip("fastapi", reason="needs dashiji[review]")
import httpx

from dashiji.review.catalog import Query
from dashiji.review.decisions import State, Verdict
from dashiji.review.pages import Pages
from making import made
from reviewing import SENTENCES, TOKEN, Opened, before, opened, serving

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">\'"&{{ 7*7 }}\u202e\u2028</blockquote><h1>成立'


@pytest.fixture
def world(tmp_path: Path) -> Opened:
    return opened(tmp_path)


@pytest.fixture
def client(world: Opened) -> Iterator[httpx.Client]:
    with serving(world) as address, httpx.Client(base_url=address) as client:
        yield client


def first(world: Opened) -> str:
    """The first of the two that changed in the same way."""
    return world.review.catalog.window(Query(kind="changed"), 0, 1)[0].fingerprint


def state(world: Opened, fingerprint: str) -> State:
    entry = world.review.catalog.get(fingerprint)
    assert entry
    return entry.state


class Tags(HTMLParser):
    """The elements of a page, and whether they close as they open."""

    VOID = frozenset(("meta", "link", "input", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


class TestPages:
    def test_overview(self, client: httpx.Client) -> None:
        page = client.get("/").text
        assert "1 added, 1 removed, 2 changed" in page
        for text in ("founding.unveiled", "organization_founded", "evidence trigger", "decisions.sqlite", "0</b> of 4 settled"):
            assert text in page
        tags(page)

    def test_the_queue_leads_to_the_first_that_is_open(self, client: httpx.Client, world: Opened) -> None:
        answer = client.get("/queue")
        entries = world.review.catalog.window(Query(), 0, 10)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/d/{entries[0].fingerprint}?state=undecided")
        for entry in entries:
            world.review.decide(entry, Verdict.ACCEPT)
        done = client.get("/queue")
        assert done.status_code == 200
        assert "Nothing is left here" in done.text

    def test_a_difference(self, client: httpx.Client, world: Opened) -> None:
        page = client.get(f"/d/{first(world)}").text
        for text in (
            "evidence:",
            "trigger 揭牌成立",
            "trigger 揭牌",
            "Simplified script",
            "东岭县",
            "whole article",
            "2 left of this kind",
        ):
            assert text in page
        assert client.get("/d/0123").status_code == 404
        tags(page)

    def test_the_whole_article(self, client: httpx.Client, world: Opened) -> None:
        page = client.get(f"/d/{first(world)}/article").text
        assert page.count('aria-label="Before"') == page.count('aria-label="After"') == 1
        tags(page)

    def test_the_list_is_filtered_and_paged(self, client: httpx.Client) -> None:
        assert "4 differences" in client.get("/list").text
        found = client.get("/list", params={"text": "港务", "kind": "added"}).text
        assert "1 difference<" in found
        assert "港务集团" in found
        assert client.get("/list?page=0").status_code == 422
        tags(found)

    def test_a_window(self, client: httpx.Client) -> None:
        ahead = client.get("/window?position=1&count=2").text
        behind = client.get("/window?position=4&count=2&backwards=true").text
        assert re.findall(r'data-position="(\d)"', ahead) == re.findall(r'data-position="(\d)"', behind) == ["2", "3"]
        assert client.get("/window?position=0&count=51").status_code == 422
        tags(ahead)

    def test_evidence_that_cannot_be_drawn(self, tmp_path: Path) -> None:
        world = opened(tmp_path, documents={**SENTENCES, "hekou": "别的文章。"})
        with serving(world) as address, httpx.Client(base_url=address, follow_redirects=True) as client:
            assert "1 with evidence that cannot be drawn" in client.get("/").text
            page = client.get("/queue?undrawn=1").text
        assert "Not where it says: evidence" in page
        assert SENTENCES["hekou"] in page.replace("<bdi>", "").replace("</bdi>", "")

    @pytest.mark.parametrize("name", ["review.js", "review.css", "review.svg"])
    def test_static(self, client: httpx.Client, name: str) -> None:
        assert client.get(f"/static/{name}").status_code == 200
        assert client.get("/static/..%2fserver.py").status_code == 404


class TestForms:
    def decide(self, client: httpx.Client, fingerprint: str, verdict: str, **fields: object) -> httpx.Response:
        data = {"token": TOKEN, "fingerprint": fingerprint, "verdict": verdict, "query": "state=undecided", **fields}
        return client.post("/decide", content=urlencode(data, doseq=True))

    def test_a_decision_goes_on_to_the_next(self, client: httpx.Client, world: Opened) -> None:
        answer = self.decide(client, first(world), "accept", seen=0)
        assert state(world, first(world)) is State.ACCEPTED
        assert answer.headers["location"] == "/queue?state=undecided&after=2"
        following = world.review.catalog.window(Query(), 2, 1)[0].fingerprint
        assert client.get("/queue?state=undecided&after=2").headers["location"] == f"/d/{following}?state=undecided"

    def test_a_family(self, client: httpx.Client, world: Opened) -> None:
        self.decide(client, first(world), "reject", scope="family")
        assert world.review.catalog.states()[State.REJECTED] == 2

    def test_undo(self, client: httpx.Client, world: Opened) -> None:
        self.decide(client, first(world), "accept")
        answer = client.post("/undo", content=urlencode({"token": TOKEN, "query": ""}))
        assert answer.headers["location"] == f"/d/{first(world)}"
        assert state(world, first(world)) is State.OPEN
        assert client.post("/undo", content=urlencode({"token": TOKEN})).status_code == 409

    def test_an_edit(self, client: httpx.Client, world: Opened) -> None:
        fields = {"role": ["agency", "place"], "text": ["文旅局", ""], "value": ["", ""], "op": ["", ""], "unit": ["", ""]}
        answer = self.decide(client, first(world), "edit", status="planned", **fields)
        assert answer.status_code == 303
        assert state(world, first(world)) is State.EDITED
        assert '"corrected": {"status": "planned", "fields": [{"role": "agency", "text": "文旅局"}]}' in client.get("/decisions.jsonl").text

    def test_an_edit_that_cannot_be(self, client: httpx.Client, world: Opened) -> None:
        fields = {"role": ["agency"], "text": ["财政局"], "value": [""], "op": [""], "unit": [""]}
        answer = self.decide(client, first(world), "edit", status="happened", **fields)
        assert answer.status_code == 422
        assert 'value="财政局"' in answer.text
        assert "is not in the article; copy the words from it" in answer.text
        assert state(world, first(world)) is State.OPEN

    def test_two_tabs(self, client: httpx.Client, world: Opened) -> None:
        self.decide(client, first(world), "accept", seen=0)
        answer = self.decide(client, first(world), "reject", seen=0)
        assert answer.status_code == 409
        assert "Decided elsewhere meanwhile" in answer.text
        assert state(world, first(world)) is State.ACCEPTED

    @pytest.mark.parametrize("verdict", ["undo", "", "perhaps"])
    def test_unknown_verdicts(self, client: httpx.Client, world: Opened, verdict: str) -> None:
        assert self.decide(client, first(world), verdict).status_code == 400


class TestGuard:
    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:81", "localhost.evil.example:8400", ""])
    def test_other_hosts_are_refused(self, client: httpx.Client, host: str) -> None:
        assert client.get("/", headers={"host": host}).status_code == 403

    @pytest.mark.parametrize("token", ["", "wrong", "токен"])
    def test_a_form_needs_the_token(self, client: httpx.Client, world: Opened, token: str) -> None:
        for path in ("/decide", "/undo"):
            fields = {"token": token, "fingerprint": first(world), "verdict": "accept"}
            assert client.post(path, content=urlencode(fields)).status_code == 403
        assert state(world, first(world)) is State.OPEN

    @pytest.mark.parametrize(
        "headers",
        [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
    )
    def test_other_sites_pages_may_not_write(self, client: httpx.Client, world: Opened, headers: dict[str, str]) -> None:
        fields = {"token": TOKEN, "fingerprint": first(world), "verdict": "accept"}
        assert client.post("/decide", content=urlencode(fields), headers=headers).status_code == 403
        assert state(world, first(world)) is State.OPEN

    def test_large_forms_are_not_read(self, client: httpx.Client) -> None:
        assert client.post("/decide", content=b"x" * ((1 << 20) + 1)).status_code == 413

    @pytest.mark.parametrize("path", ["/", "/queue", "/list", "/help", "/static/review.js", "/decisions.jsonl", "/d/none", "/nowhere"])
    def test_every_answer_has_the_policy(self, client: httpx.Client, path: str) -> None:
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


class TestHostileArticles:
    @pytest.fixture
    def hostile(self, tmp_path: Path) -> Opened:
        old = made(HOSTILE, doc_id=HOSTILE, agency=HOSTILE[:20], place="<h1>", rule="<b>rule</b>")
        new = made(HOSTILE, doc_id=HOSTILE, agency=HOSTILE[:30], place="alert(1)", rule="<b>rule</b>", status="planned")
        new = new.model_copy(update={"reasons": (HOSTILE,)})
        return opened(tmp_path, [old, before()[0]], [new], documents={HOSTILE: HOSTILE}, reviewer="<i>lin</i>")

    def test_text_never_becomes_markup(self, hostile: Opened) -> None:
        entries = hostile.review.catalog.window(Query(), 0, 10)
        paths = ["/", "/list", "/window?position=0", "/help", *(f"/d/{entry.fingerprint}" for entry in entries)]
        paths += [f"/d/{entry.fingerprint}/article" for entry in entries]
        hostile.review.decide(entries[0], Verdict.ACCEPT)
        with serving(hostile) as address, httpx.Client(base_url=address) as client:
            pages = [client.get(path, params={"position": 0, "text": HOSTILE}).text for path in paths]
        for page in pages:
            found = tags(page)
            assert {"img", "i"}.isdisjoint(found.names)
            assert "onerror" not in found.attributes
            assert found.names.count("script") == page.startswith("<!doctype")
            assert "{{ 7*7 }}" in page or HOSTILE[:8] not in page
            assert "<b>rule" not in page
        assert sum("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages) >= 5

    def test_code_points_that_utf8_cannot_hold(self) -> None:
        pages = Pages(shown={"before": "", "after": ""})
        text = pages.render("refused", query=Query(), here="", settled=0, all_differences=0, reason="海滨市\ud800数据局")
        assert "海滨市?数据局" in text
