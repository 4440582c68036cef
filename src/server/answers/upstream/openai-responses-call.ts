import { bearer, splitSystem, textParts, turnsOf, type WriteCall } from './format-call.ts';
import type { AnswerStep } from './tool-turns.ts';

/** `POST /responses` of OpenAI. The whole chat is sent each time, so nothing of it is to be stored there. */
export const openaiResponsesCall: WriteCall = (messages, { model, apiKey }, tools) => {
  const { system, rest } = splitSystem(messages);
  return {
    path: '/responses',
    headers: bearer(apiKey),
    body: {
      model,
      stream: true,
      store: false,
      ...(system !== '' && { instructions: system }),
      ...(tools.length > 0 && {
        tools: tools.map(({ name, description, inputSchema }) => ({
          type: 'function',
          name,
          description,
          parameters: inputSchema,
          strict: false,
        })),
      }),
      input: turnsOf(
        rest,
        (text, pictures, role) => ({
          type: 'message',
          role,
          content: [
            ...textParts(text, role === 'assistant' ? 'output_text' : 'input_text'),
            ...pictures.map(({ url }) => ({ type: 'input_image', image_url: url })),
          ],
        }),
        writeStep,
      ),
    },
  };
};

function writeStep({ text, calls }: AnswerStep): object[] {
  const content = textParts(text, 'output_text');
  return [
    ...(content.length > 0 ? [{ type: 'message', role: 'assistant', content }] : []),
    ...calls.map(({ id, name, input }) => ({
      type: 'function_call',
      call_id: id,
      name,
      arguments: JSON.stringify(input),
    })),
    ...calls.map(({ id, output }) => ({ type: 'function_call_output', call_id: id, output })),
  ];
}
