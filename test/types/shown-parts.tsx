// Components of the host for the parts of a chat: compiled, never run, with every TypeScript that is served.
// oxlint-disable react/no-unstable-nested-components -- nothing is rendered
import {
  Chat,
  MessageList,
  MessageParts,
  useStreamingChat,
  type AllParts,
  type ChatMessage,
  type PartComponents,
  type PartProps,
  type StreamingChat,
} from 'rivulet';
import { z } from 'zod';

interface TravelChat {
  data: { plan: { steps: string[] }; note: string };
  tools: {
    weather: { input: { city: string }; output: { degrees: number } };
    book: { input: { hotel: string }; output: string };
  };
}

declare const chat: StreamingChat<TravelChat>;
declare const bare: StreamingChat;
declare const message: ChatMessage<TravelChat>;

function Weather({ part, onApproveTool }: PartProps<TravelChat, 'tool-weather'>) {
  if (part.state === 'output-available') return <b>{part.output.degrees.toFixed(1)}</b>;
  onApproveTool?.(part.toolCallId, true);
  // @ts-expect-error -- it may not be there yet
  return <i>{part.input.city}</i>;
}

function Plan({ part, children }: PartProps<TravelChat, 'data-plan'>) {
  return (
    <>
      {part.data.steps.join(', ')}
      {children}
    </>
  );
}

export function shown(): void {
  void (<Chat chat={chat} parts={{ 'tool-weather': Weather, 'data-plan': Plan }} />);
  void (<MessageList messages={[message]} parts={{ 'tool-weather': Weather }} />);
  void (<MessageParts message={message} parts={{ 'tool-weather': Weather }} />);
  void (
    <Chat
      chat={chat}
      messageActions={({ parts }) => parts.map((part) => part.type === 'data-note' && part.data)}
      parts={{
        'tool-book': ({ part }) => <p>{part.input?.hotel}</p>,
        'data-note': ({ part: { data } }) => <p>{data.toUpperCase()}</p>,
        'data-subagent': ({ part }) => <p>{part.data.state}</p>,
        'dynamic-tool': ({ part }) => <p>{part.toolName}</p>,
        file: ({ part }) => <p>{part.mediaType}</p>,
        reasoning: ({ part }) => <p>{part.text}</p>,
        'source-url': null,
      }}
    />
  );
  // @ts-expect-error -- the chat has no such tool
  void (<Chat chat={chat} parts={{ 'tool-wether': Weather }} />);
  // @ts-expect-error -- nor such data
  void (<Chat chat={chat} parts={{ 'data-plans': null }} />);
  // @ts-expect-error -- a component for other data
  void (<Chat chat={chat} parts={{ 'data-note': Plan }} />);
  // @ts-expect-error -- a message has no such part
  void (<Chat chat={bare} parts={{ thought: null }} />);
  void (<Chat chat={bare} parts={{ 'tool-any': ({ part }) => <p>{part.state}</p> }} />);
  void (<Chat chat={bare} parts={{ 'data-any': ({ part }) => <p>{String(part.data)}</p> }} />);
}

/** A new kind of data that nothing shows is an error. */
export const all = { 'data-plan': Plan, 'data-note': null } satisfies AllParts<TravelChat>;
// @ts-expect-error -- nothing shows the notes
export const some = { 'data-plan': Plan } satisfies AllParts<TravelChat>;
export const any: PartComponents<TravelChat> = {};
// @ts-expect-error -- no such part
export type Wrong = PartProps<TravelChat, 'tool-wether'>;

/** The types of a chat may follow from its schemas. */
export function Inferred(): React.JSX.Element {
  const inferred = useStreamingChat({
    url: '/api/chat',
    dataSchemas: { plan: z.object({ steps: z.array(z.string()) }) },
  });
  return (
    <Chat chat={inferred} parts={{ 'data-plan': ({ part }) => <p>{part.data.steps.join()}</p> }} />
  );
}
