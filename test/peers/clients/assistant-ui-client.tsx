import type { AssistantRuntime, ThreadMessage } from '@assistant-ui/core';
import { AssistantRuntimeProvider } from '@assistant-ui/core/react';
import { useDataStreamRuntime } from '@assistant-ui/react-data-stream';
import { act, useEffect } from 'react';
import { create } from 'react-test-renderer';
import { chatBody } from '../../demo-server/http-server.ts';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

interface Mounted {
  readonly runtime: AssistantRuntime;
  readonly unmount: () => void;
}

function Host({
  api,
  onRuntime,
}: {
  readonly api: string;
  readonly onRuntime: (runtime: AssistantRuntime) => void;
}) {
  // Its own body has messages in the words of language models; a host says there what its server reads.
  const runtime = useDataStreamRuntime({ api, body: chatBody(question) });
  useEffect(() => onRuntime(runtime), [onRuntime, runtime]);
  return <AssistantRuntimeProvider runtime={runtime}>{null}</AssistantRuntimeProvider>;
}

async function mountRuntime(api: string): Promise<Mounted> {
  let runtime: AssistantRuntime | undefined;
  const root = await act(() =>
    create(<Host api={api} onRuntime={(given) => void (runtime = given)} />),
  );
  if (!runtime) throw new Error('assistant-ui made no runtime.');
  return { runtime, unmount: () => act(() => root.unmount()) };
}

// Asks, and waits for the end of the answer.
async function askRuntime({ thread }: AssistantRuntime): Promise<ThreadMessage | undefined> {
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

function runtimeText(message: ThreadMessage | undefined): string {
  return (message?.content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** assistant-ui's runtime on our native wire. It cannot resume. */
export const assistantUiClient: ForeignClient = {
  name: '@assistant-ui/react-data-stream',
  resumes: false,
  async ask({ url }) {
    const { runtime, unmount } = await mountRuntime(`${url}/api/chat`);
    const message = await askRuntime(runtime);
    const isWhole = message?.status?.type === 'complete';
    unmount();
    return { text: runtimeText(message), end: isWhole ? 'complete' : 'error' };
  },
};
