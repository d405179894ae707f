"""Strict YAML that remembers its lines, so that every complaint about rules can name file and line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from dashiji.errors import RuleError

try:
    from yaml import CSafeLoader as _Base  # libyaml's, ten times as fast
except ImportError:
    from yaml import SafeLoader as _Base  # type: ignore[assignment]  # the same in Python, where a platform has no wheel

ModelT = TypeVar("ModelT", bound=BaseModel)
_BOOL = "tag:yaml.org,2002:bool"


class _Loader(_Base):
    """Reads words as words: only true and false are booleans, not yes, no, on and off."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own protocol
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL or first in "tTfF"]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML document: its plain value, and where each part of it is written."""

    path: Path
    value: Any
    root: yaml.Node

    def line(self, keys: Sequence[str | int] = ()) -> int:
        """The 1-based line of the value that `keys` lead to, or of its nearest parent that is written."""
        node: yaml.Node = self.root
        line = node.start_mark.line + 1
        for key in keys:
            following = _child(node, key)
            if following is None:
                break
            node, line = following[1], following[0].start_mark.line + 1
        return line


def _child(node: yaml.Node, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The node under a key with the node that marks its place: the key's in a mapping, the item itself in a list."""
    if isinstance(node, yaml.MappingNode):
        return next(((name, value) for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None


def load_yaml(path: Path) -> Source:
    """Read one YAML document. Duplicate keys are errors. Raises RuleError naming file and line."""
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
        if root is None:
            raise RuleError(f"{path}:1: the file is empty; write a mapping")
        _check_keys(path, root)
        return Source(path, loader.construct_document(root), root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    finally:
        loader.dispose()


def _check_keys(path: Path, node: yaml.Node) -> None:
    """Raise RuleError where a mapping has a key twice, which YAML's readers pass over."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in current.value:
                if key.value in seen:
                    raise RuleError(f"{path}:{key.start_mark.line + 1}: {key.value!r} is given twice; remove one")
                seen.add(key.value)
                waiting.append(value)
        elif isinstance(current, yaml.SequenceNode):
            waiting.extend(item for item in current.value if not isinstance(item, yaml.ScalarNode))


def _model_at(model: type[BaseModel], keys: Sequence[str | int]) -> type[BaseModel]:
    """The model that holds the field which `keys` lead to."""
    for key in keys[:-1]:
        field = model.model_fields.get(str(key))
        model = (field and _model_in(field.annotation)) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside a container's or union's annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def validate(model: type[ModelT], source: Source, keys: Sequence[str | int], label: str) -> ModelT:
    """Validate the value under `keys`, turning the first complaint into a RuleError with file, line, value and remedy."""
    value = source.value
    for key in keys:
        value = value[key]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        inner = [key for key in first["loc"] if isinstance(key, str | int)]
        where = ".".join(map(str, inner)) or "value"
        known = ", ".join(_model_at(model, inner).model_fields) if first["type"] == "extra_forbidden" else ""
        remedy = f"; known fields: {known}" if known else ""
        line = source.line([*keys, *inner])
        raise RuleError(f"{source.path}:{line}: {label}: {where}: {first['msg']}, got {first['input']!r}{remedy}") from error
