"""Pages: views filled into templates; everything that comes from articles, records and queries is escaped."""

from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashiji.review.catalog import Query


class Pages:
    """The templates, with what all of them need."""

    def __init__(self, **shared: Any) -> None:
        loader = PackageLoader("dashiji.review", "templates")
        self._environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self._environment.globals.update(shared, link=link)

    def render(self, name: str, **values: Any) -> str:
        """One page or part of a page. Code points that UTF-8 cannot hold become `?`."""
        text = self._environment.get_template(f"{name}.html.jinja").render(**values)
        return text.encode("utf-8", "replace").decode()


def link(path: str, query: Query | None = None, **others: object) -> str:
    """A path with the query's fields and others; an empty one takes a field away."""
    fields = {**(query.items() if query else {}), **others}
    kept = {name: str(value) for name, value in fields.items() if value not in ("", None)}
    return f"{path}?{urlencode(kept)}" if kept else path
