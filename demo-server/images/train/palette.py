"""The 256 colours that a picture has: those that things are painted with, and means of them for the coarse pictures."""

import random

import numpy as np

from raster import draw
from scales import SCALES, means
from words import random_scene

SIZE = 256


def make_palette(scenes: int = 3000, seed: int = 5) -> np.ndarray:
    """Returns 256 colours in bytes: every one that is drawn, the rest by k-means over the coarser pictures' cells."""
    rng = random.Random(seed)
    pictures = [draw(random_scene(rng)) for _ in range(scenes)]
    pure = np.unique(np.concatenate([p.reshape(-1, 3) for p in pictures]), axis=0).astype(float)
    coarse = np.concatenate([means(p, scale).reshape(-1, 3) for p in pictures for scale in range(SCALES - 1)])
    numbers = np.random.default_rng(seed)
    coarse = coarse[numbers.permutation(len(coarse))[:60_000]]
    coarse = coarse[_distances(coarse, pure).min(1) > 30]
    middles = coarse[numbers.permutation(len(coarse))[: SIZE - len(pure)]]
    for _ in range(12):
        nearest = _distances(coarse, np.concatenate([pure, middles])).argmin(1) - len(pure)
        middles = np.stack([coarse[nearest == i].mean(0) if (nearest == i).any() else m for i, m in enumerate(middles)])
    return np.concatenate([pure, np.rint(middles)]).astype(np.uint8)


def _distances(colours: np.ndarray, palette: np.ndarray) -> np.ndarray:
    return ((colours[:, None] - palette[None]) ** 2).sum(-1)


class Palette:
    """Finds for any colour the nearest of the palette."""

    def __init__(self, colours: np.ndarray):
        self.colours = colours
        # The 12 colours that are most like each.
        self.near = _distances(colours.astype(float), colours.astype(float)).argsort(1)[:, 1:13]
        self._known: dict[int, int] = {}

    def indices(self, picture: np.ndarray) -> np.ndarray:
        """Returns the number of the nearest colour for each cell."""
        cells = np.rint(picture).astype(np.int64)
        packed = (cells[..., 0] << 16) | (cells[..., 1] << 8) | cells[..., 2]
        values, where = np.unique(packed, return_inverse=True)
        return np.array([self._nearest(int(v)) for v in values])[where].reshape(packed.shape)

    def _nearest(self, packed: int) -> int:
        if packed not in self._known:
            colour = np.array([packed >> 16, packed >> 8 & 255, packed & 255], float)
            self._known[packed] = int(((self.colours - colour) ** 2).sum(1).argmin())
        return self._known[packed]
