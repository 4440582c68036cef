"""Averages the weights of checkpoints of one family and writes the result: `python3 average.py a.pt b.pt --out x.gguf`.

Stages that were trained for different things (single questions, long conversations) keep most of both when averaged.
"""

import argparse
import json
import random
from pathlib import Path

import torch

from bpe import Tokenizer
from corpus import read_corpus
from export import export
from model import Config, Llama
from options import HERE
from rows import RowMaker


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoints", type=Path, nargs="+")
    p.add_argument("--corpus", type=Path, default=HERE.parent / "corpus")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--name", default="Rivulet tiny")
    p.add_argument("--heads", type=int, default=4)
    a = p.parse_args()
    saved = [torch.load(path) for path in a.checkpoints]
    weights = {key: sum(s["weights"][key] for s in saved) / len(saved) for key in saved[0]["weights"]}
    tokenizer = Tokenizer(saved[0]["merges"])
    net = Llama(_config(weights, a.heads))
    net.load_state_dict(weights)
    maker = RowMaker(read_corpus(a.corpus), tokenizer, random.Random(0))
    stages = [json.loads(path.with_suffix(".training.json").read_text()) for path in a.checkpoints]
    export(net, maker, a, {"average_of": stages})


def _config(weights: dict[str, torch.Tensor], heads: int) -> Config:
    vocabulary, dim = weights["token_embd.weight"].shape
    layers = sum(key.endswith("ffn_up.weight") for key in weights)
    return Config(vocabulary, dim, layers, heads, weights["blk.0.ffn_up.weight"].shape[0])


if __name__ == "__main__":
    main()
