"""Makes training rows: the words and coarse pictures as a prefix, and some tiles of the finer ones."""

import random
from dataclasses import replace

import numpy as np

from palette import Palette
from raster import draw
from scales import CELLS, ORDERS, SCALES, STARTS, TILE, means
from vocabulary import COLOUR_0, PROMPT, cell_id, prompt_ids
from words import Scene, other_things, random_scene

COARSE = 4  # scales that stand in the prefix: 1×1 to 8×8
PARENTS = TILE // 4
TILES = [(scale, tile) for scale in range(COARSE, SCALES) for tile in range(4**scale // TILE)]


def cells_of(scene: Scene, palette: Palette) -> np.ndarray:
    """Returns the colours of all 1,365 cells of a scene's picture, scale by scale."""
    picture = draw(scene).astype(float)
    return np.concatenate([palette.indices(means(picture, scale)[ORDERS[scale]]) for scale in range(SCALES)])


def family(scale: int, first: int, count: int, colours: np.ndarray) -> list[int]:
    """Returns the tokens that paint the cells of some parents: each parent's colour, then its four cells asked for."""
    ids = []
    for parent in range(first, first + count):
        ids.append(COLOUR_0 + int(colours[STARTS[scale - 1] + parent]))
        ids += [cell_id(scale, 4 * parent + i) for i in range(4)]
    return ids


def prefix(words: list[str], colours: np.ndarray) -> list[int]:
    ids = prompt_ids(words)
    for scale in range(1, COARSE):
        ids += family(scale, 0, 4 ** (scale - 1), colours)
    return ids


_BLANK = np.zeros(CELLS, int)
PREFIX_ASKS = np.array([PROMPT - 1, *(i for i, id in enumerate(prefix(random_scene(random.Random(0)).words(), _BLANK)) if id >= cell_id(1, 0))])
TILE_IDS = np.array([family(scale, PARENTS * tile, PARENTS, _BLANK) for scale, tile in TILES])
TILE_ASKS = np.array([i for i in range(len(TILE_IDS[0])) if i % 5])
TILE_PARENTS = np.array([STARTS[scale - 1] + PARENTS * tile for scale, tile in TILES])
TILE_CELLS = np.array([STARTS[scale] + TILE * tile for scale, tile in TILES])


class RowMaker:
    """Makes batches of rows from random scenes.

    Painting, the model sees its own coarse pictures. Taught with true ones alone it copies them and does not listen to the words, so in most
    rows the pictures it sees are wrong: they show other things, and colours are off.
    """

    def __init__(self, palette: Palette, rng: random.Random, tiles: int, noise: float, deaf: float):
        self.palette, self.rng, self.tiles, self.noise, self.deaf = palette, rng, tiles, noise, deaf
        self.numbers = np.random.default_rng(rng.randrange(1 << 30))

    def batch(self, size: int) -> tuple[np.ndarray, ...]:
        """Returns prefixes, tiles, the colours that follow, and the weights of those: twice [size, 85] and twice [size, tiles, 64]."""
        rows = [self._row(random_scene(self.rng)) for _ in range(size)]
        return tuple(np.stack(part) for part in zip(*rows))

    def _row(self, scene: Scene) -> tuple[np.ndarray, ...]:
        colours = cells_of(scene, self.palette)
        weights = self._weights(scene, colours)
        wrong = self.rng.random() < self.deaf
        seen = self._blurred(cells_of(other_things(scene, self.rng), self.palette) if wrong else colours)
        chosen = self._choose(weights)
        tiles = TILE_IDS[chosen].copy()
        tiles[:, ::5] = COLOUR_0 + seen[TILE_PARENTS[chosen][:, None] + np.arange(PARENTS)]
        cells = TILE_CELLS[chosen][:, None] + np.arange(TILE)
        near = slice(0, STARTS[COARSE])
        return np.array(prefix(scene.words(), seen)), tiles, colours[near], colours[cells], weights[near], weights[cells]

    def _weights(self, scene: Scene, colours: np.ndarray) -> np.ndarray:
        """Returns how much each cell counts: more what belongs to a thing, and what lies at an edge."""
        empty = cells_of(replace(scene, things=()), self.palette)
        families = colours[1:].reshape(-1, 4)
        edges = np.concatenate([[0], (families != families[:, :1]).any(1).repeat(4)])
        return (1 + 2 * (colours != empty) + edges).astype(np.float32)

    def _choose(self, weights: np.ndarray) -> np.ndarray:
        """Picks tiles, rather those where much happens."""
        busy = weights[TILE_CELLS[:, None] + np.arange(TILE)].sum(-1) - TILE + 12
        return self.numbers.choice(len(TILES), self.tiles, replace=False, p=busy / busy.sum())

    def _blurred(self, colours: np.ndarray) -> np.ndarray:
        """Returns the colours as a painter in error puts them, more in some pictures than in others: near ones, or ones from elsewhere in it."""
        rate = self.numbers.random() * self.noise
        chance = self.numbers.random(CELLS)
        near = self.palette.near[colours, self.numbers.integers(0, self.palette.near.shape[1], CELLS)]
        around = np.clip(np.arange(CELLS) + self.numbers.integers(-6, 7, CELLS), 0, CELLS - 1)
        return np.where(chance < rate, near, np.where(chance > 1 - rate / 6, colours[around], colours))
