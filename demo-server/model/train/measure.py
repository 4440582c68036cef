"""Teacher-forced measures during training: does the model pick the right answer, and is all of it right?"""

import torch

from corpus import Topic
from model import Llama
from rows import SHORT_ANSWER, RowMaker
from template import ASSISTANT, USER_FIRST, USER_NEXT, visible


@torch.no_grad()
def measure(net: Llama, maker: RowMaker, cases: list[tuple[Topic, str]], whole: bool, amp) -> float:
    """Returns the share of (topic, question) cases whose answer is all argmax; only its first tokens unless `whole`."""
    right = 0
    for topic, question in cases:
        head = prompt(maker, topic, question)
        answer = maker.answers[topic.id] if whole else maker.answers[topic.id][: SHORT_ANSWER // 2]
        ids = torch.tensor([head + answer])
        with amp():
            predicted = net.logits(net(ids[:, :-1])[0, len(head) - 1 :]).argmax(-1)
        right += int(bool((predicted == ids[0, len(head) :]).all()))
    return right / max(1, len(cases))


def prompt(maker: RowMaker, topic: Topic, question: str) -> list[int]:
    """Returns the tokens before the answer; a follow-up stands after its parent's first question and visible answer."""
    encode = maker.tokenizer.encode
    if not topic.after:
        return encode(USER_FIRST, special=True) + encode(question) + encode(ASSISTANT, special=True)
    parent = maker.by_id[topic.after]
    ids = encode(USER_FIRST, special=True) + encode(parent.trained[0]) + encode(ASSISTANT, special=True)
    ids += encode(visible(parent.answer))
    return ids + encode(USER_NEXT, special=True) + encode(question) + encode(ASSISTANT, special=True)
