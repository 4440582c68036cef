"""How well the painter listens: the cells of held-out scenes, where the coarse pictures that it sees lack the things."""

import random
from dataclasses import replace

import numpy as np
import torch

from net import Painter
from palette import Palette
from rows import COARSE, PARENTS, PREFIX_ASKS, TILE_ASKS, TILE_CELLS, TILE_IDS, TILE_PARENTS, cells_of, prefix
from scales import STARTS, TILE
from vocabulary import COLOUR_0
from words import random_scene


@torch.no_grad()
def measure(net: Painter, palette: Palette, scenes: int = 12, seed: int = 77) -> dict[str, float]:
    """Returns the shares of cells right: the coarse pictures, 16×16, 32×32, and of that what lies at an edge."""
    rng = random.Random(seed)
    drawn = [(scene, cells_of(scene, palette)) for scene in (random_scene(rng, held_out=True) for _ in range(scenes))]
    seen = [cells_of(replace(scene, things=()), palette) for scene, _ in drawn]
    heads = torch.tensor(np.stack([prefix(s.words(), c) for (s, _), c in zip(drawn, seen)]))
    tiles = np.stack([TILE_IDS] * scenes)
    for i, colours in enumerate(seen):
        tiles[i, :, ::5] = COLOUR_0 + colours[TILE_PARENTS[:, None] + np.arange(PARENTS)]
    targets = np.stack([c[TILE_CELLS[:, None] + np.arange(TILE)] for _, c in drawn])
    x, y = net(heads, torch.tensor(tiles))
    coarse = net.palette(x[:, PREFIX_ASKS]).argmax(-1).numpy() == np.stack([c[: STARTS[COARSE]] for _, c in drawn])
    fine = net.palette(y[:, :, TILE_ASKS]).argmax(-1).numpy() == targets
    families = targets[:, 4:].reshape(scenes, -1, 4)
    edges = (families != families[..., :1]).any(-1, keepdims=True).repeat(4, -1).reshape(fine[:, 4:].shape)
    shares = {"coarse": coarse, "sixteen": fine[:, :4], "whole": fine[:, 4:], "edges": fine[:, 4:][edges]}
    return {name: round(float(right.mean()), 3) for name, right in shares.items()}
