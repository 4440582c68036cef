import type { FilePart } from '../../../protocol/chat-message.ts';
import { textAt } from '../../../protocol/json.ts';
import { base64Of, splitSystem, turnsOf, type WriteCall } from './format-call.ts';
import type { AnswerStep } from './tool-turns.ts';

/** `POST /models/{model}:streamGenerateContent` of Gemini, as server-sent events. */
export const geminiCall: WriteCall = (messages, { model, apiKey }, tools) => {
  const { system, rest } = splitSystem(messages);
  const path = model.includes('/') ? model : `models/${model}`;
  return {
    path: `/${path}:streamGenerateContent?alt=sse`,
    headers: apiKey === undefined ? {} : { 'x-goog-api-key': apiKey },
    body: {
      ...(system !== '' && { systemInstruction: { parts: [{ text: system }] } }),
      ...(tools.length > 0 && {
        tools: [
          {
            functionDeclarations: tools.map(({ name, description, inputSchema }) => ({
              name,
              description,
              parametersJsonSchema: inputSchema,
            })),
          },
        ],
      }),
      contents: turnsOf(
        rest,
        (text, pictures, role) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: [...pictures.map(partOf), ...(text === '' ? [] : [{ text }])],
        }),
        writeStep,
      ),
    },
  };
};

function writeStep({ text, calls }: AnswerStep): object[] {
  const asked = calls.map(({ name, input, metadata }) => {
    const thoughtSignature = textAt(metadata, 'google', 'thoughtSignature');
    return {
      functionCall: { name, args: input },
      ...(thoughtSignature !== '' && { thoughtSignature }),
    };
  });
  const results = calls.map(({ name, output, isError }) => ({
    functionResponse: { name, response: isError ? { error: output } : { output } },
  }));
  return [
    { role: 'model', parts: [...(text === '' ? [] : [{ text }]), ...asked] },
    { role: 'user', parts: results },
  ];
}

function partOf({ url, mediaType: mimeType }: FilePart): object {
  if (!url.startsWith('data:')) return { fileData: { mimeType, fileUri: url } };
  return { inlineData: { mimeType, data: base64Of(url) } };
}
