"""The order of a picture's cells: from 1×1 to 32×32, each scale in Z-order, so that the cells of a parent stand together."""

import numpy as np

SCALES = 6
TILE = 64  # cells that are painted in one stretch: 16 parents with 4 cells each
STARTS = [(4**scale - 1) // 3 for scale in range(SCALES)]  # where a scale begins among all cells
CELLS = (4**SCALES - 1) // 3


def means(picture: np.ndarray, scale: int) -> np.ndarray:
    """Returns the picture at a coarser scale, each cell the mean of those it covers."""
    side = 1 << scale
    block = picture.shape[0] // side
    return picture.reshape(side, block, side, block, -1).mean((1, 3))


def z_order(scale: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns row and column of each cell of a scale: the four cells of parent i are 4i to 4i + 3."""
    z = np.arange(4**scale)
    row, column = np.zeros_like(z), np.zeros_like(z)
    for bit in range(scale):
        column |= (z >> 2 * bit & 1) << bit
        row |= (z >> 2 * bit + 1 & 1) << bit
    return row, column


ORDERS = [z_order(scale) for scale in range(SCALES)]
