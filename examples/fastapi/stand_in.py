"""Stands in for a model, so that the example runs without a key. It reports to the terminal, where one sees that a stop reaches it."""

import asyncio, re


class ModelError(Exception):
    """An error whose words are for the reader."""


async def stand_in(messages):
    """Counts when it is asked to, and else says the question back."""
    question = "".join(part.get("text", "") for part in messages[-1]["parts"])
    print(f"model: asked “{question}”", flush=True)
    if question == "Fail":
        raise ModelError("The model is busy. Ask again soon.")
    count = re.search(r"\d+", question)
    words = range(1, int(count[0]) + 1) if count else ["You", "said:", f"**{question}**"]
    try:
        for word in words:
            yield f"{word} "
            await asyncio.sleep(0.04)
        print("model: done", flush=True)
    except asyncio.CancelledError:
        print("model: stopped", flush=True)
        raise
