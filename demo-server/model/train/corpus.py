"""Reads corpus/*.md: topics with trained, suggested and held-out questions, an answer, and maybe a parent topic."""

import re
from dataclasses import dataclass, field
from pathlib import Path

TOPIC = re.compile(r"^<!-- topic: ([a-z0-9-]+)(?: after: ([a-z0-9-]+))? -->$")
ANSWER = "<!-- answer -->"
OFF_TOPIC, UNKNOWN_KIT = "off-topic", "unknown-kit"


@dataclass
class Topic:
    """One answer and the questions that lead to it; `after` names the topic whose answer must stand before."""

    id: str
    after: str | None = None
    trained: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    held_out: list[str] = field(default_factory=list)
    answer: str = ""


def read_corpus(folder: Path) -> list[Topic]:
    """Reads every `*.md` of the folder in name order; a malformed line is a ValueError with file and line."""
    topics: list[Topic] = []
    for path in sorted(folder.glob("*.md")):
        topics += _read_file(path)
    _check_links(topics)
    return topics


def _read_file(path: Path) -> list[Topic]:
    topics: list[Topic] = []
    lines: list[str] | None = None  # the open answer, None while questions are read
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        match = TOPIC.match(line.strip()) if line.startswith("<!-- topic") else None
        if match:
            _close(topics, lines)
            topics.append(Topic(match[1], match[2]))
            lines = None
        elif line.strip() == ANSWER and topics and lines is None:
            lines = []
        elif lines is not None:
            lines.append(line)
        elif topics and line.strip():
            _question(topics[-1], line, f"{path.name}:{number}")
    _close(topics, lines)
    return topics


def _close(topics: list[Topic], lines: list[str] | None) -> None:
    if topics:
        topics[-1].answer = "\n".join(lines or []).strip("\n").rstrip()


def _question(topic: Topic, line: str, where: str) -> None:
    match = re.match(r"^- (?:([~!]) )?(\S.*?)\s*$", line)
    if not match:
        raise ValueError(f"{where}: expected a question line, found {line!r}")
    if match[1] == "~":
        topic.held_out.append(match[2])
        return
    topic.trained.append(match[2])
    if match[1] == "!":
        topic.suggested.append(match[2])


def _check_links(topics: list[Topic]) -> None:
    ids = [topic.id for topic in topics]
    for topic in topics:
        if ids.count(topic.id) > 1:
            raise ValueError(f"topic {topic.id} appears twice")
        if topic.after and topic.after not in ids:
            raise ValueError(f"topic {topic.id} follows the unknown topic {topic.after}")
        if not topic.answer or not topic.trained:
            raise ValueError(f"topic {topic.id} has no answer or no question")
