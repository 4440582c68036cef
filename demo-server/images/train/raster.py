"""Draws a scene of words as cells of colour: the pictures that the model learns."""

import numpy as np

from shapes import SHAPE_OF, SNOW
from words import COLOURS, FLOATING, Scene, Thing

SIDE = 32
HORIZON = 21
Y, X = np.mgrid[0:SIDE, 0:SIDE].astype(float) + 0.5
RADIUS = {"small": 4.5, "medium": 7.0, "big": 10.5}
BANDS = {
    "day": ["#5fa8e8", "#7bbcf0", "#98cef5", "#b9e0f8"],
    "night": ["#0b1030", "#111842", "#182254", "#222f68"],
    "sunset": ["#4b2a6b", "#9c3f74", "#e4695c", "#f7a94f"],
    "storm": ["#4d545f", "#5d6570", "#6f7882", "#868f98"],
}
PAPER = "#f3ead6"
DAYLIGHT = {"sea": ["#1d5fa8", "#3f83c8"], "grass": ["#56a845", "#3f8a38"], "sand": ["#e6c987", "#d3b06a"], "snow": ["#eef4fa", "#d4e0ec"]}
FAR = {"hills": ["#4f9a54", "#3f7f4a"], "mountains": ["#7a8090", "#5b6172"], "city": ["#3b3f55", "#f5d76e"]}
RAINBOW = ["#d8342c", "#ee8a24", "#f6d13a", "#3d9a44", "#2f66d0", "#7d3fb2"]
STARS = [(3, 4), (9, 2), (14, 7), (21, 3), (27, 5), (30, 1), (6, 11), (18, 12), (25, 11), (1, 17), (11, 16), (29, 16)]


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


def tone(colour: str, paint: str) -> np.ndarray:
    """Returns a paint of a thing in bytes: its colour, a darker or a lighter one, or a colour of its own."""
    base = rgb(COLOURS[colour]) if paint in ("main", "dark", "light") else rgb(paint)
    if paint == "dark":
        return np.rint(base * 0.68)
    return np.rint(base + (255 - base) * 0.4) if paint == "light" else base


def draw(scene: Scene) -> np.ndarray:
    """Returns the picture as bytes [row, column, channel]."""
    picture = np.empty((SIDE, SIDE, 3))
    _sky(picture, scene)
    _weather_behind(picture, scene)
    _ground(picture, scene)
    for thing in scene.things:
        _thing(picture, scene, thing)
    _weather_before(picture, scene)
    return picture.astype(np.uint8)


def _sky(picture: np.ndarray, scene: Scene) -> None:
    if scene.sky in BANDS:
        for i, colour in enumerate(BANDS[scene.sky]):
            picture[i * 8 :] = rgb(colour) if scene.ground == "nothing" else picture[i * 8 :]
            if scene.ground != "nothing":
                picture[round(i * HORIZON / 4) :] = rgb(colour)
    else:
        picture[:] = rgb(PAPER if scene.sky == "paper" else COLOURS[scene.sky.removeprefix("plain-")])
    if scene.sky == "night":
        for x, y in STARS:
            picture[y, x] = rgb("#fff6c8")


def _weather_behind(picture: np.ndarray, scene: Scene) -> None:
    if scene.weather == "clouds":
        for x, y in ((6, 5), (25, 8)):
            for mask, paint in SHAPE_OF["cloud"]((X - x) / 5.5, (Y - y) / 5.5):
                picture[mask] = rgb("#fbfbf8") if paint == "main" else rgb("#d3dae2")
    if scene.weather == "rainbow":
        far = np.hypot(X - 16, (Y - 24) * 0.9)
        for i, colour in enumerate(RAINBOW):
            picture[(far <= 19 - i * 1.2) & (far > 17.8 - i * 1.2)] = rgb(colour)


def _ground(picture: np.ndarray, scene: Scene) -> None:
    ground = scene.ground
    if ground == "nothing":
        return
    near = DAYLIGHT.get(ground, DAYLIGHT["grass"])
    if ground in FAR:
        _far(picture, ground, *map(rgb, FAR[ground]))
    else:
        picture[HORIZON:] = rgb(near[0])
    low = HORIZON + 5 if ground in FAR else HORIZON
    if ground == "city":
        picture[low:] = rgb("#5d6570")
    else:
        picture[low:] = rgb(near[0])
        if ground == "sea":
            picture[(Y > low) & ((X + 3 * np.floor(Y)) % 8 < 3) & (np.floor(Y) % 2 == 0)] = rgb(near[1])
        else:
            picture[(Y > low) & ((X * 3 + 5 * np.floor(Y)) % 11 < 2)] = rgb(near[1])


def _far(picture: np.ndarray, ground: str, first: np.ndarray, second: np.ndarray) -> None:
    if ground == "hills":
        picture[HORIZON + 2 - 5 * np.cos((X - 9) / 6) < Y] = first
        picture[HORIZON + 2 - 4 * np.cos((X - 24) / 5) < Y] = second
    elif ground == "mountains":
        for x, top, colour in ((23, 12, second), (9, 8, first)):
            mask = np.abs(X - x) < (Y - top) * 0.8
            picture[mask] = colour
            picture[mask & (Y < top + 5)] = rgb(SNOW)
    else:
        for i, top in enumerate((14, 9, 16, 11, 7, 15, 12, 17)):
            picture[(X > i * 4) & (X < i * 4 + 4) & (Y > top)] = first
            picture[(np.floor(X) == i * 4 + 1) & (Y > top + 1) & (np.floor(Y) % 3 == 0)] = second


def centre(scene: Scene, thing: Thing) -> tuple[float, float, float]:
    """Returns where a thing is, and its radius. What flies hangs over the horizon, what stands has its foot below it."""
    radius = RADIUS[thing.size]
    x = {"left": 8.0, "right": 24.0}.get(thing.place, 16.0)
    y = {"top": max(8.0, radius), "bottom": min(24.0, SIDE - radius)}.get(thing.place, 16.0)
    if scene.ground != "nothing" and thing.place not in ("top", "bottom"):
        y = max(10.0, radius) if thing.shape in FLOATING else 28.0 - radius
    return x, y, radius


def _thing(picture: np.ndarray, scene: Scene, thing: Thing) -> None:
    x, y, radius = centre(scene, thing)
    for mask, paint in SHAPE_OF[thing.shape]((X - x) / radius, (Y - y) / radius):
        picture[mask] = tone(thing.colour, paint)
    if scene.ground == "sea" and thing.shape in ("sun", "moon") and thing.place != "bottom":
        picture[(Y > HORIZON + 1) & (np.floor(Y) % 2 == 1) & (np.abs(X - x) < radius * 0.7)] = tone(thing.colour, "light")


def _weather_before(picture: np.ndarray, scene: Scene) -> None:
    if scene.weather == "rain":
        picture[((np.floor(X) + np.floor(Y) * 0.5) % 7 < 1) & (np.floor(Y) % 4 < 2)] = rgb("#9fc3e6")
    if scene.weather == "snowfall":
        picture[((np.floor(X) * 5 + np.floor(Y) * 3) % 19 == 0) & (np.floor(Y) % 3 == 0)] = rgb("#ffffff")
