"""A run over an archive, from inputs to a complete run directory, as often interrupted as need be."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import dashiji
from dashiji.batch.configuration import configuration_digest, configure
from dashiji.batch.engine import Engine
from dashiji.batch.progress import Progress, Watch
from dashiji.batch.shards import Batch, Load
from dashiji.duplicates import mark
from dashiji.errors import UsageError
from dashiji.run.cluster import run_ray
from dashiji.run.limits import Limits
from dashiji.run.local import run_local
from dashiji.run.shard import Item, Shard, cut
from dashiji.stages.read import DEFAULT_COLUMNS, Columns, Meter, Warn, read
from dashiji.store.directory import RunDirectory
from dashiji.store.manifest import Manifest, Part, RunState, differences
from dashiji.store.parts import find_part

SHARD_SIZE = 200
"""Articles in a shard where the caller does not say: seconds of work to lose, and files of about a hundred kilobytes."""


_ENGINES = {Engine.LOCAL: run_local, Engine.RAY: run_ray}


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `shard_size` is `None` for that of the run that is gone on with, else the default; 0 `workers`, with Ray, are all."""

    columns: Columns = DEFAULT_COLUMNS
    rules: Path | None = None
    workers: int = 1
    shard_size: int | None = None
    engine: Engine = Engine.LOCAL
    limits: Limits = field(default_factory=Limits)
    mark_duplicates: bool = False
    load: Load = dashiji.load


def run_archive(inputs: Sequence[str], out: Path | str, options: Options, warn: Warn, watch: Watch) -> tuple[Manifest, Progress]:
    """Extract from every article of the inputs into the run directory `out`, a path or a URL, or go on with the run that it holds.

    Parts that are there are kept, so calling again after an interruption, a crash or a power cut does what was not done yet.
    Records hang on input and configuration alone: not on workers, shard size, order of inputs or interruptions.
    Raises RuleError and InputError before the first article; UsageError where `out` holds a run of other inputs or another
    configuration.
    """
    _refuse_inputs_around(out, inputs)
    progress = Progress()
    ordered = sorted(set(inputs))
    meter = Meter()
    items = read(ordered, options.columns, warn, meter)
    if options.mark_duplicates:
        items = mark(items)
    directory = RunDirectory(out)
    begun = _manifest(ordered, options, directory)
    session = uuid.uuid4().hex
    target = out.resolve() if isinstance(out, Path) else out
    batch = Batch(target, session, options.limits, options.rules.resolve() if options.rules else None, options.load)
    with directory.writing(), _noted(directory, progress, options):
        directory.save(begun)
        parts: dict[str, Part] = {}
        shards = cut(_counted(items, progress, meter), begun.shard_size, begun.configuration_digest)
        for part in _ENGINES[options.engine](_missing(shards, directory, parts, progress), batch, options.workers):
            parts[part.name] = part
            progress.add(part)
            watch(progress)
        manifest, removed = directory.complete(begun, parts.values())
    if removed:
        warn(f"{out}: {removed} parts of the input as it was before were removed")
    return manifest, progress


def _refuse_inputs_around(out: Path | str, inputs: Iterable[str]) -> None:
    for entry in inputs:
        if out.resolve().is_relative_to(Path(entry).resolve()) if isinstance(out, Path) else f"{out}/".startswith(f"{entry.rstrip('/')}/"):
            raise UsageError(f"{out}: lies inside the input {entry}, and would be read with it; choose another --out")


def _manifest(inputs: Sequence[str], options: Options, directory: RunDirectory) -> Manifest:
    """The manifest of a run about to begin or go on. Raises UsageError where the directory's own run is another."""
    configuration = configure(options.rules, options.columns, options.limits, options.mark_duplicates)
    wanted = Manifest(
        state=RunState.UNFINISHED,
        inputs=tuple(inputs),
        shard_size=options.shard_size or SHARD_SIZE,
        configuration=configuration,
        configuration_digest=configuration_digest(configuration),
    )
    if not directory.exists():
        return wanted
    found = directory.manifest()
    remedy = "choose another --out"
    if found.inputs != wanted.inputs:
        raise UsageError(f"{directory.path}: holds a run over {', '.join(found.inputs)}; {remedy}")
    if found.configuration_digest != wanted.configuration_digest:
        changed = "; ".join(differences(found.configuration, configuration)[:3])
        raise UsageError(f"{directory.path}: holds a run that was made otherwise ({changed}); {remedy}")
    if options.shard_size not in (None, found.shard_size):
        raise UsageError(f"{directory.path}: holds a run with --shard-size {found.shard_size}; leave the option away, or {remedy}")
    return wanted.model_copy(update={"shard_size": found.shard_size})


def _counted(items: Iterable[Item], progress: Progress, meter: Meter) -> Iterator[Item]:
    for item in items:
        progress.taken += 1
        progress.share = meter.share
        yield item


def _missing(shards: Iterable[Shard], directory: RunDirectory, parts: dict[str, Part], progress: Progress) -> Iterator[Shard]:
    """The shards that have no part yet; the parts of the others go to `parts`."""
    for shard in shards:
        part = find_part(directory.folder, shard.name)
        if part is None:
            yield shard
        else:
            parts[part.name] = part
            progress.add_found(part)


@contextmanager
def _noted(directory: RunDirectory, progress: Progress, options: Options) -> Iterator[None]:
    """Note in the directory when the session began and how it ended."""
    started = datetime.now(UTC).isoformat(timespec="seconds")
    ended = "interrupted"
    try:
        yield
        ended = "complete"
    finally:
        counts = progress.counts
        directory.note_session(
            started=started,
            seconds=round(progress.seconds, 1),
            engine=options.engine.value,
            workers=options.workers,
            articles=counts.articles,
            characters=counts.characters,
            ended=ended,
        )
