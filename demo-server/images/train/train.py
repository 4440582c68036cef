"""Trains the painter and writes checkpoints: `python3 train.py --out painter.pt --minutes 50`; `export.py` makes the GGUF."""

import argparse
import contextlib
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from checkpoint import load_checkpoint
from measure import measure
from net import Painter, config
from optimizer import Muon
from palette import Palette, make_palette
from rows import PREFIX_ASKS, TILE_ASKS, RowMaker

COARSE_SHARE = 0.25  # of the loss
MEAN_STEP = 1 / 60  # the weights that are kept are a moving mean, which is better than the last ones at any time


def arguments() -> argparse.Namespace:
    """Parses the options; the defaults are those of the committed model."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--init", type=Path, help="a checkpoint or the committed painter.gguf to go on from, with its palette")
    p.add_argument("--minutes", type=float, default=50, help="ends by then, the rates falling in time")
    p.add_argument("--batch", type=int, default=12)
    p.add_argument("--tiles", type=int, default=3)
    p.add_argument("--noise", type=float, default=0.5, help="the most of the seen colours in a picture that are off")
    p.add_argument("--deaf", type=float, default=0.6, help="the share of pictures whose seen coarse pictures show other things")
    p.add_argument("--lr", type=float, default=0.03, help="Muon's rate for matrices")
    p.add_argument("--lr-adam", type=float, default=4e-3, help="AdamW's rate for embeddings, palette and norms")
    p.add_argument("--dim", type=int, default=192)
    p.add_argument("--layers", type=int, default=4)
    p.add_argument("--heads", type=int, default=4)
    p.add_argument("--ff", type=int, default=512)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--every", type=int, default=100)
    p.add_argument("--bf16", action="store_true", help="faster where the processor has it")
    return p.parse_args()


def optimizers(net: Painter, a: argparse.Namespace) -> list[torch.optim.Optimizer]:
    """Muon for the inner matrices, AdamW for the rest."""
    inner = [p for n, p in net.named_parameters() if p.ndim == 2 and n.startswith("blk.")]
    others = [p for n, p in net.named_parameters() if p.ndim == 1 or not n.startswith("blk.")]
    both = [Muon(inner, lr=a.lr, weight_decay=0.01, bf16=a.bf16), torch.optim.AdamW(others, lr=a.lr_adam, betas=(0.9, 0.97), weight_decay=0.0)]
    for group in (g for o in both for g in o.param_groups):
        group["full"] = group["lr"]
    return both


def loss_of(net: Painter, batch: tuple[np.ndarray, ...]) -> torch.Tensor:
    """Returns the weighted mean loss of the coarse pictures' cells and of the tiles'."""
    prefix, tiles, coarse, fine, coarse_weights, fine_weights = map(torch.from_numpy, batch)
    x, y = net(prefix, tiles)
    near = mean_loss(net.palette(x[:, PREFIX_ASKS]), coarse, coarse_weights)
    return COARSE_SHARE * near + (1 - COARSE_SHARE) * mean_loss(net.palette(y[:, :, TILE_ASKS]), fine, fine_weights)


def mean_loss(logits: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    losses = F.cross_entropy(logits.float().flatten(0, -2), targets.flatten(), reduction="none")
    return (losses * weights.flatten()).sum() / weights.sum()


def rate(step: int, done: float) -> float:
    """Returns the share of the full rates: linear warm-up, level, then down to 2 % over the last 60 % of the time."""
    return min((step + 1) / 30, 1.0 if done < 0.4 else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (min(1.0, done) - 0.4) / 0.6)))


def main() -> None:
    a = arguments()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    net = Painter(config(a.dim, a.layers, a.heads, a.ff))
    saved = load_checkpoint(a.init, a.heads) if a.init else None
    colours = saved["palette"].numpy() if saved else make_palette()
    if saved:
        net.load_state_dict(saved["weights"])
    palette = Palette(colours)
    maker = RowMaker(palette, random.Random(a.seed), a.tiles, a.noise, a.deaf)
    amp = (lambda: torch.autocast("cpu", dtype=torch.bfloat16)) if a.bf16 else contextlib.nullcontext
    both = optimizers(net, a)
    mean = {name: value.clone() for name, value in net.state_dict().items()}
    started, step, done, total = time.time(), 0, 0.0, 0.0
    while done < 1:
        with amp():
            loss = loss_of(net, maker.batch(a.batch))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        for o in both:
            for group in o.param_groups:
                group["lr"] = group["full"] * rate(step, done)
            o.step()
            o.zero_grad()
        step, total = step + 1, total + loss.item()
        for name, value in net.state_dict().items():
            mean[name].lerp_(value, max(1 / step, MEAN_STEP))
        done = (time.time() - started) / 60 / a.minutes
        if step % a.every == 0 or done >= 1:
            last = {name: value.clone() for name, value in net.state_dict().items()}
            net.load_state_dict(mean)
            with amp():
                figures = measure(net, palette)
            net.load_state_dict(last)
            progress = {"step": step, "pictures": step * a.batch, "seconds": round(time.time() - started), "cpu_seconds": round(time.process_time())}
            progress |= {"loss": round(total / (step % a.every or a.every), 4), **figures}
            total = 0.0
            print(json.dumps(progress), flush=True)
            options = {k: v for k, v in vars(a).items() if not isinstance(v, Path)}
            torch.save({"weights": mean, "palette": torch.from_numpy(colours), "progress": progress, "options": options}, a.out)


if __name__ == "__main__":
    main()
