"""The vocabulary: words by their slot, then the palette, then one token for each place of a cell."""

from scales import CELLS, STARTS
from words import PAINT, SLOTS

WORDS = [PAINT, *(f"{slot}:{word}" for slot, words in SLOTS.items() for word in words)]
WORD_ID = {word: i for i, word in enumerate(WORDS)}
COLOUR_0 = len(WORDS)
CELL_1 = COLOUR_0 + 256  # the token that asks for the first cell of the 2×2 picture
SIZE = CELL_1 + CELLS - 1
PROMPT = len(SLOTS) + 1


def prompt_ids(words: list[str]) -> list[int]:
    """Returns the tokens of a scene's words, PAINT at the end."""
    return [*(WORD_ID[f"{slot}:{word}"] for slot, word in zip(SLOTS, words)), WORD_ID[PAINT]]


def cell_id(scale: int, z: int) -> int:
    """Returns the token that asks for a cell; the 1×1 picture is asked for by PAINT."""
    return CELL_1 + STARTS[scale] - 1 + z
