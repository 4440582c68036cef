"""Writes what the server needs of a checkpoint: `python3 export.py painter.pt --out ..`: the GGUF, its manifest, held-out pictures."""

import argparse
import hashlib
import json
import random
import struct
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from net import neighbours
from raster import draw
from scales import SCALES
from vocabulary import CELL_1, COLOUR_0, PROMPT, SIZE, WORDS
from words import PAINT, SLOTS, random_scene

sys.path.append(str(Path(__file__).parents[2] / "model" / "train"))
from gguf import ALIGNMENT, F32, NORMAL_TOKEN, Q8_0, _string, _value, quantize  # noqa: E402

NAME = "Rivulet painter"
HELD_OUT = 64


def tensors(saved: dict) -> dict[str, np.ndarray]:
    """Returns the weights by llama.cpp's names.

    The head has a row for each token. Those that are no colours have the mean of the colours' rows, so that their scores are the mean of
    the colours' scores, and the greatest is always a colour.
    """
    heads = saved["options"]["heads"]
    weights = {name: value.float() for name, value in saved["weights"].items()}
    weights = {name: (neighbours(value, heads) if "attn_q." in name or "attn_k." in name else value).numpy() for name, value in weights.items()}
    colours = weights.pop("palette.weight")
    head = np.tile(colours.mean(0), (SIZE, 1))
    head[COLOUR_0 : COLOUR_0 + 256] = colours
    return {**weights, "output.weight": head}


def metadata(weights: dict[str, np.ndarray], palette: list[str], heads: int) -> dict[str, object]:
    dim = weights["token_embd.weight"].shape[1]
    llama = {
        "context_length": 256, "embedding_length": dim, "block_count": sum(n.endswith("ffn_up.weight") for n in weights),
        "feed_forward_length": weights["blk.0.ffn_up.weight"].shape[0], "attention.head_count": heads, "attention.head_count_kv": heads,
        "attention.layer_norm_rms_epsilon": 1e-5, "rope.dimension_count": dim // heads, "rope.freq_base": 10_000.0, "vocab_size": SIZE,
    }  # fmt: skip
    tokens = [*WORDS, *(f"{i}:{colour}" for i, colour in enumerate(palette)), *(f"cell:{i}" for i in range(SIZE - CELL_1))]
    paint = WORDS.index(PAINT)
    # Nothing is ever split into these tokens: the server knows their numbers. The one merge is there because a list may not be empty.
    ggml = {
        "model": "gpt2", "pre": "qwen2", "tokens": tokens, "token_type": [NORMAL_TOKEN] * SIZE, "merges": ["s k"],
        "bos_token_id": paint, "eos_token_id": paint, "padding_token_id": paint, "add_bos_token": False, "add_eos_token": False,
    }  # fmt: skip
    return {
        "general.architecture": "llama", "general.name": NAME, "general.type": "model", "general.license": "mit",
        "general.file_type": 7, "general.quantization_version": 2, "general.alignment": ALIGNMENT,
        **{f"llama.{key}": value for key, value in llama.items()},
        **{f"tokenizer.ggml.{key}": value for key, value in ggml.items()},
    }  # fmt: skip


def write_gguf(path: Path, weights: dict[str, np.ndarray], about: dict[str, object]) -> None:
    head = b"GGUF" + struct.pack("<IQQ", 3, len(weights), len(about))
    head += b"".join(_string(key) + _value(value) for key, value in about.items())
    data = b""
    for name, array in weights.items():
        raw = array.astype("<f4").tobytes() if array.ndim == 1 else quantize(array)
        sides = array.shape[::-1]
        head += _string(name) + struct.pack(f"<I{len(sides)}QIQ", len(sides), *sides, F32 if array.ndim == 1 else Q8_0, len(data))
        data += raw + b"\0" * (-len(raw) % ALIGNMENT)
    path.write_bytes(head + b"\0" * (-len(head) % ALIGNMENT) + data)


def write_png(path: Path, picture: np.ndarray) -> None:
    height, width, _ = picture.shape
    rows = b"".join(b"\0" + row.tobytes() for row in picture)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("--out", type=Path, required=True, help="a folder")
    a = p.parse_args()
    saved = torch.load(a.checkpoint)
    palette = ["#" + bytes(map(int, colour)).hex() for colour in saved["palette"]]
    weights = tensors(saved)
    file = a.out / "painter.gguf"
    write_gguf(file, weights, metadata(weights, palette, saved["options"]["heads"]))
    manifest = {
        "name": NAME, "file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "parameters": sum(v.numel() for v in saved["weights"].values()), "scales": SCALES, "promptTokens": PROMPT,
        "paint": WORDS.index(PAINT), "firstColour": COLOUR_0, "firstCell": CELL_1,
        "slots": {slot: {word: WORDS.index(f"{slot}:{word}") for word in words} for slot, words in SLOTS.items()}, "palette": palette,
    }  # fmt: skip
    (a.out / "painter.json").write_text(json.dumps(manifest, indent=1) + "\n")
    (a.out / "painter.training.json").write_text(json.dumps({"torch": torch.__version__, **saved["progress"], "options": saved["options"]}, indent=2) + "\n")
    rng = random.Random(2024)
    scenes = [random_scene(rng, held_out=True) for _ in range(HELD_OUT)]
    # Below each row of pictures the same without their things, so that the cells of things can be told.
    rows = [[draw(s if whole else replace(s, things=())) for s in scenes[i : i + 8]] for i in range(0, HELD_OUT, 8) for whole in (True, False)]
    write_png(a.out / "held-out.png", np.concatenate([np.concatenate(row, 1) for row in rows]))
    (a.out / "held-out.json").write_text(json.dumps([s.words() for s in scenes], indent=0) + "\n")


if __name__ == "__main__":
    main()
