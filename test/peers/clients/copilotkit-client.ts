import { HttpAgent } from '@ag-ui/client';
import { CopilotKitCore, type CopilotKitCoreConfig } from '@copilotkitnext/core';
import { quietFetch } from './ag-ui-client.ts';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

type Agents = NonNullable<CopilotKitCoreConfig['agents__unsafe_dev_only']>;

/** CopilotKit's core with our server for an agent, without a runtime between them. It cannot resume. */
export const copilotkitClient: ForeignClient = {
  name: '@copilotkitnext/core',
  resumes: false,
  async ask({ url }) {
    const agent = new HttpAgent({ url: `${url}/api/ag-ui`, fetch: quietFetch });
    // The same class in another version, which TypeScript takes for another one.
    const agents = { default: agent } as unknown as Agents;
    const core = new CopilotKitCore({ agents__unsafe_dev_only: agents });
    let failure: unknown;
    core.subscribe({ onError: ({ error }) => void (failure = error) });
    agent.addMessage({ id: 'u1', role: 'user', content: question });
    const own = agents['default'];
    if (own) await core.runAgent({ agent: own }).catch((error: unknown) => (failure = error));
    const answer = agent.messages.find(({ role }) => role === 'assistant');
    const text = typeof answer?.content === 'string' ? answer.content : '';
    return { text, end: failure === undefined ? 'complete' : 'error' };
  },
};
