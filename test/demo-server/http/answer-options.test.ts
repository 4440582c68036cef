// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { parseChatRequest } from '../../../demo-server/http/chat-request.ts';
import { chatBody } from '../http-server.ts';

const read = (options: Record<string, unknown>) =>
  parseChatRequest({ ...chatBody('Hi'), options }).options;

describe('the options of a question', () => {
  it('are handed on as they are, and nothing beside them', () => {
    const honoured = { maxTokens: 5, topK: 3, stop: ['x'], repeatPenalty: 1.1 };
    const others = { note: 'mine', owner: 'somebody', turns: [], conversation: 'x', signal: 1 };
    expect(read({ ...honoured, ...others })).toEqual(honoured);
  });

  it.each([
    ['max_tokens', /^options\.max_tokens: This server calls it maxTokens\./],
    ['top_p', /This server calls it topP\./],
    ['TopK', /This server calls it topK\./],
    ['logprobs', /^options\.logprobs: This server knows no such option\. Leave it out\./],
    ['response_format', /knows no such option/],
    ['toolChoice', /knows no such option/],
    ['logitBias', /knows no such option/],
    ['grammar', /knows no such option/],
  ])('are refused by name where they would change the answer and do not: %s', (name, message) => {
    expect(() => read({ [name]: 1 })).toThrow(message);
    expect(() => read({ [name]: null })).not.toThrow();
  });

  it('are refused by name where their value is none of theirs', () => {
    expect(() => read({ maxTokens: 'many' })).toThrow(/^options\.maxTokens: /);
  });
});
