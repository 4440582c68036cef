import type { AssistantRuntime, ThreadMessage } from '@assistant-ui/core';
import { AssistantRuntimeProvider } from '@assistant-ui/core/react';
import { useDataStreamRuntime } from '@assistant-ui/react-data-stream';
import { act, createElement } from 'react';
import { create } from 'react-test-renderer';
import { chatBody } from '../../demo-server/http-server.ts';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** A runtime of assistant-ui in a mounted component. */
export interface MountedRuntime {
  readonly runtime: AssistantRuntime;
  unmount(): void;
}

/** Mounts assistant-ui's runtime for streams of the AI SDK on a server that asks for `body`. */
export async function mountRuntime(api: string, body: object = {}): Promise<MountedRuntime> {
  let runtime: AssistantRuntime | undefined;
  const Host = () => {
    runtime = useDataStreamRuntime({ api, body });
    return createElement(AssistantRuntimeProvider, { runtime, children: null });
  };
  const root = await act(() => create(createElement(Host)));
  if (!runtime) throw new Error('assistant-ui made no runtime.');
  return { runtime, unmount: () => act(() => root.unmount()) };
}

/** Asks, and waits for the end of the answer. */
export async function askRuntime({ thread }: AssistantRuntime): Promise<ThreadMessage | undefined> {
  const isOver = () => {
    const { messages, isRunning } = thread.getState();
    return messages.at(-1)?.role === 'assistant' && !isRunning;
  };
  await act(async () => {
    thread.append({ role: 'user', content: [{ type: 'text', text: question }] });
    await new Promise<void>((resolve) => {
      const leave = thread.subscribe(() => {
        if (!isOver()) return;
        leave();
        resolve();
      });
    });
  });
  return thread.getState().messages.at(-1);
}

/** The text of a message of assistant-ui. */
export function runtimeText(message: ThreadMessage | undefined): string {
  return (message?.content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** assistant-ui's runtime on our native wire. It cannot resume. */
export const assistantUiClient: ForeignClient = {
  name: '@assistant-ui/react-data-stream',
  resumes: false,
  async ask({ url }) {
    const { runtime, unmount } = await mountRuntime(`${url}/api/chat`, chatBody(question));
    const message = await askRuntime(runtime);
    const isWhole = message?.status?.type === 'complete';
    unmount();
    return { text: runtimeText(message), end: isWhole ? 'complete' : 'error' };
  },
};
