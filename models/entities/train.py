"""Train the entity model that README.md describes, by config.cfg.

python models/entities/train.py [OUTPUT]

OUTPUT (build/entities unless named) receives the best model as model-best. The same seed, data and versions give the same
weights. One process; ten minutes or so on one core.
"""

import argparse
import shutil
import sys
from pathlib import Path

import corpus  # noqa: F401  # registers the reader that the config names
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

HERE = Path(__file__).parent
OUTPUT = HERE.parents[1] / "build" / "entities"


def main() -> None:
    """Train, keep the best model and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", nargs="?", type=Path, default=OUTPUT)
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    train(init_nlp(load_config(HERE / "config.cfg")), output, stdout=sys.stdout, stderr=sys.stderr)
    shutil.rmtree(output / "model-last")
    best = output / "model-best"
    print(f"{best}: {sum(path.stat().st_size for path in best.rglob('*') if path.is_file()) / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
