"""Byte-level BPE with the pre-tokenizer that llama.cpp calls "qwen2": trainer and encoder."""

import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict

from template import CONTROL, USER_DEFINED


def _class(kind: str) -> str:
    """Returns the ranges of a regex character class for a Unicode major category (`re` has no \\p{L})."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code))[0] != kind:
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)


L, N = _class("L"), _class("N")
# "gpt-2" would be wrong: llama.cpp then removes blanks before punctuation when it turns tokens into text.
QWEN2 = re.compile(
    r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
    rf"|[^\r\n{L}{N}]?[{L}]+|[{N}]| ?[^\s{L}{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def _byte_alphabet() -> list[str]:
    """Returns GPT-2's printable stand-in for each of the 256 bytes."""
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(b) if b in keep else chr(next(spare)) for b in range(256)]


ALPHABET = _byte_alphabet()
BYTE_OF = {symbol: byte for byte, symbol in enumerate(ALPHABET)}


def words(text: str) -> list[str]:
    """Splits text into the pieces within which merges happen, each in the byte alphabet."""
    return ["".join(ALPHABET[b] for b in piece.encode()) for piece in QWEN2.findall(text)]


def train_merges(texts: list[str], vocabulary: int) -> list[tuple[str, str]]:
    """Learns merges until `vocabulary` tokens (bytes, merges and special tokens) exist; ties go by symbol order."""
    counts = Counter(word for text in texts for word in words(text))
    split = {word: list(word) for word in counts}
    pairs: Counter = Counter()
    where: dict[tuple[str, str], set[str]] = defaultdict(set)

    def tally(word: str, sign: int) -> None:
        for pair in zip(split[word], split[word][1:]):
            pairs[pair] += sign * counts[word]
            where[pair].add(word)

    for word in split:
        tally(word, 1)
    merges: list[tuple[str, str]] = []
    for _ in range(vocabulary - 256 - len(CONTROL) - len(USER_DEFINED)):
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        for word in list(where.pop(best)):
            tally(word, -1)
            split[word] = _join(split[word], best)
            tally(word, 1)
        del pairs[best]
    return merges


def _join(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    out: list[str] = []
    i = 0
    while i < len(symbols):
        if tuple(symbols[i : i + 2]) == pair:
            out.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


class Tokenizer:
    """Encodes and decodes; the special tokens stand at the end of the vocabulary."""

    def __init__(self, merges: list[tuple[str, str]]):
        self.merges = [tuple(pair) for pair in merges]
        self.tokens = [*ALPHABET, *(a + b for a, b in self.merges), *CONTROL, *USER_DEFINED]
        self.id = {token: i for i, token in enumerate(self.tokens)}
        self._rank = {pair: i for i, pair in enumerate(self.merges)}
        self._cache: dict[str, list[int]] = {}

    def encode(self, text: str, special: bool = False, drop: float = 0.0, rng: random.Random | None = None) -> list[int]:
        """Returns token ids. Control tokens are recognised only if `special`, user-defined ones always (as in llama.cpp).

        `drop` leaves out that share of the merges at random (BPE dropout), which makes spelling variants familiar.
        """
        marks = (*CONTROL, *USER_DEFINED) if special else USER_DEFINED
        ids: list[int] = []
        for part in re.split("(" + "|".join(map(re.escape, marks)) + ")", text):
            if part in marks:
                ids.append(self.id[part])
            else:
                for word in words(part):
                    ids += self._word(word, drop, rng) if drop and rng else self._cached(word)
        return ids

    def decode(self, ids: list[int]) -> str:
        """Returns the text of the ids, special tokens spelt out."""
        out = b""
        for i in ids:
            token = self.tokens[i]
            special = i >= len(self.tokens) - len(CONTROL) - len(USER_DEFINED)
            out += token.encode() if special else bytes(BYTE_OF[c] for c in token)
        return out.decode("utf-8", "replace")

    def _cached(self, word: str) -> list[int]:
        if word not in self._cache:
            self._cache[word] = self._word(word, 0.0, None)
        return self._cache[word]

    def _word(self, word: str, drop: float, rng: random.Random | None) -> list[int]:
        symbols = list(word)
        while len(symbols) > 1:
            known = [
                (self._rank[pair], pair)
                for pair in zip(symbols, symbols[1:])
                if pair in self._rank and not (rng and drop and rng.random() < drop)
            ]
            if not known:
                break
            symbols = _join(symbols, min(known)[1])
        return [self.id[s] for s in symbols]
