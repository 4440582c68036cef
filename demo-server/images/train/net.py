"""The painter as torch sees it: a llama transformer over a prefix (words and coarse pictures) and tiles that see it, not each other.

llama.cpp runs the same weights as one sequence: the prefix stays, each tile is evaluated after it and then erased.
"""

import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).parents[2] / "model" / "train"))
from model import Config, RMSNorm  # noqa: E402

from scales import ORDERS, SCALES  # noqa: E402
from vocabulary import CELL_1, COLOUR_0, SIZE, cell_id  # noqa: E402


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Turns pairs whose second half stands behind all first halves: quick here. llama.cpp wants neighbours, so `export.py` sorts the rows."""
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), -1)


class Block(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.heads = c.heads
        self.attn_norm, self.ffn_norm = RMSNorm(c.dim, c.eps), RMSNorm(c.dim, c.eps)
        self.attn_q, self.attn_k, self.attn_v, self.attn_output = (nn.Linear(c.dim, c.dim, bias=False) for _ in range(4))
        self.ffn_gate, self.ffn_up = (nn.Linear(c.dim, c.ff, bias=False) for _ in range(2))
        self.ffn_down = nn.Linear(c.ff, c.dim, bias=False)

    def split(self, x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> tuple[torch.Tensor, ...]:
        h = self.attn_norm(x)
        shape = (*x.shape[:-1], self.heads, -1)
        q, k, v = (f(h).view(shape).transpose(-2, -3) for f in (self.attn_q, self.attn_k, self.attn_v))
        cos, sin = cos.to(q.dtype), sin.to(q.dtype)
        return rotate(q * q.shape[-1] ** -0.5, cos, sin), rotate(k, cos, sin), v

    def finish(self, x: torch.Tensor, a: torch.Tensor) -> torch.Tensor:
        x = x + self.attn_output(a.transpose(-2, -3).reshape(x.shape))
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


def causal(scores: torch.Tensor) -> torch.Tensor:
    mask = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
    return scores.masked_fill(mask, float("-inf"))


class Painter(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.config = c
        self.token_embd = nn.Embedding(c.vocabulary, c.dim)
        self.blk = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.output_norm = RMSNorm(c.dim, c.eps)
        self.palette = nn.Linear(c.dim, 256, bias=False)
        half = c.dim // c.heads // 2
        angle = torch.arange(c.context)[:, None] * c.rope_base ** (-torch.arange(half) / half)
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        nn.init.normal_(self.token_embd.weight, std=0.5)
        for name, weight in self.named_parameters():
            if weight.ndim == 2 and name != "token_embd.weight":
                last = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(weight, std=0.05 / math.sqrt(2 * self.config.layers) if last else 0.05)
        self._place()

    @torch.no_grad()
    def _place(self) -> None:
        """Begins each cell's token with where it is, so that neighbours begin alike; training moves them from there."""
        dim = self.config.dim
        turns = torch.arange(dim // 8).float()
        for scale in range(1, SCALES):
            row, column = (torch.tensor(o).float()[:, None] for o in ORDERS[scale])
            side = 1 << scale
            waves = [f((p + 0.5) / side * math.pi * 1.18**turns) for p in (row, column) for f in (torch.sin, torch.cos)]
            start = cell_id(scale, 0)
            table = self.token_embd.weight[start : start + side * side]
            table.mul_(0.1)
            table[:, : dim // 2].add_(torch.cat(waves, 1)[:, : dim // 2] * 0.7)
            table[:, dim // 2 + scale * 4 : dim // 2 + scale * 4 + 4].add_(1.0)

    def forward(self, prefix: torch.Tensor, tiles: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Takes ids [batch, n] and [batch, tiles, m]; returns normalised hidden states of both."""
        b, n = prefix.shape
        _, t, m = tiles.shape
        x, y = self.token_embd(prefix), self.token_embd(tiles)
        near = (self.cos[:n], self.sin[:n])
        far = (self.cos[n : n + m], self.sin[n : n + m])
        for block in self.blk:
            q, k, v = block.split(x, *near)
            x = block.finish(x, causal(q @ k.transpose(-1, -2)).softmax(-1).to(v.dtype) @ v)
            q, own_k, own_v = block.split(y, *far)  # [b, t, h, m, d]
            flat = q.transpose(1, 2).reshape(b, block.heads, t * m, -1)
            there = (flat @ k.transpose(-1, -2)).view(b, block.heads, t, m, n).transpose(1, 2)
            own = causal(q @ own_k.transpose(-1, -2))
            weights = torch.cat((there, own), -1).softmax(-1).to(v.dtype)
            seen = weights[..., :n].transpose(1, 2).reshape(b, block.heads, t * m, n) @ v
            seen = seen.view(b, block.heads, t, m, -1).transpose(1, 2) + weights[..., n:] @ own_v
            y = block.finish(y, seen)
        return self.output_norm(x), self.output_norm(y)


def neighbours(rows: torch.Tensor, heads: int) -> torch.Tensor:
    """Returns the rows of a query or key matrix in llama.cpp's order: the two of a pair beside each other."""
    return rows.view(heads, 2, -1, rows.shape[1]).transpose(1, 2).reshape(rows.shape)


def halves(rows: torch.Tensor, heads: int) -> torch.Tensor:
    """Undoes `neighbours`."""
    return rows.view(heads, -1, 2, rows.shape[1]).transpose(1, 2).reshape(rows.shape)


def config(dim: int, layers: int, heads: int, ff: int) -> Config:
    return Config(vocabulary=SIZE, dim=dim, layers=layers, heads=heads, ff=ff, context=256)


assert CELL_1 - COLOUR_0 == 256
