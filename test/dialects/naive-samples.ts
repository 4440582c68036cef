import { encodeSse } from '../../src/protocol/sse.ts';
import type { GatewaySample } from './gateway-samples.ts';
import { lines } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

const named = (...events: readonly (readonly [string, string])[]): GatewaySample => ({
  wire: events.map(([event, data]) => encodeSse({ event, data })).join(''),
});
const spring = (text: string, finishReason: string): object => ({
  result: { output: { messageType: 'ASSISTANT', toolCalls: [], text }, metadata: { finishReason } },
  metadata: { usage: { promptTokens: 1, completionTokens: 2 } },
});

/** What servers write whose authors named fields and events as they liked. */
export const naive: Readonly<Record<string, GatewaySample>> = {
  'the whole text in a message of its own': {
    wire: frames(
      { type: 'token', content: 'Hel' },
      { type: 'token', content: 'lo' },
      { type: 'message', content: 'Hello' },
      { type: 'done' },
    ),
  },
  'the whole text in another field': {
    wire: frames({ delta: 'Hel' }, { delta: 'lo' }, { answer: 'Hello', sources: [] }, '[DONE]'),
  },
  'pieces that repeat what was said': {
    wire: frames(
      { token: 'Ha' },
      { token: 'Ha' },
      { token: 'HaHa' },
      { token: 'HaHaHaHa' },
      '[DONE]',
    ),
    text: 'HaHaHaHaHaHaHaHa',
  },
  'events of a first guide to FastAPI': named(
    ['new_message', 'Hel'],
    ['new_message', 'lo'],
    ['end_event', 'done'],
  ),
  'what a user says is no answer': {
    ...named(['user_message', '"Hi"'], ['message', 'Hello'], ['end', '']),
    data: 1,
  },
  'Spring AI’s responses': { wire: frames(spring('Hel', ''), spring('lo', 'STOP')) },
  'Spring AI’s response in one piece': {
    wire: JSON.stringify(spring('Hello', 'STOP')),
    options: { contentType: 'application/json' },
  },
  'a field that says of what it is a piece': {
    wire: frames({ answer_chunk: 'Hel' }, { answer_chunk: 'lo' }, { done: true }),
  },
  'a token that is no piece': {
    wire: frames({ session_token: 'abc' }, { text: 'Hello' }, { done: true }),
    data: 1,
  },
  'the flag `last`': { wire: lines({ chunk: 'Hel', last: false }, { chunk: 'lo', last: true }) },
  'the flag `stop`': { wire: lines({ token: 'Hel', stop: false }, { token: 'lo', stop: true }) },
  'reasoning in a field': {
    wire: frames({ reasoning: 'Hm' }, { content: 'Hello' }, { done: true }),
    reasoning: 'Hm',
  },
  'text as the data of an envelope': {
    wire: frames({ code: 200, data: 'Hel' }, { code: 200, data: 'lo' }, '[DONE]'),
  },
  'an error in an envelope after one piece': {
    wire: frames({ code: 200, data: 'Hel' }, { code: 500, msg: 'The quota is used up' }),
    text: 'Hel',
    end: 'error',
    error: 'used up',
  },
  'a list of replies': {
    wire: JSON.stringify({ replies: ['Hello'] }),
    options: { contentType: 'application/json' },
  },
};
