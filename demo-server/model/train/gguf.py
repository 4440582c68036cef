"""Writes a llama model with its tokenizer as GGUF v3, matrices as F16 or Q8_0, norms as F32."""

import struct
from pathlib import Path

import numpy as np

from bpe import Tokenizer
from model import Config
from template import CONTROL, IM_END, JINJA, PAD, USER_DEFINED

F32, F16, Q8_0 = 0, 1, 8
ALIGNMENT = 32
NORMAL_TOKEN, CONTROL_TOKEN, USER_TOKEN = 1, 3, 4


def _string(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(value: object) -> bytes:
    """Encodes a metadata value with its type: bool, unsigned, float, string, or a list of strings or ints."""
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    if isinstance(value, list) and isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_string, value))
    if isinstance(value, list):
        return struct.pack("<IIQ", 9, 5, len(value)) + struct.pack(f"<{len(value)}i", *value)
    raise TypeError(f"no GGUF type for {value!r}")


def quantize(matrix: np.ndarray) -> bytes:
    """Encodes rows as Q8_0: blocks of 32 values, each a half-precision scale and 32 signed bytes."""
    blocks = matrix.astype(np.float32).reshape(-1, 32)
    scale = np.abs(blocks).max(1, keepdims=True) / 127
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    out = np.empty((len(blocks), 34), np.uint8)
    out[:, :2] = scale.astype(np.float16).view(np.uint8)
    out[:, 2:] = np.rint(blocks * inverse).astype(np.int8).view(np.uint8)
    return out.tobytes()


def _metadata(c: Config, tokenizer: Tokenizer, name: str, q8: bool) -> dict[str, object]:
    plain = len(tokenizer.tokens) - len(CONTROL) - len(USER_DEFINED)
    llama = {
        "context_length": c.context,
        "embedding_length": c.dim,
        "block_count": c.layers,
        "feed_forward_length": c.ff,
        "attention.head_count": c.heads,
        "attention.head_count_kv": c.heads,
        "attention.layer_norm_rms_epsilon": c.eps,
        "rope.dimension_count": c.dim // c.heads,
        "rope.freq_base": c.rope_base,
        "vocab_size": c.vocabulary,
    }
    ggml = {
        "model": "gpt2",
        "pre": "qwen2",
        "tokens": tokenizer.tokens,
        "token_type": [NORMAL_TOKEN] * plain + [CONTROL_TOKEN] * len(CONTROL) + [USER_TOKEN] * len(USER_DEFINED),
        "merges": [" ".join(pair) for pair in tokenizer.merges],
        "bos_token_id": tokenizer.id[PAD],
        "eos_token_id": tokenizer.id[IM_END],
        "padding_token_id": tokenizer.id[PAD],
        "add_bos_token": False,
        "add_eos_token": False,
    }
    return {
        "general.architecture": "llama",
        "general.name": name,
        "general.type": "model",
        "general.license": "mit",
        "general.file_type": 7 if q8 else 1,
        "general.quantization_version": 2,
        "general.alignment": ALIGNMENT,
        **{f"llama.{key}": value for key, value in llama.items()},
        **{f"tokenizer.ggml.{key}": value for key, value in ggml.items()},
        "tokenizer.chat_template": JINJA,
    }


def write_gguf(path: Path, c: Config, weights: dict[str, np.ndarray], tokenizer: Tokenizer, name: str, q8: bool = True) -> None:
    """Writes the file in one go. The head is tied, so there is no `output.weight`."""
    metadata = _metadata(c, tokenizer, name, q8)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(weights), len(metadata))
    head += b"".join(_string(key) + _value(value) for key, value in metadata.items())
    data = b""
    for tensor, array in weights.items():
        kind = F32 if array.ndim == 1 else Q8_0 if q8 else F16
        raw = {F32: lambda: array.astype("<f4").tobytes(), F16: lambda: array.astype("<f2").tobytes(), Q8_0: lambda: quantize(array)}[kind]()
        sides = array.shape[::-1]  # GGUF counts the fastest dimension first
        head += _string(tensor) + struct.pack(f"<I{len(sides)}QIQ", len(sides), *sides, kind, len(data))
        data += raw + b"\0" * (-len(raw) % ALIGNMENT)
    path.write_bytes(head + b"\0" * (-len(head) % ALIGNMENT) + data)
