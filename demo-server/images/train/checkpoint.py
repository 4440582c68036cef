"""Reads what training can go on from: a checkpoint of `train.py`, or the committed `painter.gguf` with its manifest beside it."""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from net import halves
from vocabulary import COLOUR_0

sys.path.append(str(Path(__file__).parents[2] / "model" / "train"))
from read_gguf import read_gguf  # noqa: E402


def load_checkpoint(path: Path, heads: int) -> dict:
    """Returns `weights` by torch's names and the `palette`, 256 colours in bytes. Q8_0 has cost a GGUF's weights about half a percent."""
    if path.suffix != ".gguf":
        return torch.load(path)
    read, _ = read_gguf(path)
    weights = {name: torch.from_numpy(array) for name, array in read.items()}
    weights = {name: halves(value, heads) if "attn_q." in name or "attn_k." in name else value for name, value in weights.items()}
    weights["palette.weight"] = weights.pop("output.weight")[COLOUR_0 : COLOUR_0 + 256]
    colours = json.loads(path.with_suffix(".json").read_text())["palette"]
    return {"weights": weights, "palette": torch.from_numpy(np.array([list(bytes.fromhex(c[1:])) for c in colours], np.uint8))}
