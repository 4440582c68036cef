"""What a picture can be made of: the words of the vocabulary in their slots, and the pairs of words that are never trained."""

import random
import zlib
from dataclasses import dataclass, replace

COLOURS = {
    "red": "#d8342c", "orange": "#ee8a24", "yellow": "#f6d13a", "lime": "#a4d13c", "green": "#3d9a44", "teal": "#2aa6a0", "blue": "#2f66d0",
    "navy": "#1f2f6b", "purple": "#7d3fb2", "pink": "#f08db4", "brown": "#8a5a34", "black": "#1d1b22", "white": "#fbfbf8", "grey": "#8d929b",
}  # fmt: skip
SKIES = ["paper", "day", "night", "sunset", "storm", *(f"plain-{colour}" for colour in COLOURS)]
GROUNDS = ["nothing", "sea", "grass", "sand", "snow", "hills", "mountains", "city"]
WEATHERS = ["clear", "clouds", "rain", "snowfall", "rainbow"]
SIZES = ["medium", "small", "big"]
PLACES = ["middle", "left", "right", "top", "bottom"]
FLOATING = ["circle", "square", "triangle", "star", "heart", "sun", "moon", "cloud", "fish", "balloon", "apple", "rocket"]
STANDING = ["tree", "pine", "house", "boat", "flower", "mushroom", "car", "cat"]
SHAPES = FLOATING + STANDING
# In this order the words stand before the picture; the last word of all is PAINT, which the 1×1 picture follows.
SLOTS = {
    "sky": SKIES, "ground": GROUNDS, "weather": WEATHERS,
    "size": SIZES, "colour": list(COLOURS), "shape": ["none", *SHAPES], "place": PLACES,
    "size2": SIZES, "colour2": list(COLOURS), "shape2": ["none", *SHAPES], "place2": PLACES,
}  # fmt: skip
PAINT = "paint"


@dataclass(frozen=True)
class Thing:
    """One object of a picture."""

    size: str
    colour: str
    shape: str
    place: str


@dataclass(frozen=True)
class Scene:
    """A picture in words."""

    sky: str
    ground: str
    weather: str
    things: tuple[Thing, ...]

    def words(self) -> list[str]:
        """Returns one word for each slot; a thing that is not there has the first word of each of its slots."""
        out = [self.sky, self.ground, self.weather]
        for i in range(2):
            thing = self.things[i] if i < len(self.things) else Thing(SIZES[0], next(iter(COLOURS)), "none", PLACES[0])
            out += [thing.size, thing.colour, thing.shape, thing.place]
        return out


def is_held_out(scene: Scene) -> bool:
    """Whether a thing stands beside a colour, ground or sky with which it is never trained: one such pair in ten."""
    return any(_unseen(t.colour, t.shape) or _unseen(scene.ground, t.shape) or _unseen(scene.sky, t.shape) for t in scene.things)


def _unseen(word: str, shape: str) -> bool:
    return word not in ("nothing", "paper") and zlib.crc32(f"{word} {shape}".encode()) % 10 == 0


def random_scene(rng: random.Random, held_out: bool = False) -> Scene:
    """Returns a scene of the kind that is asked for."""
    while True:
        scene = _any_scene(rng)
        if is_held_out(scene) == held_out:
            return scene


def other_things(scene: Scene, rng: random.Random) -> Scene:
    """Returns the scene with other things in it, or none: what a painter puts there that has not listened."""
    return replace(scene, things=() if rng.random() < 0.5 else _any_scene(rng).things)


def _any_scene(rng: random.Random) -> Scene:
    ground = "nothing" if rng.random() < 0.35 else rng.choice(GROUNDS[1:])
    kind = rng.random()
    sky = "paper" if kind < 0.15 else rng.choice(SKIES[5:]) if kind < 0.4 else rng.choice(SKIES[1:5])
    weather = "clear" if rng.random() < 0.7 else rng.choice(WEATHERS[1:])
    count = rng.choices((0, 1, 2), (0.04, 0.5, 0.46))[0]
    places = ["left", "right"] if rng.random() < 0.8 else rng.sample(PLACES, 2)
    if count == 1:
        places = rng.choices(PLACES, (0.5, 0.16, 0.16, 0.09, 0.09))
    things = (Thing(_size(rng), rng.choice(list(COLOURS)), rng.choice(SHAPES), places[i]) for i in range(count))
    return Scene(sky, ground, weather, tuple(things))


def _size(rng: random.Random) -> str:
    return rng.choices(SIZES, (0.66, 0.15, 0.19))[0]
