"""The trainer's command line."""

import argparse
import math
from pathlib import Path

HERE = Path(__file__).parent


def arguments() -> argparse.Namespace:
    """Parses the options; the defaults are those the committed model was trained with."""
    p = argparse.ArgumentParser(description="Trains the bundled model from the corpus and writes it as GGUF.")
    p.add_argument("--corpus", type=Path, default=HERE.parent / "corpus")
    p.add_argument("--out", type=Path, required=True, help="the GGUF file; the others stand beside it")
    p.add_argument("--init", type=Path, help="a .pt or .gguf file to continue from, with its tokenizer")
    p.add_argument("--name", default="Rivulet tiny")
    p.add_argument("--steps", type=int, default=2400)
    p.add_argument("--minutes", type=float, default=math.inf, help="ends by then on a busy machine, the rates falling in time")
    p.add_argument("--tokens", type=int, default=2048, help="padded tokens of whole rows per step")
    p.add_argument("--short-tokens", type=int, default=1536, help="padded tokens of short rows per step")
    p.add_argument("--before", type=float, default=0.6, help="share of whole rows with an unrelated turn before")
    p.add_argument("--short-before", type=float, default=0.25, help="the same for short rows")
    p.add_argument("--further", type=float, default=0.0, help="chance of each further turn before, up to three")
    p.add_argument("--focus", nargs="*", default=[], help="topics to show three times as often: what is new when training goes on")
    p.add_argument("--limit", type=int, default=2048, help="longest row")
    p.add_argument("--lr", type=float, default=0.04, help="Muon's rate for matrices")
    p.add_argument("--lr-adam", type=float, default=5e-3, help="AdamW's rate for embeddings and norms")
    p.add_argument("--vocabulary", type=int, default=2048)
    p.add_argument("--dim", type=int, default=256)
    p.add_argument("--layers", type=int, default=4)
    p.add_argument("--heads", type=int, default=4)
    p.add_argument("--ff", type=int, default=640)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--every", type=int, default=100, help="steps between measures and checkpoints")
    p.add_argument("--bf16", action="store_true", help="faster where the processor has it")
    return p.parse_args()
