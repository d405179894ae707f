"""The manifest: what went into a run, what came out, and the digest of every part."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashiji.errors import InputError
from dashiji.records import EventType
from dashiji.store.folder import Folder

NAME = "manifest.json"
VERSION = "1"
"""Raised when a reader of run directories would have to change."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Package(_Frozen):
    """A library that records depend on; `digest` covers the digests of its files as it was installed."""

    version: str
    digest: str


class Configuration(_Frozen):
    """All that a record depends on besides its article; two equal ones make equal records of it.

    `files` are those of packs, lexicons and models with their sha256. Libraries count by version: the files of one version
    differ between platforms.
    """

    dashiji: str
    python: str
    code: str
    rules: str
    files: dict[str, str]
    packages: dict[str, Package]
    columns: dict[str, str]
    mark_duplicates: bool = False
    time_limit: float
    memory_limit: int


class Counts(_Frozen):
    """`articles` came in; each is one of ok, failed and quarantined. `characters` are those of the articles that are ok, `duplicates` the
    articles that were found to repeat another.
    """

    articles: int = 0
    ok: int = 0
    failed: int = 0
    quarantined: int = 0
    duplicates: int = 0
    records: int = 0
    characters: int = 0
    types: dict[EventType, int] = Field(default_factory=dict)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            articles=self.articles + other.articles,
            ok=self.ok + other.ok,
            failed=self.failed + other.failed,
            quarantined=self.quarantined + other.quarantined,
            duplicates=self.duplicates + other.duplicates,
            records=self.records + other.records,
            characters=self.characters + other.characters,
            types={kind: self.types.get(kind, 0) + other.types.get(kind, 0) for kind in EventType if kind in {**self.types, **other.types}},
        )


class Part(_Frozen):
    """One shard as it lies on disk: rows [start, end) of the input, in two files of the same name."""

    name: str
    start: int
    end: int
    input: str
    counts: Counts
    records_sha256: str
    articles_sha256: str = ""


class RunState(StrEnum):
    """A run is complete once every article is accounted for."""

    UNFINISHED = "unfinished"
    COMPLETE = "complete"


class Manifest(_Frozen):
    """A run. `input` covers the digests of all parts in order; counts and parts are those of a complete run."""

    version: str = VERSION
    state: RunState
    inputs: tuple[str, ...]
    shard_size: int
    configuration: Configuration
    configuration_digest: str
    input: str = ""
    counts: Counts = Counts()
    parts: tuple[Part, ...] = ()

    def to_json(self) -> str:
        """Indented JSON, without times or anything else that differs between two runs of the same."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def load_manifest(folder: Folder, run: object) -> Manifest:
    """Read the manifest of the run that lies in a folder. Raises InputError where there is none that this version can read."""
    try:
        with folder.open(NAME) as file:
            return Manifest.model_validate_json(file.read())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{run}: holds no {NAME}; give the directory that dashiji run wrote with --out") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise InputError(
            f"{run}/{NAME}: {where}: {first['msg']}; it was written by another version of dashiji, or changed by hand"
        ) from error


def save_manifest(folder: Folder, manifest: Manifest) -> None:
    """Write the manifest of a run."""
    folder.write(NAME, lambda path: path.write_text(manifest.to_json(), encoding="utf-8"))


def digest_of_parts(parts: Iterable[Part]) -> str:
    """`sha256:` over the input of all parts in order."""
    return f"sha256:{hashlib.sha256(''.join(part.input for part in parts).encode()).hexdigest()}"


def differences(before: Configuration, now: Configuration) -> list[str]:
    """What differs between two configurations, in words; files and libraries by name."""
    old, new = _flat(before.model_dump(mode="json")), _flat(now.model_dump(mode="json"))
    return [f"{name}: {_short(old.get(name))} → {_short(new.get(name))}" for name in sorted({*old, *new}) if old.get(name) != new.get(name)]


def _flat(tree: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in tree.items():
        flat.update(_flat(value, f"{prefix}{name} ") if isinstance(value, Mapping) else {f"{prefix}{name}": value})
    return flat


def _short(value: object) -> str:
    return "none" if value is None else str(value).removeprefix("sha256:")[:12]
