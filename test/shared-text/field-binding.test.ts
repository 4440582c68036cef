import {
  array,
  assert,
  boolean,
  integer,
  option,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';
import { FieldBinding } from '../../src/shared-text/field-binding.ts';
import { applyUpdate, encodeStateAsUpdate } from '../../src/shared-text/yjs.ts';

const bindings: FieldBinding[] = [];
/** Frames that come when they are told to. */
let waiting: (() => void)[] = [];
const frames = {
  request(callback: () => void) {
    waiting.push(callback);
    return () => undefined;
  },
  afterPaint: () => () => undefined,
};
const nextFrame = () => {
  for (const callback of waiting.splice(0)) callback();
};

afterEach(() => {
  for (const binding of bindings.splice(0)) binding.end();
  document.body.replaceChildren();
  waiting = [];
});

/** A field that is bound to a text, and another replica of that. */
function bound() {
  const [text, other] = [
    createSharedText({ document: 'one' }),
    createSharedText({ document: 'one' }),
  ];
  const field = document.body.appendChild(document.createElement('textarea'));
  bindings.push(new FieldBinding(field, text, { frames }));
  const send = (from: typeof text, to: typeof text) =>
    applyUpdate(to.doc, encodeStateAsUpdate(from.doc), 'test');
  return { text, other, field, send };
}

/** Types as a person does: in the place of what is selected. */
function type(field: HTMLTextAreaElement, words: string, from: number, to: number): void {
  field.setRangeText(words, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

describe('a field that several write in', () => {
  it('has the text of all, whatever is typed in it and elsewhere, in whatever order', () => {
    const edit = record({
      at: integer({ min: 0, max: 30 }),
      delete: integer({ min: 0, max: 5 }),
      insert: string({ maxLength: 4 }),
    });
    const step = tuple(edit, option(edit), boolean());
    assert(
      property(array(step, { maxLength: 30 }), (steps) => {
        const { text, other, field, send } = bound();
        for (const [mine, theirs, isFrame] of steps) {
          const { length } = field.value;
          const from = Math.min(mine.at, length);
          type(field, mine.insert, from, Math.min(length, from + mine.delete));
          if (theirs) other.edit(theirs);
          send(other, text);
          send(text, other);
          if (!isFrame) continue;
          nextFrame();
          expect(field.value).toBe(text.getState().text);
          expect(other.getState().text).toBe(text.getState().text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the caret at its letter while others write before and behind it', () => {
    const { text, other, field, send } = bound();
    type(field, 'hello world', 0, 0);
    send(text, other);
    field.focus();
    field.setSelectionRange(5, 5);
    other.edit({ at: 0, insert: 'well, ' });
    other.edit({ at: 17, insert: '!' });
    send(other, text);
    nextFrame();
    expect(field.value).toBe('well, hello world!');
    expect(field.selectionStart).toBe(11);
  });

  it('takes what is typed before the next frame for where it was typed', () => {
    const { text, other, field, send } = bound();
    type(field, 'ab', 0, 0);
    send(text, other);
    other.edit({ at: 0, insert: '12' });
    other.edit({ at: 4, insert: '34' });
    send(other, text);
    expect(field.value).toBe('ab');
    type(field, 'X', 1, 1);
    expect(field.value).toBe('12aXb34');
    expect(field.selectionStart).toBe(4);
    nextFrame();
    expect(field.value).toBe('12aXb34');
  });

  it('is left alone while an input method composes, and has all of it afterwards', () => {
    const { text, other, field, send } = bound();
    type(field, 'ab', 0, 0);
    send(text, other);
    field.dispatchEvent(new CompositionEvent('compositionstart'));
    type(field, 'n', 1, 1);
    other.edit({ at: 0, insert: 'X' });
    send(text, other);
    send(other, text);
    expect(field.value).toBe('anb');
    type(field, '日', 1, 2);
    field.dispatchEvent(new CompositionEvent('compositionend'));
    expect(field.value).toBe('Xa日b');
    expect(text.getState().text).toBe('Xa日b');
    expect(field.selectionStart).toBe(3);
  });

  it('undoes what was done here alone, by the keys that one knows', () => {
    const { text, other, field, send } = bound();
    type(field, 'mine', 0, 0);
    send(text, other);
    other.edit({ at: 4, insert: ' theirs' });
    send(other, text);
    nextFrame();
    const press = (init: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { cancelable: true, ...init });
      field.dispatchEvent(event);
      nextFrame();
      return event.defaultPrevented;
    };
    expect(press({ key: 'z', ctrlKey: true })).toBe(true);
    expect(field.value).toBe(' theirs');
    expect(press({ key: 'z', metaKey: true, shiftKey: true })).toBe(true);
    expect(field.value).toBe('mine theirs');
    expect(press({ key: 'z' })).toBe(false);
  });
});
