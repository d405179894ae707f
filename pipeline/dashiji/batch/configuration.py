"""What the records of a run depend on besides the articles, as digests."""

import hashlib
import re
import sys
from dataclasses import asdict
from importlib.metadata import Distribution, distribution, requires, version
from importlib.resources import files
from pathlib import Path

from dashiji.data import data_root
from dashiji.rulebook.book import load_rulebook
from dashiji.run.limits import Limits
from dashiji.stages.read import Columns
from dashiji.store.atomic import digest
from dashiji.store.manifest import Configuration, Package

_REQUIREMENT = re.compile(r"[\w.-]+")
_NOT_ABOUT_RECORDS = ("cli", "run", "batch", "store", "evaluate")
"""Subpackages that have no say in what a record is."""
_ABOUT_OTHER_THINGS = {"fsspec", "rich", "typer"}
"""Libraries that have none either."""


def configure(rules: Path | None, columns: Columns, limits: Limits, mark_duplicates: bool = False) -> Configuration:
    """The configuration of a run with these options. Loads the rules, and raises RuleError where they are wrong."""
    book = load_rulebook(rules)
    models = data_root() / "models"
    found = {path.relative_to(book.root).as_posix(): path for path in book.root.glob("*/*.yaml")}
    found |= {path.relative_to(models.parent).as_posix(): path for path in models.rglob("*") if path.is_file()}
    return Configuration(
        dashiji=version("dashiji"),
        python=".".join(map(str, sys.version_info[:2])),
        code=_code_digest(),
        rules=book.digest,
        files={name: _file_digest(found[name]) for name in sorted(found)},
        packages={name: _package(distribution(name)) for name in sorted(_libraries())},
        columns=asdict(columns),
        mark_duplicates=mark_duplicates,
        time_limit=limits.seconds,
        memory_limit=limits.megabytes,
    )


def configuration_digest(configuration: Configuration) -> str:
    """`sha256:` over a configuration; of libraries it takes the version alone, which is the same on every platform."""
    versions = {name: package.version for name, package in configuration.packages.items()}
    content = configuration.model_copy(update={"packages": versions}).model_dump_json(warnings=False)
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def _libraries() -> list[str]:
    """The libraries that dashiji itself requires, without extras."""
    names = [match[0] for line in requires("dashiji") or [] if "extra ==" not in line and (match := _REQUIREMENT.match(line))]
    return [name for name in names if name not in _ABOUT_OTHER_THINGS]


def _package(library: Distribution) -> Package:
    """The digest is over the list of files with their sha256 that came with the library, its metadata left out."""
    lines = (library.read_text("RECORD") or "").splitlines()
    own = sorted(line for line in lines if ",sha256=" in line and ".dist-info/" not in line and not line.startswith("../"))
    return Package(version=library.version, digest=f"sha256:{hashlib.sha256(chr(10).join(own).encode()).hexdigest()}")


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return digest(file)


def _code_digest() -> str:
    """`sha256:` over names and bytes of dashiji's own code, without what has no say in what a record is."""
    root = Path(str(files("dashiji")))
    state = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] not in _NOT_ABOUT_RECORDS:
            state.update(name.as_posix().encode())
            state.update(path.read_bytes())
    return f"sha256:{state.hexdigest()}"
