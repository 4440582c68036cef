"""A llama-architecture transformer: RMSNorm, rotary positions, SwiGLU, tied embeddings."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Config:
    """Sizes; the head dimension is `dim / heads`, all matrix sides must be multiples of 32 for Q8_0."""

    vocabulary: int = 2048
    dim: int = 256
    layers: int = 4
    heads: int = 4
    ff: int = 640
    context: int = 2048
    rope_base: float = 10_000.0
    eps: float = 1e-5


class RMSNorm(nn.Module):
    def __init__(self, dim: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.float()
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


def attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Causal attention over [batch, head, position, head dim]; spelt out where torch is older than 2.0."""
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    mask = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
    return scores.masked_fill(mask, float("-inf")).softmax(-1) @ v


class Block(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.heads = c.heads
        self.attn_norm, self.ffn_norm = RMSNorm(c.dim, c.eps), RMSNorm(c.dim, c.eps)
        self.attn_q, self.attn_k, self.attn_v, self.attn_output = (nn.Linear(c.dim, c.dim, bias=False) for _ in range(4))
        self.ffn_gate, self.ffn_up = (nn.Linear(c.dim, c.ff, bias=False) for _ in range(2))
        self.ffn_down = nn.Linear(c.ff, c.dim, bias=False)

    def forward(self, x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
        b, t, d = x.shape
        h = self.attn_norm(x)
        q, k, v = (f(h).view(b, t, self.heads, -1).transpose(1, 2) for f in (self.attn_q, self.attn_k, self.attn_v))
        a = attend(rotate(q, cos, sin), rotate(k, cos, sin), v)
        x = x + self.attn_output(a.transpose(1, 2).reshape(b, t, d))
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Turns neighbouring pairs (llama.cpp's NORM order, so the export needs no permutation)."""
    cos, sin = cos.to(x.dtype), sin.to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), -1).flatten(-2)


class Llama(nn.Module):
    """`forward` returns normalised hidden states; `logits` applies the tied head to the rows that matter."""

    def __init__(self, c: Config):
        super().__init__()
        self.config = c
        self.token_embd = nn.Embedding(c.vocabulary, c.dim)
        self.blk = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.output_norm = RMSNorm(c.dim, c.eps)
        half = c.dim // c.heads // 2
        angle = torch.arange(c.context)[:, None] * c.rope_base ** (-torch.arange(half) / half)
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        nn.init.normal_(self.token_embd.weight, std=0.02)
        for name, weight in self.named_parameters():
            if weight.ndim == 2 and name != "token_embd.weight":
                last = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(weight, std=0.04 / math.sqrt(2 * self.config.layers) if last else 0.04)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        x = self.token_embd(ids)
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        for block in self.blk:
            x = block(x, cos, sin)
        return self.output_norm(x)

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        return F.linear(hidden, self.token_embd.weight)
