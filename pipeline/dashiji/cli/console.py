"""The two consoles: results on standard output, everything else on standard error.

Made anew for each command, so that they see the streams and the colour setting of this very call.
"""

import os
import re
import sys
from typing import NoReturn

from rich.console import Console
from rich.text import Text

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")


class _PipeConsole(Console):
    """A console that leaves a closed pipe to the command group, instead of ending the process itself."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


def output() -> Console:
    """The console of standard output."""
    return _PipeConsole(highlight=False)


def messages() -> Console:
    """The console of standard error."""
    return _PipeConsole(stderr=True, highlight=False)


def without_color() -> None:
    """Turn colour off for every console made from now on, that of the help texts included."""
    os.environ["NO_COLOR"] = "1"


def say(console: Console, message: str, style: str = "") -> None:
    """Print one message on one line, unwrapped and without reading markup into it."""
    console.print(Text(printable(message), style), soft_wrap=True)


def printable(text: str) -> str:
    """The text on one line, with control characters (which could steer the terminal) as blanks."""
    return _CONTROL.sub(" ", text)


def write_line(line: str) -> None:
    """Write a line of data to standard output: UTF-8 and a line feed, whatever the locale and the platform say."""
    sys.stdout.buffer.write(line.encode() + b"\n")


def flush() -> None:
    """Pass on what is buffered; BrokenPipeError comes out here rather than when the interpreter ends."""
    sys.stdout.flush()
