import { at } from '../../../protocol/json.ts';
import type { ToolDescription } from '../answer.ts';
import { bearer, textParts, turnsOf, type WriteCall } from './format-call.ts';
import type { AnswerStep, CallTurn } from './tool-turns.ts';

/** `POST /chat/completions` of OpenAI, vLLM, SGLang, llama.cpp's server and most others. */
export const openaiChatCall: WriteCall = (messages, { model, apiKey }, tools) => ({
  path: '/chat/completions',
  headers: bearer(apiKey),
  body: {
    model,
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length > 0 && { tools: tools.map(functionTool) }),
    messages: turnsOf(
      messages,
      (text, pictures, role) => {
        if (pictures.length === 0) return { role, content: text };
        const images = pictures.map(({ url }) => ({ type: 'image_url', image_url: { url } }));
        return { role, content: [...textParts(text), ...images] };
      },
      writeStep,
    ),
  },
});

/** A tool as OpenAI and Ollama are told of it. */
export function functionTool({ name, description, inputSchema }: ToolDescription): object {
  return { type: 'function', function: { name, description, parameters: inputSchema } };
}

function writeStep({ text, calls }: AnswerStep): object[] {
  return [
    {
      role: 'assistant',
      content: text === '' ? null : text,
      tool_calls: calls.map(({ id, name, input, metadata }) => ({
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(input) },
        ...extraOf(metadata),
      })),
    },
    ...calls.map(({ id, output }) => ({ role: 'tool', tool_call_id: id, content: output })),
  ];
}

/** What a host behind OpenAI's words has added to a call, as Gemini's does with its signatures, and wants back. */
function extraOf(metadata: CallTurn['metadata']): object {
  const extra = at(metadata, 'openaiCompatible', 'extra_content');
  return extra === undefined ? {} : { extra_content: extra };
}
