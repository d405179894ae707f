"""The server: pages and forms of a review on this machine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import parse_qs, parse_qsl

from fastapi import FastAPI, Request
from fastapi.params import Query as Parameter
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from dashiji.errors import InputError
from dashiji.review.catalog import Entry, Query
from dashiji.review.correcting import Correction, read_fields
from dashiji.review.decisions import State, Verdict
from dashiji.review.guard import Guard, is_token, new_token
from dashiji.review.journal import Stale
from dashiji.review.pages import Pages, link
from dashiji.review.session import Review, progress
from dashiji.review.views import DifferenceView, Viewer

PAGE = 100
"""Lines of a page of the list."""
MOST_WINDOW = 50
"""Differences sent ahead at a time."""
MOST_ROWS = 30
"""Rows of a table of the overview."""
MOST_BYTES = 1 << 20
"""Size of a form that is read."""
_STATIC = {"review.js": "text/javascript", "review.css": "text/css", "review.svg": "image/svg+xml"}
Form = Mapping[str, Sequence[str]]


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is answered with a status and one sentence."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(status, reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True)
class Shown:
    """How the sides are called on the pages."""

    before: str
    after: str


def create_app(review: Review, viewer: Viewer, shown: Shown, hosts: Sequence[str], token: str | None = None) -> FastAPI:
    """The application, to be called under one of `hosts` (name and port) only."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=hosts)
    _Routes(review, viewer, shown, token or new_token()).add_to(app)
    return app


class _Routes:
    """What the server answers. All of it runs on one thread, one request after the other."""

    def __init__(self, review: Review, viewer: Viewer, shown: Shown, token: str) -> None:
        self._review = review
        self._catalog = review.catalog
        self._viewer = viewer
        self._token = token
        self._pages = Pages(shown=shown, reviewer=review.reviewer, token=token, states=list(State))

    def add_to(self, app: FastAPI) -> None:
        """Register every path."""
        pages: dict[str, Callable[..., Any]] = {
            "/": self.overview,
            "/queue": self.queue,
            "/list": self.listing,
            "/d/{fingerprint}": self.difference,
            "/d/{fingerprint}/article": self.article,
            "/window": self.window,
            "/help": self.help,
            "/decisions.jsonl": self.decisions,
            "/static/{name}": self.static,
        }
        for path, page in pages.items():
            app.add_api_route(path, page, methods=["GET"], response_class=HTMLResponse, response_model=None)
        app.add_api_route("/decide", self.decide, methods=["POST"], response_model=None)
        app.add_api_route("/undo", self.undo, methods=["POST"], response_model=None)
        app.add_exception_handler(Refused, self._refused)

    async def overview(self, request: Request) -> Response:
        """Counts by state, type, cause and rule; what is left, kind by kind."""
        self._review.refresh()
        catalog = self._catalog
        tables = [(name, catalog.counts(name)) for name in ("cause", "type", "rule")]
        values: dict[str, Any] = {
            "summary": catalog.summary,
            "tables": tables,
            "families": catalog.families(MOST_ROWS),
            "states_count": catalog.states(),
            "undrawn": catalog.count(Query(undrawn="1")),
            "carried": self._review.carried(),
            "journal": str(self._review.path),
            "most": MOST_ROWS,
        }
        return self._page("overview", Query(), **values)

    async def listing(self, request: Request, page: Annotated[int, Parameter(ge=1, le=10**9)] = 1) -> Response:
        """Wanted differences, a page of lines at a time."""
        self._review.refresh()
        query = Query.of(request.query_params)
        total = self._catalog.count(query)
        rows = self._catalog.rows(query, (page - 1) * PAGE, PAGE)
        choices: dict[str, Sequence[str]] = {"kind": ("added", "removed", "changed")}
        choices |= {name: [count.name for count in self._catalog.counts(name)] for name in ("type", "cause", "rule")}
        choices["state"] = ("undecided", *State)
        pages = max(1, -(-total // PAGE))
        return self._page("list", query, rows=rows, total=total, page=page, pages=pages, choices=choices)

    async def queue(self, request: Request, after: Annotated[int, Parameter(ge=0, le=10**12)] = 0) -> Response:
        """Go to the next wanted difference after a position, else to the first one; of those undecided, unless the query says which."""
        self._review.refresh()
        query = Query.of(request.query_params)
        if not query.state:
            query = Query(**{**query.items(), "state": "undecided"})
        found = self._catalog.window(query, after, 1) or self._catalog.window(query, 0, 1)
        if found:
            return _see(link(f"/d/{found[0].fingerprint}", query))
        return self._page("done", query)

    async def difference(self, request: Request, fingerprint: str) -> Response:
        """One difference: where a deep link leads."""
        self._review.refresh()
        return self._queue_page(self._entry(fingerprint), Query.of(request.query_params))

    async def article(self, request: Request, fingerprint: str) -> Response:
        """The whole article of a difference, as either side read it."""
        entry = self._entry(fingerprint)
        return self._page("article", Query.of(request.query_params), entry=entry, articles=self._viewer.articles(entry))

    async def window(
        self,
        request: Request,
        position: Annotated[int, Parameter(ge=0, le=10**12)],
        count: Annotated[int, Parameter(ge=1, le=MOST_WINDOW)] = 10,
        backwards: bool = False,
    ) -> Response:
        """The differences before or after a position, in order, ready to be shown."""
        self._review.refresh()
        query = Query.of(request.query_params)
        entries = self._catalog.window(query, position, count, backwards=backwards)
        return self._answer("".join(self._fragment(entry, query) for entry in (entries[::-1] if backwards else entries)))

    async def help(self, request: Request) -> Response:
        """The keys."""
        return self._page("help", Query.of(request.query_params))

    async def decisions(self, request: Request) -> Response:
        """Everything that stands, as it is exported."""
        return PlainTextResponse(self._review.lines(), media_type="application/x-ndjson")

    async def static(self, request: Request, name: str) -> Response:
        """The script and the style sheet."""
        if name not in _STATIC:
            raise Refused(HTTPStatus.NOT_FOUND, "no such page")
        content = (files("dashiji.review") / "static" / name).read_bytes()
        return Response(content, media_type=_STATIC[name])

    async def decide(self, request: Request) -> Response:
        """Decide on a difference, or on all of its family that are left."""
        form = await self._form(request)
        entry, query = self._entry(_one(form, "fingerprint")), Query.of(dict(parse_qsl(_one(form, "query"))))
        verdict = self._verdict(form)
        correction: Correction | None = None
        try:
            if _one(form, "scope") == "family":
                self._review.decide_family(entry.family, verdict)
            else:
                seen = _one(form, "seen")
                correction = Correction(_one(form, "status"), read_fields(form)) if verdict is Verdict.EDIT else None
                if correction:
                    record = entry.difference.record
                    correction.check(record, self._viewer.document(record))
                self._review.decide(entry, verdict, int(seen) if seen.isdecimal() else None, correction)
        except Stale:
            self._review.refresh()
            entry = self._entry(entry.fingerprint)
            if _is_script(request):
                return self._answer(self._fragment(entry, query), HTTPStatus.CONFLICT)
            return self._queue_page(entry, query, "Decided elsewhere meanwhile: look again.", HTTPStatus.CONFLICT)
        except InputError as error:
            return self._queue_page(entry, query, str(error), HTTPStatus.UNPROCESSABLE_ENTITY, correction)
        if _is_script(request):
            return self._answer(self._fragment(self._entry(entry.fingerprint), query))
        return _see(link("/queue", query, after=entry.position))

    async def undo(self, request: Request) -> Response:
        """Take the last decision back and go to its difference."""
        form = await self._form(request)
        query = Query.of(dict(parse_qsl(_one(form, "query"))))
        fingerprint = self._review.undo()
        if fingerprint is None:
            raise Refused(HTTPStatus.CONFLICT, "nothing to undo: you decided nothing in this review")
        return _see(link(f"/d/{fingerprint}", query))

    def _verdict(self, form: Form) -> Verdict:
        try:
            verdict = Verdict(_one(form, "verdict"))
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "unknown verdict") from error
        if verdict is Verdict.UNDO or (verdict is Verdict.EDIT and _one(form, "scope") == "family"):
            raise Refused(HTTPStatus.BAD_REQUEST, "unknown verdict")
        return verdict

    async def _form(self, request: Request) -> Form:
        """The form of a request that carries the token."""
        size = request.headers.get("content-length", "")
        if not size.isdecimal() or int(size) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form is too large")
        body = (await request.body()).decode("utf-8", "replace")
        form = parse_qs(body, keep_blank_values=True)
        if not is_token(_one(form, "token"), self._token):
            raise Refused(HTTPStatus.FORBIDDEN, "the page is older than the server: reload it")
        return form

    def _entry(self, fingerprint: str) -> Entry:
        entry = self._catalog.get(fingerprint)
        if entry is None:
            raise Refused(HTTPStatus.NOT_FOUND, "these two sides have no such difference")
        return entry

    def _view(self, entry: Entry, tried: Correction | None = None) -> DifferenceView:
        return self._viewer.difference(entry, self._review.held(entry), self._catalog.left_in(entry.family), tried)

    def _fragment(self, entry: Entry, query: Query) -> str:
        return self._pages.render("difference", view=self._view(entry), query=query)

    def _queue_page(
        self, entry: Entry, query: Query, notice: str = "", status: HTTPStatus = HTTPStatus.OK, tried: Correction | None = None
    ) -> Response:
        """The difference, with what went wrong."""
        values: dict[str, Any] = {
            "view": self._view(entry, tried),
            "notice": notice,
            "following": self._catalog.window(query, entry.position, 1),
            "preceding": self._catalog.window(query, entry.position, 1, backwards=True),
            "total": len(self._catalog),
        }
        return self._page("queue", query, status, **values)

    def _page(self, name: str, query: Query, status: HTTPStatus = HTTPStatus.OK, **values: object) -> Response:
        settled, total = progress(self._catalog.states())
        page = self._pages.render(name, query=query, settled=settled, all_differences=total, here=name, **values)
        return HTMLResponse(page, status)

    def _answer(self, html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
        """Part of a page, for the script, with how far the review is."""
        settled, _ = progress(self._catalog.states())
        return HTMLResponse(html, status, headers={"X-Settled": str(settled)})

    async def _refused(self, request: Request, error: Exception) -> Response:
        status, reason = (error.status, error.reason) if isinstance(error, Refused) else (HTTPStatus.BAD_REQUEST, "")
        if _is_script(request):
            return PlainTextResponse(reason, status)
        return self._page("refused", Query(), status, reason=reason)


def _one(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _is_script(request: Request) -> bool:
    """Whether the page's script asks, rather than the browser for a new page."""
    return request.headers.get("x-requested-by") == "review"


def _see(path: str) -> Response:
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)
