"""A prefix of an object store that fsspec knows, such as `s3://bucket/runs/first`."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dashiji.store.folder import Fill


def workshop_of(url: str) -> Path:
    """Where this machine keeps what a run at this address needs while it is in progress: the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "dashiji" / hashlib.blake2b(url.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Bucket:
    """Objects below `root` of fsspec's file system `files`. An object is put in one request, which readers see whole or not at all."""

    files: Any
    root: str
    workshop: Path

    def open(self, name: str) -> BinaryIO:
        """As Folder says."""
        return cast(BinaryIO, self.files.open(self._path(name), "rb"))

    def names(self, folder: str = "") -> list[str]:
        """As Folder says, by a fresh listing."""
        try:
            found = self.files.ls(self._path(folder), detail=False, refresh=True)
        except FileNotFoundError:
            return []
        return [name.rstrip("/").rpartition("/")[2] for name in found]

    def write(self, name: str, fill: Fill) -> None:
        """As Folder says."""
        self._put(name, self._filled(name, fill), "overwrite")

    def create(self, name: str, fill: Fill) -> None:
        """Put if absent: a store that can refuse a second object of the name does. One that is not the same, torn, is replaced."""
        data = self._filled(name, fill)
        try:
            self._put(name, data, "create")
        except FileExistsError:
            if self.files.cat_file(self._path(name)) != data:
                self._put(name, data, "overwrite")

    def append(self, name: str, line: str) -> None:
        """As Folder says, by writing it anew: one driver at a time has a run."""
        before = self.files.cat_file(self._path(name)) if self.files.exists(self._path(name)) else b""
        self._put(name, before + f"{line}\n".encode(), "overwrite")

    def remove(self, name: str) -> None:
        """As Folder says."""
        self.files.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}" if name else self.root

    def _filled(self, name: str, fill: Fill) -> bytes:
        """What `fill` writes; parts are small enough for memory."""
        self.workshop.mkdir(parents=True, exist_ok=True)
        temporary = self.workshop / f"{name.replace('/', '-')}.{os.getpid()}.tmp"
        fill(temporary)
        data = temporary.read_bytes()
        temporary.unlink()
        return data

    def _put(self, name: str, data: bytes, mode: str) -> None:
        path = self._path(name)
        self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(path, data, mode=mode)
