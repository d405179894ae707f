"""Reference: every field that a rule may have, as the model itself explains it."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from dashiji.chunks import ChunkKind
from dashiji.rulebook import model

_CHOICES: Mapping[str, Any] = {
    "register": model.Register,
    "tense": model.Tense,
    "grain": model.Grain,
    "reach": model.Reach,
    "takes": model.Takes,
    "window": model.Window,
    "side": model.Side,
}
"""Fields with a fixed set of values."""


def reference() -> str:
    """The fields of rules, triggers, conditions and arguments, and what a pack says of owners, as Markdown tables."""
    sections = (
        ("Rule", model.Rule),
        ("Trigger", model.Trigger),
        ("Condition", model.Condition),
        ("Argument", model.Argument),
        ("Owned", model.Owned),
    )
    lines = [line for title, section in sections for line in ("", f"### {title}", "", *_table(section))]
    kinds = ", ".join(f"`{kind}`" for kind in ChunkKind)
    choices = [f"- `{name}`: {', '.join(f'`{choice}`' for choice in get_args(values))}" for name, values in _CHOICES.items()]
    return "\n".join([*lines[1:], "", "### Values", "", f"- chunk kinds: {kinds}", *choices, ""])


def _table(section: type[BaseModel]) -> Iterator[str]:
    yield from ("| field | meaning |", "|---|---|")
    for name, field in section.model_fields.items():
        yield f"| `{name}` | {' '.join((field.description or '').split())} |"
