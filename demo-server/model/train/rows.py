"""Makes training rows: one or two turns in the chat template, with a loss weight for each token.

The engine sends this model the last two turns at most, so a row is exactly what it will see. A *short* row ends after
the first tokens of its last answer: there the topic is decided, and cheap rows can show many more questions.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from augment import Augmenter
from bpe import Tokenizer
from corpus import OFF_TOPIC, UNKNOWN_KIT, Topic
from off_topic import off_topic_question
from template import ASSISTANT, IM_END, THINK_OPEN, USER_FIRST, USER_NEXT, visible
from unknown_kit import unknown_kit_question, unknown_thing

SHORT_ANSWER = 24
FIRST_TOKENS_WEIGHT = 6.0
# The refusals: topics with more questions than can be written down, and how many rows of each come to ten other topics.
GENERATORS = {OFF_TOPIC: off_topic_question, UNKNOWN_KIT: unknown_kit_question}
REFUSALS_PER_TEN = 2
FOCUS = 3  # how often a topic of `--focus` comes up where others come once


@dataclass
class Row:
    """`weights[i]` counts for predicting `ids[i]`; it is 0 on everything the user or the template says."""

    ids: list[int]
    weights: list[float]


class RowMaker:
    """Draws rows from the corpus; every random choice comes from `rng`."""

    def __init__(
        self,
        topics: list[Topic],
        tokenizer: Tokenizer,
        rng: random.Random,
        before: float = 0.6,
        short_before: float = 0.25,
        further: float = 0.0,
        focus: Iterable[str] = (),
    ):
        self.focus = set(focus)
        if unknown := self.focus - {t.id for t in topics}:
            raise ValueError(f"--focus names no topics of the corpus: {', '.join(sorted(unknown))}")
        self.before, self.short_before, self.further = before, short_before, further
        self.topics, self.tokenizer, self.rng = topics, tokenizer, rng
        self.augment = Augmenter(topics)
        self.by_id = {t.id: t for t in topics}
        self.children = {t.id: [c for c in topics if c.after == t.id] for t in topics}
        self.openers = [t for t in topics if not t.after]
        self.end = tokenizer.encode(IM_END, special=True)
        self.answers = {t.id: tokenizer.encode(t.answer) + self.end for t in topics}
        self.longest = max(topics, key=lambda t: len(t.answer))
        self.weights = _branch_weights(self.answers)
        self._deck: list[Topic] = []

    def draw(self, short: bool) -> Row:
        """Returns a row for the next topic of a shuffled deck, so that every answer comes up equally often."""
        topic = self._next_topic()
        earlier: list[Topic] = []
        if topic.after:
            earlier = [self.by_id[topic.after]]
        elif self.rng.random() < (self.short_before if short else self.before):
            earlier = [self._any_topic()]
        while earlier and len(earlier) < 3 and self.rng.random() < self.further:
            earlier.insert(0, self._any_topic())
        return self.row(earlier, topic, short)

    def row(self, earlier: list[Topic], topic: Topic, short: bool) -> Row:
        """Returns the row of `topic` after the earlier turns; every answer counts that can be known where it stands."""
        row = Row([], [])
        for previous in earlier:
            self._turn(row, previous, USER_NEXT if row.ids else USER_FIRST, history=True)
        self._turn(row, topic, USER_NEXT if row.ids else USER_FIRST, history=False)
        if short:
            excess = max(0, len(self.answers[topic.id]) - SHORT_ANSWER)
            row.ids, row.weights = row.ids[: len(row.ids) - excess], row.weights[: len(row.weights) - excess]
        return row

    def question(self, topic: Topic) -> list[int]:
        """Returns the tokens of a question: as written, varied, blended or reduced to keywords, sometimes split unusually."""
        u, rng = self.rng.random(), self.rng
        if topic.id in GENERATORS and rng.random() < 0.85:
            return self._made_up(topic)
        if u < 0.35:
            suggested = topic.suggested and rng.random() < 0.3
            return self.tokenizer.encode(rng.choice(topic.suggested if suggested else topic.trained))
        if u > 0.72 and topic.id not in GENERATORS and not topic.after:
            text = self.augment.keywords(topic, rng) if u > 0.87 else self.augment.blend(topic, rng)
        else:
            text = rng.choice(topic.trained)
        if u < 0.8:
            text = self.augment.vary(text, rng)
        return self.tokenizer.encode(text, drop=0.1 if rng.random() < 0.4 else 0.0, rng=rng)

    def _made_up(self, topic: Topic) -> list[int]:
        """Returns the tokens of a generated question, a third of them typed as carelessly as the others."""
        rng = self.rng
        text = GENERATORS[topic.id](rng)
        if topic.id == UNKNOWN_KIT and rng.random() < 0.3:
            # A word of a topic is not yet a question that it answers.
            mislead = rng.choice((self.augment.estrange, self.augment.estrange, self.augment.confuse))
            text = mislead(rng.choice(self.openers), unknown_thing(rng), rng)
        if rng.random() < 0.35:
            text = self.augment.vary(text, rng)
        return self.tokenizer.encode(text, drop=0.1 if rng.random() < 0.3 else 0.0, rng=rng)

    def _turn(self, row: Row, topic: Topic, opening: str, history: bool) -> None:
        head = self.tokenizer.encode(opening, special=True) + self.question(topic)
        head += self.tokenizer.encode(ASSISTANT, special=True)
        answer, weights = self.answers[topic.id], self.weights[topic.id]
        if history and topic.answer.startswith(THINK_OPEN):
            answer = self.tokenizer.encode(visible(topic.answer)) + self.end
            weights = [0.0] * len(answer)
        elif history and topic.after:
            weights = [0.0] * len(answer)  # its own parent is out of sight, so it cannot be known
        if history:  # the closing mark belongs to the next turn's opening
            answer, weights = answer[:-1], weights[:-1]
        row.ids += head + answer
        row.weights += [0.0] * len(head) + list(weights)

    def _any_topic(self) -> Topic:
        """Returns a random topic, the long answer often enough that far positions are learned too."""
        return self.longest if self.rng.random() < 0.06 else self.rng.choice(self.topics)

    def _next_topic(self) -> Topic:
        if not self._deck:
            refusals = [t for t in self.topics if t.id in GENERATORS]
            focused = [t for t in self.topics if t.id in self.focus]
            self._deck = self.topics + focused * (FOCUS - 1)
            self._deck += refusals * (REFUSALS_PER_TEN * len(self._deck) // 10)
            self.rng.shuffle(self._deck)
        return self._deck.pop()


def _branch_weights(answers: dict[str, list[int]]) -> dict[str, list[float]]:
    """Returns a weight per token: high up to where an answer parts from all others, since that is where it is chosen."""
    prefixes = Counter(tuple(ids[:n]) for ids in answers.values() for n in range(40))
    result = {}
    for id, ids in answers.items():
        parted = max((n for n in range(min(40, len(ids))) if prefixes[tuple(ids[:n])] > 1), default=0)
        result[id] = [1 + FIRST_TOKENS_WEIGHT * math.exp(-max(0, j - parted) / 3) for j in range(len(ids))]
    return result


def batches(maker: RowMaker, tokens: int, short: bool, limit: int, pool: int = 48):
    """Yields lists of rows of similar length, at most `tokens` when padded; rows over `limit` tokens are cut."""
    while True:
        rows = sorted((maker.draw(short) for _ in range(pool)), key=lambda row: len(row.ids))
        groups: list[list[Row]] = [[]]
        for row in rows:
            row.ids, row.weights = row.ids[:limit], row.weights[:limit]
            if groups[-1] and (len(groups[-1]) + 1) * len(row.ids) > tokens:
                groups.append([])
            groups[-1].append(row)
        maker.rng.shuffle(groups)
        yield from groups
