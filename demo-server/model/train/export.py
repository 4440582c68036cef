"""Writes everything that a checkpoint consists of."""

import argparse
import hashlib
import json
import math

import numpy as np
import torch

from gguf import write_gguf
from measure import prompt
from model import Llama
from rows import RowMaker


def export(net: Llama, maker: RowMaker, a: argparse.Namespace, progress: dict) -> None:
    """Writes <out> (Q8_0) and beside it .f16.gguf, .pt for `--init`, .tokens.json for eval.ts, .training.json."""
    weights = {name: p.detach().float().numpy().astype(np.float32) for name, p in net.named_parameters()}
    write_gguf(a.out, net.config, weights, maker.tokenizer, a.name)
    write_gguf(a.out.with_suffix(".f16.gguf"), net.config, weights, maker.tokenizer, a.name, q8=False)
    torch.save({"weights": net.state_dict(), "merges": maker.tokenizer.merges}, a.out.with_suffix(".pt"))
    digests = {t.id: _digest(prompt(maker, t, t.trained[0]) + maker.answers[t.id][:-1]) for t in maker.topics}
    a.out.with_suffix(".tokens.json").write_text(json.dumps(digests, indent=0) + "\n")
    options = {k: v for k, v in vars(a).items() if _is_plain(v)}
    training = {"parameters": sum(p.numel() for p in net.parameters()), **progress, "torch": torch.__version__, "options": options}
    a.out.with_suffix(".training.json").write_text(json.dumps(training, indent=2) + "\n")


def _digest(ids: list[int]) -> str:
    return hashlib.sha256(" ".join(map(str, ids)).encode()).hexdigest()[:16]


def _is_plain(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value) or isinstance(value, (int, float)) and value != math.inf
