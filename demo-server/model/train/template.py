"""The chat template: the exact text that node-llama-cpp's QwenChatWrapper renders with an empty system prompt.

Dumped from `wrapper.generateContextState({chatHistory}).contextText` (node-llama-cpp 3.21.1); every piece is
tokenised by itself there, so it is here, and `eval.ts` compares the two token by token.
"""

IM_START, IM_END, PAD = "<|im_start|>", "<|im_end|>", "<|endoftext|>"
THINK_OPEN, THINK_CLOSE = "<think>", "</think>"

CONTROL = (PAD, IM_START, IM_END)
USER_DEFINED = (THINK_OPEN, THINK_CLOSE)

USER_FIRST = f"{IM_START}user\n"
USER_NEXT = f"{IM_END}\n{IM_START}user\n"
ASSISTANT = f"{IM_END}\n{IM_START}assistant\n"

# Stored in the GGUF for tools that read it; the demo server names its wrapper in the manifest instead.
JINJA = (
    "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


def visible(answer: str) -> str:
    """Returns the answer without its opening thought, as it stands in the history of the next turn."""
    if not answer.startswith(THINK_OPEN):
        return answer
    return answer.split(THINK_CLOSE, 1)[1].strip()
