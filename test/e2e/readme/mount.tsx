// Shows what an example of the README exports.
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat, useStreamingChat, type ChatTransport, type StreamingChat } from 'rivulet';

const text = 'The **answer** is $x^2$.\n\n```mermaid\ngraph TD; A-->B\n```';

/** Renders the component, the hook or the transport of an example; one that shows nothing has run already. */
export function mount(example: Readonly<Record<string, unknown>>): void {
  const [[name, value] = ['', undefined]] = Object.entries(example);
  const Page = pageOf(name, value);
  const host = document.body.appendChild(document.createElement('main'));
  if (Page) createRoot(host).render(<Page />);
}

function pageOf(name: string, value: unknown): ComponentType | undefined {
  if (typeof value === 'object') {
    const transport = value as ChatTransport;
    return () => <Chat chat={useStreamingChat({ transport })} />;
  }
  if (name.startsWith('use')) {
    const useExample = value as () => StreamingChat;
    return () => <Chat chat={useExample()} />;
  }
  if (name === 'Answer' || name === 'Reply') {
    const Answer = value as ComponentType<{ text: string; isStreaming: boolean }>;
    return () => <Answer text={text} isStreaming={false} />;
  }
  return name === '' ? undefined : (value as ComponentType);
}
