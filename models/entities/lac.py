"""LAC-small, the tagger whose weights come inside the jieba package, run in numpy: for the comparison in README.md only.

Characters are embedded, read by two layers of gated recurrent units in both directions, and labelled by a conditional random
field. Weights are PaddlePaddle's: one file a tensor, a short header before the 32-bit floats.
"""

import struct
import unicodedata
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from corpus import Name
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SIZE = 128
"""Units of an embedding and of a recurrent layer."""
_KINDS = {"PER": "person", "LOC": "place", "ORG": "organization"}
"""Tags of names; nr, ns and nt, which it gives to few words, are wrong more often than right."""
_PUNCTUATION = str.maketrans({"。": ".", "、": ",", "《": "<", "》": ">", **dict.fromkeys("“”「」", '"')})
_DESCRIPTION = 4 + 8 + 4
"""Bytes before the length of a tensor's description: two versions and the level of detail."""


def lac_folder() -> Path | None:
    """Where jieba keeps the weights; `None` where jieba is not installed or comes without them."""
    spec = find_spec("jieba")
    folder = Path(spec.submodule_search_locations[0]) / "lac_small" if spec and spec.submodule_search_locations else None
    return folder if folder and (folder / "model_baseline" / "crfw").exists() else None


class Lac:
    """The tagger, loaded from jieba's folder `lac_small`."""

    def __init__(self, folder: Path) -> None:
        self._characters = {word: at for at, word in _read_dictionary(folder / "word.dic").items()}
        self._labels = _read_dictionary(folder / "tag.dic")
        weights = {path.name: _read_tensor(path) for path in (folder / "model_baseline").iterdir()}
        self._embedding = weights["word_emb"].reshape(-1, _SIZE)
        self._layers = [_BothWays(weights, first) for first in (0, 2)]
        self._emission = weights["fc_4.w_0"].reshape(2 * _SIZE, len(self._labels)), weights["fc_4.b_0"]
        self._crf = weights["crfw"].reshape(-1, len(self._labels))

    def tag(self, text: str) -> list[tuple[int, int, str]]:
        """The words of a text in order: start, end (exclusive) and tag (n, v, PER, LOC, ORG, TIME …)."""
        if not text:
            return []
        unknown = self._characters["OOV"]
        state = self._embedding[[self._characters.get(char, unknown) for char in _narrow(text)]]
        for layer in self._layers:
            state = layer.read(state)
        weight, bias = self._emission
        labels = [self._labels[at] for at in viterbi(state @ weight + bias, self._crf)]
        starts = [at for at, label in enumerate(labels) if at == 0 or label.endswith("-B") or (label == "O" != labels[at - 1])]
        return [(start, end, labels[start].split("-")[0]) for start, end in pairwise((*starts, len(text)))]

    def names(self, text: str) -> list[Name]:
        """The persons, places and organizations of a text in simplified script."""
        return [Name(start, end, _KINDS[tag]) for start, end, tag in self.tag(text) if tag in _KINDS]


class _BothWays:
    """A forward and a backward layer of gated recurrent units over the same input, run side by side."""

    def __init__(self, weights: dict[str, Floats], first: int) -> None:
        self._inputs = []
        recurrent = []
        for number in (first, first + 1):
            weight = weights[f"fc_{number}.w_0"].reshape(-1, 3 * _SIZE)
            self._inputs.append((weight, weights[f"fc_{number}.b_0"] + weights[f"gru_{number}.b_0"]))
            recurrent.append(weights[f"gru_{number}.w_0"])
        gates = 2 * _SIZE * _SIZE
        self._gates = np.stack([flat[:gates].reshape(_SIZE, 2 * _SIZE) for flat in recurrent])
        self._candidate = np.stack([flat[gates:].reshape(_SIZE, _SIZE) for flat in recurrent])

    def read(self, state: Floats) -> Floats:
        """Both directions' outputs beside each other, a row for each row of `state`."""
        (forward, forward_bias), (backward, backward_bias) = self._inputs
        inputs = np.stack([state @ forward + forward_bias, (state @ backward + backward_bias)[::-1]], axis=1)[:, :, None]
        hidden = np.zeros((2, 1, _SIZE), dtype=np.float32)
        outputs = np.empty((len(state), 2, _SIZE), dtype=np.float32)
        for at, given in enumerate(inputs):
            gates = _sigmoid(given[:, :, : 2 * _SIZE] + hidden @ self._gates)
            update, reset = gates[:, :, :_SIZE], gates[:, :, _SIZE:]
            candidate = np.tanh(given[:, :, 2 * _SIZE :] + (reset * hidden) @ self._candidate)
            hidden = hidden + update * (candidate - hidden)
            outputs[at] = hidden[:, 0]
        return np.concatenate([outputs[:, 0], outputs[::-1, 1]], axis=1)


def _narrow(text: str) -> str:
    """The text with narrow punctuation, as the tagger was taught; without that it takes commas into names."""
    narrow = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, narrow, strict=True)).translate(_PUNCTUATION)


def viterbi(emission: Floats, crf: Floats) -> list[int]:
    """The likeliest labels of a sequence: `crf` holds the scores of starting, of stopping, and then of each label after each."""
    start, stop, transition = crf[0], crf[1], crf[2:]
    score, pointers = start + emission[0], []
    for row in emission[1:]:
        options = score[:, None] + transition
        pointers.append(options.argmax(axis=0))
        score = options.max(axis=0) + row
    best = [int((score + stop).argmax())]
    for pointer in reversed(pointers):
        best.append(int(pointer[best[-1]]))
    return best[::-1]


def _sigmoid(values: Floats) -> Floats:
    return np.reciprocal(1 + np.exp(-values), dtype=np.float32)


def _read_dictionary(path: Path) -> dict[int, str]:
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return {int(pair[0]): pair[1] for pair in pairs if len(pair) == 2}


def _read_tensor(path: Path) -> Floats:
    raw = path.read_bytes()
    (length,) = struct.unpack_from("<i", raw, _DESCRIPTION)
    return np.frombuffer(raw, dtype="<f4", offset=_DESCRIPTION + 4 + length)
