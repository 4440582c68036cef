import { readFileSync } from 'node:fs';
import { Chat } from '@ai-sdk/react';
import { expect, it } from 'vitest';
import { aiSdkChat } from '../clients/ai-sdk-client.ts';

it('runs with version 7 of the AI SDK, in the tests that it shares with version 6 too', () => {
  const manifest = readFileSync(new URL('node_modules/ai/package.json', import.meta.url), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ version: expect.stringMatching(/^7\./) });
  expect(aiSdkChat('http://127.0.0.1', 'chat-1')).toBeInstanceOf(Chat);
});
