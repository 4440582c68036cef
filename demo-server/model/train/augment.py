"""Turns the few questions of a topic into the many that people type: other frames, synonyms, typos, keywords."""

import math
import random
import re
from collections import Counter

from corpus import Topic

SYNONYMS = [
    "show display render draw",
    "stop abort cancel interrupt halt",
    "install add set|up get",
    "make create build write",
    "change customise customize adjust modify override",
    "use work|with try",
    "fast quick speedy",
    "slow sluggish laggy",
    "error failure problem exception",
    "broken failing not|working",
    "image picture img",
    "colour color colours colors",
    "theme look styling style",
    "server backend",
    "browser client",
    "message reply answer response",
    "messages replies answers",
    "code snippet",
    "example sample demo",
    "explain describe tell|me|about",
    "difference distinction",
    "support handle allow",
    "supported handled possible",
    "list enumerate",
    "safe secure",
    "security safety",
    "retry try|again reconnect",
    "connection network link",
    "lost dropped gone interrupted",
    "component widget element",
    "hook function",
    "package library kit",
    "model llm",
    "run start launch",
    "big large long huge",
    "small tiny little",
    "need require want",
    "why how|come",
    "typescript ts",
    "javascript js",
    "config configuration settings options",
    "happens occurs",
    "test check verify",
    "user person visitor",
    "page site app",
    "hi hello hey",
    "thanks thank|you thx cheers",
    "rivulet this|kit this|library the|kit",
]
_SETS = [[word.replace("|", " ") for word in line.split()] for line in SYNONYMS]
_OTHERS = {word: [w for w in group if w != word] for group in _SETS for word in group}

FRAMES = [
    "how do i {}", "how can i {}", "how to {}", "can i {}", "is it possible to {}", "what is the way to {}",
    "how would i {}", "i want to {}", "i need to {}", "show me how to {}", "what's the best way to {}", "{}",
    "help me {}", "where do i {}", "is there a way to {}", "can you show me how to {}", "how should i {}",
]  # fmt: skip
ABOUT = [
    "what is {}", "what are {}", "explain {}", "tell me about {}", "{}", "show me {}", "what about {}", "describe {}",
    "give me {}", "do you know {}", "what does {} mean", "info on {}", "docs for {}", "can you explain {}", "{} example",
]  # fmt: skip
_DO = re.compile(
    r"^(?:how (?:do|can|would|could|should|to|does one)(?: (?:i|we|you|one))?|can i|could i|is it possible to|"
    r"is there a way to|what is the way to|what's the way to|i want to|i need to|show me how to|how to) (.+?)\??$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:what is|what are|what's|explain|tell me about|show me|describe|give me|can you explain|what about) (.+?)\??$",
    re.IGNORECASE,
)
BEFORE = ["please", "hey,", "ok,", "so", "hi,", "and", "quick question:", "um", "now", "sorry,", "could you tell me", "i wonder", "well,"]
AFTER = ["please", "thanks", "?", "??", "!", "in react", "with rivulet", "in rivulet", "here", "exactly", "pls", "...", "in this kit"]
STOP = set(
    "a an the i you me my it is are do does to of in on for and or with can how what this that there be your we if at as "
    "when which who was will would should could please tell about some any so from by its".split()
)
KEYS = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in zip(row, row[1:] + row[-2])}


def content_words(text: str) -> list[str]:
    """Returns the words of a text that carry its subject, in lower case."""
    return [w for w in re.findall(r"[a-z0-9][a-z0-9._/'-]*[a-z0-9]|[a-z0-9]", text.lower()) if w not in STOP]


def _marked(answer: str) -> str:
    """Returns the names in backticks and the headings of an answer: words by which people may ask for it."""
    return " ".join(code or heading for code, heading in re.findall(r"`([^`\n]{2,24})`|^#+ (.+)$", answer, re.M))


class Augmenter:
    """Makes variants of a topic's questions; words that few topics share weigh more in keyword queries."""

    def __init__(self, topics: list[Topic]):
        self._questions = {t.id: Counter(w for q in t.trained for w in content_words(q)) for t in topics}
        self._answers = {t.id: Counter(content_words(_marked(t.answer))) for t in topics}
        self._spread = Counter(w for t in topics for w in set(self._questions[t.id]) | set(self._answers[t.id]))
        self._total = len(topics)

    def vary(self, question: str, rng: random.Random) -> str:
        """Returns the question as another person might type it."""
        text = question
        if rng.random() < 0.3:
            text = _reframe(text, rng)
        if rng.random() < 0.35:
            text = _swap_synonym(text, rng)
        if rng.random() < 0.35:
            text = _drop_words(text, rng)
        if rng.random() < 0.25:
            text = _wrap(text, rng)
        if rng.random() < 0.45:
            text = text.lower()
        if rng.random() < 0.4:
            text = text.rstrip("?!. ") or text
        if rng.random() < 0.15:
            text = _typo(text, rng)
        return text if text.strip() else question

    def blend(self, topic: Topic, rng: random.Random) -> str:
        """Returns a stretch of one question followed by a stretch of another: people mix the ways to ask."""
        return " ".join(_stretch(rng.choice(topic.trained), rng) for _ in range(2))

    def estrange(self, topic: Topic, thing: str, rng: random.Random) -> str:
        """Returns a question of the topic about something else: its telling words are gone, and `thing` stands there."""
        words = rng.choice(topic.trained).split(" ")
        telling = [i for i, w in enumerate(words) if any(self._spread[c] <= 8 for c in content_words(w))]
        if not telling:
            return f"{' '.join(words).rstrip('?!.')} {thing}"
        at = rng.choice(telling)
        return " ".join(thing if i == at else w for i, w in enumerate(words) if i == at or i not in telling)

    def confuse(self, topic: Topic, thing: str, rng: random.Random) -> str:
        """Returns one telling word of the topic beside a `thing` that it has nothing to do with."""
        word = self.keywords(topic, rng).split(" ")[0]
        return rng.choice(("{0} {1}", "{1} {0}", "{1} for {0}", "{0} with {1}", "{1} in the {0}", "does {0} have {1}", "{1}: {0}?")).format(word, thing)

    def keywords(self, topic: Topic, rng: random.Random) -> str:
        """Returns two to four telling words of the topic in any order, as in a search box."""
        counts = self._questions[topic.id]
        if rng.random() < 0.25 and self._answers[topic.id]:
            counts = counts + self._answers[topic.id]
        pool = {w: math.sqrt(n) * math.log(1 + self._total / self._spread[w]) ** 2 for w, n in counts.items()}
        if not pool:
            return rng.choice(topic.trained)
        picked: list[str] = []
        for _ in range(min(len(pool), rng.choice((2, 2, 3, 3, 4)))):
            word = rng.choices(list(pool), list(pool.values()))[0]
            picked.append(word)
            del pool[word]
        text = " ".join(picked)
        return rng.choice(ABOUT).format(text) if rng.random() < 0.4 else text


def _stretch(text: str, rng: random.Random) -> str:
    parts = text.rstrip("?!.").split(" ")
    length = max(1, round(len(parts) * rng.uniform(0.4, 0.9)))
    start = rng.randint(0, len(parts) - length)
    return " ".join(parts[start : start + length])


def _reframe(text: str, rng: random.Random) -> str:
    for pattern, frames in ((_DO, FRAMES), (_ABOUT, ABOUT)):
        match = pattern.match(text)
        if match:
            return rng.choice(frames).format(match[1])
    if text.count(" ") < 3 and not text.endswith("?"):
        return rng.choice(ABOUT).format(text)
    return text


def _swap_synonym(text: str, rng: random.Random) -> str:
    parts = text.split(" ")
    known = [i for i, w in enumerate(parts) if w.lower().rstrip("?.,!") in _OTHERS]
    if known:
        i = rng.choice(known)
        word = parts[i].lower().rstrip("?.,!")
        parts[i] = rng.choice(_OTHERS[word]) + parts[i][len(word) :]
    return " ".join(parts)


def _drop_words(text: str, rng: random.Random) -> str:
    parts = text.split(" ")
    if len(parts) < 3:
        return text
    kept = [w for w in parts if rng.random() > (0.45 if w.lower() in STOP else 0.1)]
    return " ".join(kept) if kept else text


def _wrap(text: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return f"{rng.choice(BEFORE)} {text}"
    tail = rng.choice(AFTER)
    return text.rstrip("?") + ("" if tail[0] in "?!." else " ") + tail


def _typo(text: str, rng: random.Random) -> str:
    i = rng.randrange(len(text))
    kind = rng.randrange(4)
    if not text[i].isalpha():
        return text
    if kind == 0:
        return text[:i] + text[i + 1 :]
    if kind == 1:
        return text[:i] + text[i] + text[i:]
    if kind == 2:
        return text[:i] + KEYS.get(text[i].lower(), text[i]) + text[i + 1 :]
    return text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :]
