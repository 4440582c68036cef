"""Muon for the inner matrices, AdamW for embeddings and norms (Jordan et al., 2024: kellerjordan.github.io/posts/muon)."""

from collections import defaultdict

import torch
from torch import nn


def orthogonalize(g: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """Returns the nearest semi-orthogonal matrix of each of a stack of matrices (Newton-Schulz, quintic)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    wide = g.shape[-2] <= g.shape[-1]
    x = g if wide else g.transpose(-1, -2)
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        s = x @ x.transpose(-1, -2)
        x = a * x + (b * s + c * s @ s) @ x
    return x if wide else x.transpose(-1, -2)


class Muon(torch.optim.Optimizer):
    """Orthogonalised momentum; matrices of one shape are handled as a stack, which is what makes it cheap here."""

    def __init__(self, params: list[nn.Parameter], lr: float, momentum: float = 0.95, weight_decay: float = 0.0, bf16: bool = False):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})
        self.bf16 = bf16

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            shapes: dict[torch.Size, list[nn.Parameter]] = defaultdict(list)
            for p in group["params"]:
                shapes[p.shape].append(p)
            for shape, params in shapes.items():
                self._update(params, shape, group)

    def _update(self, params: list[nn.Parameter], shape: torch.Size, group: dict) -> None:
        directions = []
        for p in params:
            buffer = self.state[p].setdefault("momentum", torch.zeros_like(p))
            buffer.lerp_(p.grad, 1 - group["momentum"])
            directions.append(p.grad.lerp(buffer, group["momentum"]))
        stack = torch.stack(directions)
        update = orthogonalize(stack.bfloat16() if self.bf16 else stack).to(stack.dtype)
        scale = max(1.0, shape[0] / shape[1]) ** 0.5
        for p, u in zip(params, update):
            p.mul_(1 - group["lr"] * group["weight_decay"])
            p.add_(u, alpha=-group["lr"] * scale)
