import { HttpAgent } from '@ag-ui/client';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

/** AG-UI's own agent, which verifies the order of events. It cannot resume. */
export const agUiClient: ForeignClient = {
  name: '@ag-ui/client',
  resumes: false,
  async ask({ url }) {
    const agent = new HttpAgent({ url: `${url}/api/ag-ui`, fetch: quietFetch });
    agent.messages = [{ id: 'u1', role: 'user', content: question }];
    let text = '';
    try {
      await agent.runAgent(undefined, {
        onTextMessageContentEvent({ event }) {
          text += event.delta;
        },
      });
      return { text, end: 'complete' };
    } catch {
      return { text, end: 'error' };
    }
  },
};

/** When a body breaks, this agent throws once more from its clean-up, where nobody can catch it. */
export async function quietFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const { body } = response;
  if (!body) return response;
  const getReader = () => {
    const reader = body.getReader();
    const cancel = reader.cancel.bind(reader);
    reader.cancel = (reason) => cancel(reason).catch(() => undefined);
    return reader;
  };
  Object.defineProperty(response, 'body', { value: { getReader } });
  return response;
}
