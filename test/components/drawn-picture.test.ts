import { describe, expect, it } from 'vitest';
import { placePictures } from '../../src/components/files/drawn-picture.ts';
import type { MessagePart, ToolPart } from '../../src/protocol/chat-message.ts';

const call = (more: Partial<ToolPart> = {}): ToolPart => ({
  type: 'dynamic-tool',
  toolName: 'image_generation',
  toolCallId: 'g',
  state: 'output-available',
  input: { prompt: 'a river' },
  ...more,
});
const coarse = 'data:image/png;base64,iVBORcoarse';
const sharp = 'data:image/png;base64,iVBORsharp';
const file = (url = sharp): MessagePart => ({ type: 'file', mediaType: 'image/png', url });
const words: MessagePart = { type: 'text', text: 'There.' };
const place = (...parts: MessagePart[]) => placePictures(parts, () => false);
const shown = (...parts: MessagePart[]) =>
  place(...parts).map((part) => ('url' in part ? part.url : part.type));

describe('the picture of a call', () => {
  it('stands behind it while it is drawn', () => {
    const draft = call({ preliminary: true, output: { mediaType: 'image/png', url: coarse } });
    expect(place(draft)).toMatchObject([
      { type: 'dynamic-tool' },
      { type: 'file', url: coarse, isDraft: true, alt: 'a river' },
    ]);
    expect(place(draft)[0]).not.toHaveProperty('output');
  });

  it.each([
    ['its output and a file', call({ output: { mediaType: 'image/png', url: sharp } }), [file()]],
    ['its output alone', call({ output: { mediaType: 'image/png', url: sharp } }), []],
    ['a file alone', call({ output: { size: '1024x1024' } }), [file()]],
    ['base 64', call({ output: { result: 'iVBORsharp' } }), []],
    [
      'the content of an MCP tool',
      call({ toolName: 'draw', output: { content: [{ type: 'image', data: 'iVBORsharp' }] } }),
      [],
    ],
  ])('is shown once, and in the same place, when it comes as %s', (_how, done, rest) => {
    expect(shown(done, ...rest, words)).toEqual(['dynamic-tool', sharp, 'text']);
    expect(shown(done, words, ...rest)).toEqual(['dynamic-tool', sharp, 'text']);
  });

  it('is its own where there are several', () => {
    const done = { output: { size: '1' } };
    expect(
      shown(
        call(done),
        call({ ...done, toolCallId: 'h' }),
        file('https://a/1'),
        file('https://a/2'),
      ),
    ).toEqual(['dynamic-tool', 'https://a/1', 'dynamic-tool', 'https://a/2']);
  });

  it('is left to the host where it shows the call itself', () => {
    const parts = [call({ output: { mediaType: 'image/png', url: sharp } })];
    expect(placePictures(parts, () => true)).toEqual(parts);
  });

  it('is none where a tool gives something else', () => {
    const parts = [call({ toolName: 'weather', output: { degrees: 4 } }), file()];
    expect(place(...parts)).toEqual(parts);
  });
});
