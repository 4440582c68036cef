// Tools that stand in the options of their chat, without `tool()`: from TypeScript 5.7 on.
import { type } from 'arktype';
import { createChat, useStreamingChat, type ChatTransport } from 'rivulet';
import * as v from 'valibot';
import { z } from 'zod';

declare const transport: ChatTransport;
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it stands for what is expected
declare function takes<Type>(value: Type): void;

export function inferStore(): void {
  const chat = createChat({
    transport,
    tools: {
      weather: {
        inputSchema: z.object({ city: z.string() }),
        execute: ({ city }) => {
          takes<string>(city);
          // @ts-expect-error -- it is text
          takes<number>(city);
          return { degrees: city.length };
        },
      },
      search: {
        inputSchema: v.object({ query: v.string() }),
        execute: async ({ query }) => [query],
      },
      roll: {
        inputSchema: type({ sides: 'number' }),
        needsApproval: ({ sides }) => sides > 100,
        execute: ({ sides }) => Math.ceil(Math.random() * sides),
      },
      time: { execute: ({ zone }: { zone: string }) => `noon in ${zone}` },
    },
  });
  for (const part of chat.getState().messages[0]?.parts ?? []) {
    if (part.type === 'tool-weather' && part.state === 'output-available') {
      takes<{ degrees: number }>(part.output);
      takes<string>(part.input.city);
      // @ts-expect-error -- it is a number
      takes<string>(part.output.degrees);
    }
    if (part.type === 'tool-search' && part.state === 'output-available')
      takes<string[]>(part.output);
    if (part.type === 'tool-roll' && part.state === 'output-available') takes<number>(part.output);
    if (part.type === 'tool-time' && part.state === 'output-available') takes<string>(part.output);
    // @ts-expect-error -- the chat has no such tool
    if (part.type === 'tool-other') return;
  }
}

export function useInferred(): void {
  const chat = useStreamingChat({
    url: '/api/chat',
    tools: {
      weather: {
        inputSchema: z.object({ city: z.string() }),
        execute: ({ city }) => ({ degrees: city.length }),
      },
    },
    dataSchemas: { plan: z.object({ steps: z.array(z.string()) }) },
  });
  for (const part of chat.messages[0]?.parts ?? []) {
    if (part.type === 'tool-weather' && part.state === 'output-available')
      takes<number>(part.output.degrees);
    if (part.type === 'data-plan') takes<string[]>(part.data.steps);
    // @ts-expect-error -- no such data
    if (part.type === 'data-other') return;
  }
}
