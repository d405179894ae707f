"""Strict YAML that remembers its lines, so that every complaint about rules can name file and line."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from dashiji.errors import RuleError

ModelT = TypeVar("ModelT", bound=BaseModel)


@cache
def _reader() -> YAML:
    return YAML(typ="rt")


def load_yaml(path: Path) -> Any:
    """Read one YAML document; mappings and sequences carry `.lc` line numbers. Duplicate keys are errors.

    Raises RuleError naming file and line.
    """
    try:
        return _reader().load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(f"{path}:{line}: not valid YAML: {error.problem}") from error


def line_of(node: Any, keys: Sequence[str | int] = ()) -> int:
    """The 1-based line of the value that `keys` lead to inside a loaded node, or of its nearest located parent."""
    line: int = node.lc.line + 1
    for key in keys:
        try:
            position = node.lc.value if hasattr(node, "keys") else node.lc.item
            line = position(key)[0] + 1
            node = node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def plain(node: Any) -> Any:
    """The node without YAML's own types, ready for a validator."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [plain(value) for value in node]
    return node


def validate(model: type[ModelT], node: Any, path: Path, label: str) -> ModelT:
    """Validate a loaded mapping, turning the first complaint into a RuleError with file, line, value and remedy."""
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        first = error.errors()[0]
        keys = [key for key in first["loc"] if isinstance(key, str | int)]
        where = ".".join(map(str, keys)) or "value"
        known = ", ".join(model.model_fields) if first["type"] == "extra_forbidden" else ""
        remedy = f"; known fields: {known}" if known else ""
        raise RuleError(f"{path}:{line_of(node, keys)}: {label}: {where}: {first['msg']}, got {first['input']!r}{remedy}") from error
