// Types that an app names itself, and tools with `tool()`: compiled, never run, with every TypeScript that is served.
import { type } from 'arktype';
import {
  createChat,
  tool,
  useChatMessage,
  useStreamingChat,
  type ChatMessage,
  type ChatTransport,
  type MessagePart,
  type StreamingChat,
} from 'rivulet';
import * as v from 'valibot';
import { z } from 'zod';

interface Plan {
  steps: string[];
}

interface SupportChat {
  metadata: { tier: 'free' | 'paid' };
  data: { plan: Plan; note: string };
  tools: {
    weather: { input: { city: string; days?: number }; output: { degrees: number } };
    search: { input: { query: string }; output: string[] };
  };
}

declare const transport: ChatTransport;
declare const part: MessagePart<SupportChat>;
declare const message: ChatMessage<SupportChat>;
/** Takes what is exactly of a type. */
declare function exactly<Type>(): <Given>(
  value: Given,
  ...same: Same<Type, Given> extends true ? [] : [never]
) => void;
// oxlint-disable typescript/no-unnecessary-type-parameters -- two functions are the same if their parameters are
type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

export function readParts(): void {
  if (part.type === 'tool-weather') {
    switch (part.state) {
      case 'input-streaming':
        exactly<string | undefined>()(part.input?.city);
        // @ts-expect-error -- it may not be there yet
        void part.input.city.length;
        break;
      case 'input-available':
      case 'approval-requested':
      case 'approval-responded':
        exactly<string>()(part.input.city);
        exactly<undefined>()(part.output);
        break;
      case 'output-available':
        exactly<number>()(part.output.degrees);
        // @ts-expect-error -- it is a number
        void part.output.degrees.length;
        break;
      case 'output-error':
        exactly<string>()(part.errorText);
        break;
      case 'output-denied':
        exactly<undefined>()(part.output);
        break;
      default:
        part satisfies never;
    }
    // @ts-expect-error -- no state has this name
    if (part.state === 'done') return;
  }
  if (part.type === 'data-plan') exactly<string[]>()(part.data.steps);
  if (part.type === 'data-note') exactly<string>()(part.data);
  if (part.type === 'dynamic-tool') exactly<unknown>()(part.input);
  if (part.type === 'text' || part.type === 'reasoning') exactly<string>()(part.text);
  // @ts-expect-error -- the chat has no such tool
  if (part.type === 'tool-time') return;
  // @ts-expect-error -- nor such data
  if (part.type === 'data-time') return;
}

export function readMetadata(): void {
  exactly<'free' | 'paid' | undefined>()(message.metadata?.tier);
  exactly<string | undefined>()(message.metadata?.model);
  // @ts-expect-error -- of a typed chat every field is known
  void message.metadata?.teir;
}

/** What is typed is a chat like any other to what knows no types. */
export function passOn(chat: StreamingChat<SupportChat>): void {
  const bare: StreamingChat = chat;
  const messages: readonly ChatMessage[] = chat.messages;
  void [bare, messages];
}

export function useTyped(): void {
  const chat = useStreamingChat<SupportChat>({
    url: '/api/chat',
    onDone: (done) => exactly<'free' | 'paid' | undefined>()(done.metadata?.tier),
    tools: {
      weather: { execute: ({ city }) => ({ degrees: city.length }) },
    },
    dataSchemas: { plan: z.object({ steps: z.array(z.string()) }), note: v.string() },
    metadataSchema: z.object({ tier: z.enum(['free', 'paid']) }),
    sendAutomaticallyWhen: ({ messages }) => messages.at(-1)?.metadata?.tier === 'paid',
  });
  void chat.send('Hi', {
    body: { model: 'large' },
    headers: { 'x-trace': '1' },
    metadata: { tier: 'free' },
  });
  void chat.send({ text: 'Hi', parts: [{ type: 'data-plan', data: { steps: [] } }] });
  void chat.send({ text: 'Look', files: new FileList() });
  void chat.send({ text: 'Look', files: [new File([], 'a.txt')] });
  chat.setMessages((messages) => messages.slice(1));
  chat.setMessages([]);
  // @ts-expect-error -- no such tier
  void chat.send('Hi', { metadata: { tier: 'gold' } });
  // @ts-expect-error -- a plan has steps
  void chat.send({ parts: [{ type: 'data-plan', data: {} }] });
  // @ts-expect-error -- messages have parts
  chat.setMessages([{ id: '1', role: 'user' }]);
  exactly<ChatMessage<SupportChat> | undefined>()(useChatMessage(chat.chat, 'id'));
  // No option at all leaves a chat untyped.
  exactly<StreamingChat>()(useStreamingChat());
}

export function wrongOptions(): void {
  createChat<SupportChat>({
    transport,
    // @ts-expect-error -- the output of this tool has degrees
    tools: { weather: { execute: () => ({ celsius: 1 }) } },
  });
  // @ts-expect-error -- the chat has no tool of this name
  createChat<SupportChat>({ transport, tools: { time: { execute: () => 1 } } });
  // @ts-expect-error -- the data of this part are text
  createChat<SupportChat>({ transport, dataSchemas: { note: z.number() } });
  // @ts-expect-error -- a schema is no function
  createChat<SupportChat>({ transport, metadataSchema: () => true });
}

const weather = tool({
  inputSchema: z.object({ city: z.string(), unit: z.string().default('C') }),
  execute: ({ city, unit }) => ({ degrees: city.length, unit }),
});
const search = tool({
  inputSchema: v.object({ query: v.string() }),
  execute: async ({ query }, { signal }) => {
    exactly<AbortSignal>()(signal);
    return [query];
  },
});
const roll = tool({
  inputSchema: type({ sides: 'number' }),
  needsApproval: ({ sides }) => sides > 100,
  execute: ({ sides }) => Math.ceil(Math.random() * sides),
});
/** The app settles it itself. */
const confirm = tool({ inputSchema: z.object({ question: z.string() }) });
tool({
  inputSchema: type({ sides: 'number' }),
  // @ts-expect-error -- sides is a number
  execute: ({ sides }) => sides.length,
});

export function infer(): void {
  const chat = createChat({
    transport,
    onDone(done) {
      for (const own of done.parts) {
        if (own.type === 'tool-search' && own.state === 'output-available')
          exactly<string[]>()(own.output);
      }
    },
    tools: { weather, search, roll, confirm },
    dataSchemas: { plan: z.object({ steps: z.array(z.string()) }), mood: type("'good' | 'bad'") },
    metadataSchema: v.object({ tier: v.string() }),
  });
  const [first] = chat.getState().messages;
  exactly<string | undefined>()(first?.metadata?.tier);
  for (const own of first?.parts ?? []) {
    if (own.type === 'tool-weather' && own.state === 'output-available') {
      exactly<{ degrees: number; unit: string }>()(own.output);
      // What the model wrote: the default of the schema is for `execute`.
      exactly<string | undefined>()(own.input.unit);
      // @ts-expect-error -- it has degrees
      void own.output.celsius;
    }
    if (own.type === 'tool-roll' && own.state === 'output-available') exactly<number>()(own.output);
    if (own.type === 'tool-confirm' && own.state === 'input-available')
      exactly<string>()(own.input.question);
    if (own.type === 'data-plan') exactly<string[]>()(own.data.steps);
    if (own.type === 'data-mood') exactly<'good' | 'bad'>()(own.data);
    // @ts-expect-error -- the chat has no such tool
    if (own.type === 'tool-time') return;
  }
}

/** Tools that say nothing of their input leave the parts untyped, also those of the server's tools. */
export function inferNothing(): void {
  const chat = createChat({ transport, tools: { time: { execute: () => 'noon' } } });
  for (const own of chat.getState().messages[0]?.parts ?? []) {
    if (own.type === 'tool-of-the-server') return;
  }
}
