"""Trains the bundled model from the corpus and writes it as GGUF: `python3 train.py --out ../rivulet-tiny.gguf`."""

import argparse
import contextlib
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from bpe import Tokenizer, train_merges
from corpus import Topic, read_corpus
from export import export
from measure import measure
from model import Config, Llama
from optimizer import Muon
from options import arguments
from read_gguf import read_gguf
from rows import Row, RowMaker, batches
from template import ASSISTANT, USER_FIRST

WHOLE_SHARE, SHORT_SHARE = 0.5, 0.5  # of the loss


def tokenizer_for(topics: list[Topic], vocabulary: int) -> Tokenizer:
    """Learns the merges from the answers, the trained questions and the template's own words."""
    texts = [text for t in topics for text in (t.answer, *t.trained)]
    return Tokenizer(train_merges(texts + [USER_FIRST, ASSISTANT] * 50, vocabulary))


def tensors(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pads rows on the right, where causal attention never looks."""
    width = max(len(row.ids) for row in rows)
    ids, weights = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        weights[i, : len(row.ids)] = torch.tensor(row.weights)
    return ids, weights


def loss_of(net: Llama, rows: list[Row]) -> torch.Tensor:
    """Returns the weighted mean loss; the head runs on answer tokens only."""
    ids, weights = tensors(rows)
    target, weight = ids[:, 1:], weights[:, 1:]
    counted = weight > 0
    logits = net.logits(net(ids[:, :-1])[counted])
    losses = F.cross_entropy(logits.float(), target[counted], reduction="none")
    return (losses * weight[counted]).sum() / weight[counted].sum()


def rate(step: int, done: float, warm_up: int = 40) -> float:
    """Returns the share of the full learning rate: linear warm-up, then cosine down to 2 % when all is `done` (1)."""
    return min((step + 1) / warm_up, 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


def optimizers(net: Llama, a: argparse.Namespace) -> list[torch.optim.Optimizer]:
    """Muon needs half the steps of AdamW here, but is made for inner matrices only."""
    matrices = [p for n, p in net.named_parameters() if p.ndim == 2 and n != "token_embd.weight"]
    others = [p for n, p in net.named_parameters() if p.ndim == 1 or n == "token_embd.weight"]
    both = [
        Muon(matrices, lr=a.lr, weight_decay=0.02, bf16=a.bf16),
        torch.optim.AdamW(others, lr=a.lr_adam, betas=(0.9, 0.98), weight_decay=0.0),
    ]
    for group in (g for o in both for g in o.param_groups):
        group["full"] = group["lr"]
    return both


def build(a: argparse.Namespace, topics: list[Topic]) -> tuple[Llama, Tokenizer]:
    """Makes a fresh model and tokenizer, or loads those of `--init`."""
    saved = load_checkpoint(a.init) if a.init else None
    tokenizer = Tokenizer(saved["merges"]) if saved else tokenizer_for(topics, a.vocabulary)
    net = Llama(Config(len(tokenizer.tokens), a.dim, a.layers, a.heads, a.ff))
    if saved:
        net.load_state_dict(saved["weights"])
    return net, tokenizer


def load_checkpoint(path: Path) -> dict:
    """Returns the `weights` and `merges` of a .pt file, or of a GGUF that this trainer wrote."""
    if path.suffix != ".gguf":
        return torch.load(path)
    weights, merges = read_gguf(path)
    return {"weights": {name: torch.from_numpy(array) for name, array in weights.items()}, "merges": merges}


class Trainer:
    """Runs the steps and, every so often, measures and writes a checkpoint."""

    def __init__(self, a: argparse.Namespace):
        self.a, self.topics = a, read_corpus(a.corpus)
        self.net, tokenizer = build(a, self.topics)
        self.maker = RowMaker(self.topics, tokenizer, random.Random(a.seed), a.before, a.short_before, a.further, a.focus)
        self.optimizers = optimizers(self.net, a)
        self.amp = (lambda: torch.autocast("cpu", dtype=torch.bfloat16)) if a.bf16 else contextlib.nullcontext
        whole = batches(self.maker, a.tokens, short=False, limit=a.limit)
        short = batches(self.maker, a.short_tokens, short=True, limit=a.limit, pool=96)
        self.sources = [("loss", whole, WHOLE_SHARE), ("short_loss", short, SHORT_SHARE)]
        self.seen, self.sums, self.started = 0, {"loss": 0.0, "short_loss": 0.0}, time.time()

    def run(self) -> None:
        done, step = 0.0, 0
        while done < 1:
            self._step(rate(step, done))
            step += 1
            done = max(step / self.a.steps, (time.time() - self.started) / 60 / self.a.minutes)
            if step % self.a.every == 0 or done >= 1:
                progress = self._progress(step)
                print(json.dumps(progress), flush=True)
                export(self.net, self.maker, self.a, progress)

    def _step(self, share_of_rate: float) -> None:
        for name, source, share in self.sources:
            rows = next(source)
            self.seen += sum(len(row.ids) for row in rows)
            with self.amp():
                loss = loss_of(self.net, rows)
            (loss * share).backward()
            self.sums[name] += loss.item()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        for o in self.optimizers:
            for group in o.param_groups:
                group["lr"] = group["full"] * share_of_rate
            o.step()
            o.zero_grad()

    def _progress(self, step: int) -> dict:
        held_out = [(t, q) for t in self.topics for q in t.held_out]
        probe = [(t, t.trained[i % len(t.trained)]) for i, t in enumerate(self.topics)]
        losses = {name: round(total / max(1, step % self.a.every or self.a.every), 4) for name, total in self.sums.items()}
        self.sums = dict.fromkeys(self.sums, 0.0)
        return {
            "step": step,
            "seconds": round(time.time() - self.started),
            "tokens": self.seen,
            **losses,
            "held_out_routed": round(measure(self.net, self.maker, held_out, False, self.amp), 3),
            "trained_exact": round(measure(self.net, self.maker, probe, True, self.amp), 3),
        }


def main() -> None:
    a = arguments()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    trainer = Trainer(a)
    answer_tokens = sum(map(len, trainer.maker.answers.values()))
    parameters = sum(p.numel() for p in trainer.net.parameters())
    print(f"{len(trainer.topics)} topics, {answer_tokens} answer tokens, {parameters} parameters", flush=True)
    trainer.run()


if __name__ == "__main__":
    main()
