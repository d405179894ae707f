"""Where records go as JSON Lines: a file that appears whole, or standard output."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dashiji.cli.console import write_line
from dashiji.errors import UsageError

Write = Callable[[str], None]


@contextmanager
def open_sink(path: Path | None) -> Iterator[Write]:
    """Give a function that writes one line of JSON to `path`, or to standard output where it is `None`.

    A file takes its name only when it is complete: after an error or an interruption the old one is still there. Raises
    UsageError when the file cannot be written.
    """
    if path is None:
        yield write_line
        return
    special = path.exists() and not path.is_file()
    partial = path if special else path.with_name(f".{path.name}.partial")
    try:
        file = partial.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with file:
            yield lambda line: print(line, file=file)
        if not special:
            partial.replace(path)
    except BaseException:
        if not special:
            partial.unlink(missing_ok=True)
        raise
