"""The guard: only this machine's own pages may talk to the server, and nothing but its own script ever runs in them."""

import secrets
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD")


class Guard:
    """Refuses requests under another host's name (DNS rebinding) and writes from other sites' pages."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        """`hosts` are the names, with ports, under which the server may be called."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (PlainTextResponse(refusal, 403) if refusal else self._app)(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return "unknown host; open the address that dashiji review printed"
        if method not in _SAFE:
            origin = headers.get("origin")
            if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
                return "another site's page may not decide"
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return "another site's page may not decide"
        return ""


def new_token() -> str:
    """A token that only pages of this server know."""
    return secrets.token_urlsafe(32)


def is_token(given: str, token: str) -> bool:
    """Whether a form carries the token, without telling by time how much of it is right."""
    return secrets.compare_digest(given.encode(), token.encode())
