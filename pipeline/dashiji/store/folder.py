"""Where a run lies: a folder on a file system, or a prefix of an object store; files by name, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from dashiji.store.atomic import write_atomically

Fill = Callable[[Path], object]
"""Writes a file's content into a temporary file."""


class Folder(Protocol):
    """Files by name, with `/` between a folder's name and theirs. All raise OSError, FileNotFoundError where nothing is there."""

    def open(self, name: str) -> BinaryIO:
        """Open for reading, also from the middle."""

    def names(self, folder: str = "") -> list[str]:
        """The names of what lies in a folder, in no order; none where there is no such folder."""

    def write(self, name: str, fill: Fill) -> None:
        """Write a file, in place of one that is there; readers find the one or the other."""

    def create(self, name: str, fill: Fill) -> None:
        """Write a file of which every writer writes the same: the first to come may win."""

    def append(self, name: str, line: str) -> None:
        """Add a line to a text file."""

    def remove(self, name: str) -> None:
        """Remove a file."""


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder of a file system, local or shared; temporary files go to `workshop`, which lies on the same one."""

    path: Path
    workshop: Path

    def open(self, name: str) -> BinaryIO:
        """As Folder says."""
        return (self.path / name).open("rb")

    def names(self, folder: str = "") -> list[str]:
        """As Folder says."""
        path = self.path / folder
        return [entry.name for entry in path.iterdir()] if path.is_dir() else []

    def write(self, name: str, fill: Fill) -> None:
        """As Folder says, and forced to disk."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.path / name, self.workshop, fill)

    create = write

    def append(self, name: str, line: str) -> None:
        """As Folder says."""
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def remove(self, name: str) -> None:
        """As Folder says."""
        (self.path / name).unlink()
