"""Reads a GGUF that gguf.py wrote back into weights and merges, so that training can go on from the committed file."""

import struct
from pathlib import Path

import numpy as np

from gguf import ALIGNMENT, F16, F32, Q8_0

_SCALARS = {4: "<I", 5: "<i", 6: "<f", 7: "<?"}
_STRING, _LIST = 8, 9


class _Cursor:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, format: str):
        (value,) = struct.unpack_from(format, self.data, self.at)
        self.at += struct.calcsize(format)
        return value

    def string(self) -> str:
        length = self.take("<Q")
        self.at += length
        return self.data[self.at - length : self.at].decode()

    def value(self, kind: int):
        if kind == _STRING:
            return self.string()
        if kind == _LIST:
            inner, count = self.take("<I"), self.take("<Q")
            return [self.value(inner) for _ in range(count)]
        if kind not in _SCALARS:
            raise ValueError(f"GGUF metadata of type {kind}: only files written by gguf.py can be read")
        return self.take(_SCALARS[kind])


def read_gguf(path: Path) -> tuple[dict[str, np.ndarray], list[tuple[str, str]]]:
    """Returns the weights in single precision and the tokenizer's merges; Q8_0 has cost them about half a percent."""
    cursor = _Cursor(path.read_bytes())
    if cursor.data[:4] != b"GGUF":
        raise ValueError(f"{path} is no GGUF file")
    cursor.at = 8
    tensors, entries = cursor.take("<Q"), cursor.take("<Q")
    metadata = {}
    for _ in range(entries):
        key = cursor.string()
        metadata[key] = cursor.value(cursor.take("<I"))
    infos = [_tensor_info(cursor) for _ in range(tensors)]
    start = cursor.at + -cursor.at % ALIGNMENT
    weights = {name: _tensor(cursor.data, start + offset, sides, kind) for name, sides, kind, offset in infos}
    return weights, [tuple(pair.split(" ")) for pair in metadata["tokenizer.ggml.merges"]]


def _tensor_info(cursor: _Cursor) -> tuple[str, list[int], int, int]:
    name = cursor.string()
    sides = [cursor.take("<Q") for _ in range(cursor.take("<I"))][::-1]  # GGUF counts the fastest dimension first
    return name, sides, cursor.take("<I"), cursor.take("<Q")


def _tensor(data: bytes, at: int, sides: list[int], kind: int) -> np.ndarray:
    count = int(np.prod(sides))
    if kind == F32:
        return np.frombuffer(data, "<f4", count, at).reshape(sides).copy()
    if kind == F16:
        return np.frombuffer(data, "<f2", count, at).astype(np.float32).reshape(sides)
    if kind != Q8_0:
        raise ValueError(f"GGUF tensor of type {kind}: only F32, F16 and Q8_0 can be read")
    blocks = np.frombuffer(data, np.uint8, count // 32 * 34, at).reshape(-1, 34)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    return (blocks[:, 2:].view(np.int8) * scale).reshape(sides)
