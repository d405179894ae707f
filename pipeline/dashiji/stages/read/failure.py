"""What `read` hands out in place of an article that cannot be used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One article, or one file, that could not be used; the others go on.

    `origin` is `path:line` (lines count from 1, standard input is `<stdin>`), `reason` says what is wrong and what to do,
    `id` is the article's id where the source states one that could be read.
    """

    origin: str
    reason: str
    id: str | None = None

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"
