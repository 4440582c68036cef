"""How each shape looks: masks over a grid of cells, u to the right and v downwards, the shape from -1 to 1."""

from collections.abc import Callable, Iterator

import numpy as np

Grid = np.ndarray
Layers = Iterator[tuple[Grid, str]]  # from back to front; a paint is "main", "dark", "light" or a colour
TRUNK, LEAF, INK, SNOW, GLASS, SAIL = "#6b4526", "#2f7d3b", "#1d1b22", "#fbfbf8", "#bfe3f5", "#f4ecd8"


def ball(u: Grid, v: Grid, x: float = 0, y: float = 0, r: float = 1) -> Grid:
    return (u - x) ** 2 + (v - y) ** 2 <= r * r


def box(u: Grid, v: Grid, left: float, top: float, right: float, bottom: float) -> Grid:
    return (u >= left) & (u <= right) & (v >= top) & (v <= bottom)


def peak(u: Grid, v: Grid, x: float, top: float, half: float, bottom: float) -> Grid:
    """A triangle that stands on its base."""
    return (v >= top) & (v <= bottom) & (np.abs(u - x) <= half * (v - top) / (bottom - top))


def shaded(mask: Grid, u: Grid, v: Grid) -> Layers:
    yield mask, "main"
    yield mask & (u + v > 0.72), "dark"


def circle(u: Grid, v: Grid) -> Layers:
    yield from shaded(ball(u, v), u, v)


def square(u: Grid, v: Grid) -> Layers:
    yield box(u, v, -0.9, -0.9, 0.9, 0.9), "main"
    yield box(u, v, -0.9, 0.6, 0.9, 0.9), "dark"


def triangle(u: Grid, v: Grid) -> Layers:
    yield peak(u, v, 0, -0.95, 1, 0.85), "main"
    yield peak(u, v, 0, -0.95, 1, 0.85) & (v > 0.55), "dark"


def star(u: Grid, v: Grid) -> Layers:
    angle, far = np.arctan2(u, -v), np.hypot(u, v)
    turn = np.abs((angle / (2 * np.pi / 5) + 0.5) % 1 - 0.5) * 2
    yield far <= 1.08 - 0.62 * turn, "main"


def heart(u: Grid, v: Grid) -> Layers:
    mask = ball(u, v, -0.46, -0.36, 0.53) | ball(u, v, 0.46, -0.36, 0.53) | (v >= -0.3) & (np.abs(u) <= 0.98 * (1 - (v + 0.3) / 1.28))
    yield from shaded(mask, u * 0.7, v * 0.9)


def sun(u: Grid, v: Grid) -> Layers:
    angle, far = np.arctan2(v, u), np.hypot(u, v)
    yield (far <= 1.1) & (np.abs((angle / (np.pi / 4) + 0.5) % 1 - 0.5) < 0.17), "light"
    yield ball(u, v, r=0.7), "main"


def moon(u: Grid, v: Grid) -> Layers:
    yield ball(u, v) & ~ball(u, v, 0.45, -0.22, 0.82), "main"


def cloud(u: Grid, v: Grid) -> Layers:
    mask = ball(u, v, -0.5, 0.12, 0.42) | ball(u, v, 0.05, -0.12, 0.52) | ball(u, v, 0.58, 0.14, 0.4) | box(u, v, -0.6, 0.1, 0.65, 0.52)
    yield mask, "main"
    yield mask & (v > 0.34), "dark"


def fish(u: Grid, v: Grid) -> Layers:
    yield (u > 0.45) & (np.abs(v) <= (u - 0.4) * 1.1) & (u <= 1), "dark"
    yield ((u + 0.18) / 0.82) ** 2 + (v / 0.52) ** 2 <= 1, "main"
    yield ball(u, v, -0.62, -0.1, 0.13), INK


def balloon(u: Grid, v: Grid) -> Layers:
    yield (np.abs(u) < 0.09) & (v > 0.4) & (v <= 1), INK
    yield from shaded((u / 0.72) ** 2 + ((v + 0.25) / 0.78) ** 2 <= 1, u + 0.15, v + 0.2)


def apple(u: Grid, v: Grid) -> Layers:
    yield (np.abs(u) < 0.1) & (v < -0.3) & (v > -1), TRUNK
    yield ball(u, v, 0.35, -0.8, 0.24), LEAF
    yield from shaded(ball(u, v, -0.32, 0.2, 0.62) | ball(u, v, 0.32, 0.2, 0.62), u, v)


def rocket(u: Grid, v: Grid) -> Layers:
    yield peak(u, v, 0, 0.1, 0.8, 0.7), "dark"
    yield peak(u, v, 0, 0.55, 0.3, 1.4) & (v <= 1) & (v > 0.7), "#ee8a24"
    yield (np.abs(u) <= 0.36 * np.sqrt(np.clip((v + 1) / 0.6, 0, 1))) & (v <= 0.7), "main"
    yield ball(u, v, 0, -0.22, 0.2), GLASS


def tree(u: Grid, v: Grid) -> Layers:
    yield box(u, v, -0.18, 0.2, 0.18, 1), TRUNK
    yield from shaded(ball(u, v, 0, -0.3, 0.7), u, v + 0.4)


def pine(u: Grid, v: Grid) -> Layers:
    yield box(u, v, -0.16, 0.6, 0.16, 1), TRUNK
    yield peak(u, v, 0, -0.2, 0.85, 0.7), "dark"
    yield peak(u, v, 0, -1, 0.66, 0.2), "main"


def house(u: Grid, v: Grid) -> Layers:
    yield box(u, v, -0.7, -0.1, 0.7, 1), "main"
    yield peak(u, v, 0, -1, 1, -0.05), "dark"
    yield box(u, v, -0.16, 0.4, 0.16, 1), TRUNK
    yield box(u, v, -0.56, 0.1, -0.28, 0.4) | box(u, v, 0.28, 0.1, 0.56, 0.4), GLASS


def boat(u: Grid, v: Grid) -> Layers:
    yield (np.abs(u) < 0.08) & (v > -1) & (v < 0.5), TRUNK
    yield (u > 0.08) & (v < 0.36) & (u <= (v + 1) * 0.62), SAIL
    yield (v >= 0.45) & (v <= 1) & (np.abs(u) <= 1 - (v - 0.45) * 0.75), "main"


def flower(u: Grid, v: Grid) -> Layers:
    yield (np.abs(u) < 0.1) & (v > 0), LEAF
    yield ball(u, v, 0.36, 0.62, 0.26), LEAF
    for x, y in ((0, -0.78), (0.36, -0.42), (-0.36, -0.42), (0, -0.06)):
        yield ball(u, v, x, y, 0.3), "main"
    yield ball(u, v, 0, -0.42, 0.2), "#f6d13a"


def mushroom(u: Grid, v: Grid) -> Layers:
    yield box(u, v, -0.26, 0, 0.26, 1), SAIL
    yield ball(u, v, 0, 0.1, 0.95) & (v <= 0.14), "main"
    yield ball(u, v, -0.4, -0.2, 0.17) | ball(u, v, 0.36, -0.3, 0.2), SNOW


def car(u: Grid, v: Grid) -> Layers:
    yield box(u, v, -0.5, -0.25, 0.45, 0.3), "dark"
    yield box(u, v, -0.36, -0.1, 0.3, 0.25), GLASS
    yield box(u, v, -1, 0.2, 1, 0.72), "main"
    yield ball(np.abs(u), v, 0.56, 0.74, 0.27), INK


def cat(u: Grid, v: Grid) -> Layers:
    yield box(u, v, 0.5, -0.1, 0.72, 0.8), "dark"
    yield box(u, v, -0.5, 0.15, 0.5, 1), "main"
    yield ball(u, v, -0.05, -0.3, 0.55) | peak(u, v, -0.42, -1, 0.25, -0.4) | peak(u, v, 0.32, -1, 0.25, -0.4), "main"
    yield ball(u, v, -0.28, -0.34, 0.12) | ball(u, v, 0.18, -0.34, 0.12), INK


SHAPE_OF: dict[str, Callable[[Grid, Grid], Layers]] = {
    f.__name__: f
    for f in (
        circle, square, triangle, star, heart, sun, moon, cloud, fish, balloon, apple, rocket,
        tree, pine, house, boat, flower, mushroom, car, cat,
    )
}  # fmt: skip
