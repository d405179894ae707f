"""The pages of a review in a real browser: the keys, what is read to people who do not see them, and hostile articles."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs dashiji[review]")
pytest.importorskip("playwright", reason="needs playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from dashiji.review.catalog import Query
from dashiji.review.decisions import State, Verdict
from making import made
from reviewing import SENTENCES, Opened, after, before, opened, serving

CHROMIUM = os.environ.get("DASHIJI_CHROMIUM") or shutil.which("chromium")
MANY = 60

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium, or its path in DASHIJI_CHROMIUM)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # Chromium refuses its own sandbox to root, as which tests run in containers.
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


@pytest.fixture
def world(tmp_path: Path) -> Opened:
    """Two that changed in the same way, one added, one removed, and many added in one way."""
    many = [
        made(f"海滨市第{n}医院成立。", "organization_founded", doc_id=f"n{n:02}", organization=f"第{n}医院", rule="z") for n in range(MANY)
    ]
    return opened(tmp_path, new=[*after(), *many])


@pytest.fixture
def address(world: Opened) -> Iterator[str]:
    with serving(world) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test where its script or the security policy complains."""
    complaints: list[str] = []
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 800})
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" and not refused(line.text) else None)
    page.set_default_timeout(5000)
    yield page
    page.close()
    assert complaints == []


def refused(line: str) -> bool:
    """Whether Chromium tells of an answer that a test asked for."""
    return "status of 409" in line or "status of 422" in line


def states(world: Opened) -> list[State]:
    return [entry.state for entry in world.review.catalog.window(Query(), 0, 1000)]


def at(page: Page, position: int) -> None:
    """Wait until the page shows the difference at a position, and takes keys."""
    page.wait_for_selector(f'html[data-ready] article[data-position="{position}"]')


def settled(page: Page, count: int) -> None:
    page.wait_for_selector(f'html[data-ready] #settled:text-is("{count}")')


def says(page: Page, text: str) -> None:
    page.wait_for_selector(f'#message:has-text("{text}")')


class TestKeys:
    def test_step(self, page: Page) -> None:
        page.goto("/queue")
        for key, position in (("j", 2), ("j", 3), ("k", 2), ("k", 1), ("k", 1)):
            page.keyboard.press(key)
            at(page, position)
        says(page, "This is the first one.")

    def test_step_through_all(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        total = len(world.review.catalog)
        for position in range(2, total + 1):
            page.keyboard.press("j")
            at(page, position)
        page.keyboard.press("j")
        says(page, "This is the last one.")
        for position in range(total - 1, 0, -1):
            page.keyboard.press("k")
            at(page, position)

    def test_decide(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        for key in "ars":
            page.keyboard.press(key)
        at(page, 4)
        settled(page, 2)
        page.keyboard.press("k")
        page.wait_for_selector("article[data-position='3'] .state.skipped")
        assert states(world)[:4] == [State.ACCEPTED, State.REJECTED, State.SKIPPED, State.OPEN]

    def test_faster_than_the_server(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        for _ in range(40):
            page.keyboard.press("a")
        at(page, 41)
        settled(page, 40)
        assert states(world)[:41] == [State.ACCEPTED] * 40 + [State.OPEN]

    def test_the_last_one(self, page: Page, world: Opened) -> None:
        entries = world.review.catalog.window(Query(), 0, 1000)
        for entry in entries[:1] + entries[2:]:
            world.review.decide(entry, Verdict.ACCEPT)
        page.goto("/queue")
        at(page, 2)
        page.keyboard.press("r")
        page.wait_for_selector("text=Nothing is left here")
        assert states(world)[1] is State.REJECTED

    def test_undo(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        page.keyboard.press("a")
        at(page, 2)
        page.keyboard.press("u")
        at(page, 1)
        assert states(world)[0] is State.OPEN

    def test_a_family(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        page.keyboard.press("j")
        at(page, 2)
        page.keyboard.press("A")
        settled(page, MANY)
        assert world.review.catalog.states()[State.ACCEPTED] == MANY
        page.keyboard.press("u")
        settled(page, 0)

    def test_edit(self, page: Page, world: Opened) -> None:
        page.goto("/list?text=文旅局")
        page.click("tbody th a")
        page.wait_for_selector("[data-ready] article")
        page.keyboard.press("e")
        field = page.locator('input[aria-label="agency: words"]')
        assert field.evaluate("element => element === document.activeElement")
        field.fill("县财政局")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=is not in the article")
        assert field.input_value() == "县财政局"
        field.fill("文旅局")
        page.keyboard.press("Enter")
        page.wait_for_url("**/queue**")
        assert '{"role": "agency", "text": "文旅局"}' in world.review.lines()

    def test_keys_do_not_decide_while_writing(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        page.keyboard.press("/")
        page.keyboard.type("arsu")
        assert page.locator("#search").input_value() == "arsu"
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        page.keyboard.type("jjj")
        page.keyboard.press("Escape")
        assert not page.locator("details.edit").evaluate("element => element.open")
        at(page, 1)
        assert set(states(world)) == {State.OPEN}

    def test_search(self, page: Page) -> None:
        page.goto("/queue")
        page.keyboard.press("/")
        page.keyboard.type("东岭县")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('1 difference')")

    def test_help(self, page: Page) -> None:
        page.goto("/queue")
        page.keyboard.press("?")
        page.wait_for_selector("dialog[open]")
        page.keyboard.press("a")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="hidden")
        at(page, 1)

    def test_script_and_article(self, page: Page, world: Opened) -> None:
        (entry,) = world.review.catalog.window(Query(text="文旅局"), 0, 1)
        page.goto(f"/d/{entry.fingerprint}")
        assert not page.locator("[lang=zh-Hans]").first.is_visible()
        page.keyboard.press("f")
        assert page.locator("[lang=zh-Hans]").first.text_content().startswith("东岭县")
        assert page.locator("[lang=zh-Hans]").first.is_visible()
        page.keyboard.press("o")
        page.wait_for_selector("a:has-text('back to the difference')")


class TestAddresses:
    def test_the_address_follows(self, page: Page, world: Opened) -> None:
        page.goto("/queue")
        page.keyboard.press("j")
        page.wait_for_url(f"**/d/{world.review.catalog.window(Query(), 1, 1)[0].fingerprint}?state=undecided")
        page.reload()
        at(page, 2)

    def test_tabs(self, page: Page, browser: Browser, address: str, world: Opened) -> None:
        """A tab that shows an older state decides nothing and shows what is."""
        page.goto("/queue")
        other = browser.new_page(base_url=address)
        other.goto("/queue")
        other.keyboard.press("a")
        settled(other, 1)
        other.close()
        page.keyboard.press("r")
        says(page, "Decided elsewhere")
        at(page, 1)
        assert page.locator("article .state").text_content() == "accepted"
        page.keyboard.press("r")
        at(page, 2)
        page.keyboard.press("k")
        page.wait_for_selector("article[data-position='1'] .state.rejected")
        assert states(world)[0] is State.REJECTED

    def test_carried_over(self, browser: Browser, tmp_path: Path) -> None:
        first = opened(tmp_path).review
        for entry in first.catalog.window(Query(), 0, 10):
            first.decide(entry, Verdict.ACCEPT)
        later = opened(tmp_path, new=after()[:2])
        with serving(later) as address:
            page = browser.new_page(base_url=address)
            page.goto(f"/d/{later.review.catalog.window(Query(), 0, 1)[0].fingerprint}")
            assert page.locator(".decision .carried").text_content() == "carried over"
            page.close()

    def test_a_server_that_is_gone(self, browser: Browser, world: Opened) -> None:
        page = browser.new_page()
        with serving(world) as address:
            page.goto(f"{address}/queue")
            page.wait_for_load_state("networkidle")
        page.keyboard.press("a")
        says(page, "nothing was decided")
        at(page, 1)
        page.close()


class TestWithoutScript:
    def test_everything_works(self, browser: Browser, address: str, world: Opened) -> None:
        context = browser.new_context(java_script_enabled=False, base_url=address)
        page = context.new_page()
        page.goto("/")
        page.click("text=Go through them")
        for act, position in (("button.accept >> nth=0", 2), ("text=Next", 3), ("text=Undo", 1)):
            page.click(act)
            page.wait_for_selector(f'article[data-position="{position}"]')
        page.click("text=whole article")
        page.wait_for_selector("h2:has-text('After')")
        assert set(states(world)) == {State.OPEN}
        context.close()


class TestAccess:
    def test_axe_finds_nothing(self, browser: Browser, tmp_path: Path) -> None:
        documents = {**SENTENCES, "hekou": "别的文章。"}
        world = opened(tmp_path, documents=documents)
        entries = world.review.catalog.window(Query(), 0, 10)
        world.review.decide(entries[0], Verdict.ACCEPT)
        world.review.decide(entries[1], Verdict.SKIP)
        opened(tmp_path, documents=documents, reviewer="zhou").review.decide(entries[0], Verdict.REJECT)
        contested, changed = f"/d/{entries[0].fingerprint}", f"/d/{entries[1].fingerprint}"
        every = ("/", "/list", "/help", f"{changed}/article", "/queue?state=accepted", contested, changed)
        with serving(world) as address:
            for scheme, width, paths in (("light", 1280, every), ("dark", 400, ("/", contested))):
                page = browser.new_page(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800})
                for path in paths:
                    page.goto(path)
                    page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true }")
                    found = Axe().run(page)
                    assert found.violations_count == 0, (path, found.generate_report())
                    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
                page.keyboard.press("?")
                assert Axe().run(page).violations_count == 0
                page.close()


class TestHostileArticles:
    def test_nothing_runs(self, browser: Browser, tmp_path: Path) -> None:
        wild = "<script>window.ran=1</script><img src=/x onerror='window.ran=2'><a href='javascript:window.ran=3'>成立</a>\u202e"
        records = [made(wild, doc_id=f"<b>{n}</b>{wild}", agency=wild[: 20 + n], rule=wild) for n in range(4)]
        world = opened(tmp_path, before(), records, documents={record.doc_id: wild for record in records}, reviewer=wild)
        with serving(world) as address:
            page = browser.new_page(base_url=address)
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.goto("/queue")
            for _ in range(4):
                page.keyboard.press("j")
            page.keyboard.press("a")
            settled(page, 1)
            for path in (
                "/",
                "/list",
                f"/list?text={wild}",
                f"/d/{world.review.catalog.window(Query(kind='added'), 0, 1)[0].fingerprint}/article",
            ):
                page.goto(path)
                assert page.locator("main img, main script, main a[href^=javascript]").count() == 0
                assert page.evaluate("window.ran") is None
            assert {url for url in asked if not url.startswith(address) or url.endswith("/x")} == set()
            page.close()
