import type { FilePart } from '../../../protocol/chat-message.ts';
import { textAt } from '../../../protocol/json.ts';
import { base64Of, splitSystem, textParts, turnsOf, type WriteCall } from './format-call.ts';
import type { AnswerStep } from './tool-turns.ts';

/** `POST /messages` of Anthropic. */
export const anthropicCall: WriteCall = (messages, { model, apiKey }, tools) => {
  const { system, rest } = splitSystem(messages);
  return {
    path: '/messages',
    headers: {
      'anthropic-version': '2023-06-01',
      ...(apiKey !== undefined && { 'x-api-key': apiKey }),
    },
    body: {
      model,
      stream: true,
      // The one field that the API asks for; the option `body` may say another.
      max_tokens: 4096,
      ...(system !== '' && { system }),
      ...(tools.length > 0 && {
        tools: tools.map(({ name, description, inputSchema }) => ({
          name,
          description,
          input_schema: inputSchema,
        })),
      }),
      messages: turnsOf(
        rest,
        (text, pictures, role) => ({
          role,
          content: [
            ...pictures.map((picture) => ({ type: 'image', source: sourceOf(picture) })),
            ...textParts(text),
          ],
        }),
        writeStep,
      ),
    },
  };
};

function writeStep({ text, thoughts, calls }: AnswerStep): object[] {
  const signed = thoughts.flatMap(({ text: thinking, metadata }) => {
    const signature = textAt(metadata, 'anthropic', 'signature');
    return signature === '' ? [] : [{ type: 'thinking', thinking, signature }];
  });
  const uses = calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input }));
  const results = calls.map(({ id, output, isError }) => ({
    type: 'tool_result',
    tool_use_id: id,
    content: output,
    ...(isError && { is_error: true }),
  }));
  return [
    // With thinking on, calls without the thoughts that led to them are refused.
    { role: 'assistant', content: [...signed, ...textParts(text), ...uses] },
    { role: 'user', content: results },
  ];
}

function sourceOf({ url, mediaType }: FilePart): object {
  if (!url.startsWith('data:')) return { type: 'url', url };
  return { type: 'base64', media_type: mediaType, data: base64Of(url) };
}
