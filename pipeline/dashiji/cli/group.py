"""The top command group: turns expected errors into one line and an exit code."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from dashiji.cli.console import flush, messages, say
from dashiji.errors import DashijiError

FAILED_ARTICLES = 1
USAGE_ERROR = 2
_EVERYWHERE = "--no-color"


class Group(TyperGroup):
    """Shows a DashijiError or a failing file as `error: …` with exit code 2; a reader that closes the pipe ends the work quietly."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `--no-color` wherever it stands before `--`, as people add it at the end of a line."""
        border = args.index("--") if "--" in args else len(args)
        if _EVERYWHERE in args[:border]:
            args = [_EVERYWHERE, *(arg for arg in args[:border] if arg != _EVERYWHERE), *args[border:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            flush()
        except BrokenPipeError as error:
            _discard_output()
            raise typer.Exit(0) from error
        except (DashijiError, OSError) as error:
            say(messages(), f"error: {_sentence(error)}", "red")
            raise typer.Exit(USAGE_ERROR) from error
        return result


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _discard_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush has somewhere to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
