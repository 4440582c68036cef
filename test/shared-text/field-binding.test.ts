import { array, assert, integer, oneof, property, record, string, tuple } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';
import { FieldBinding } from '../../src/shared-text/field-binding.ts';
import { applyUpdate, encodeStateAsUpdate } from '../../src/shared-text/yjs.ts';

const bindings: FieldBinding[] = [];
afterEach(() => {
  for (const binding of bindings.splice(0)) binding.end();
  document.body.replaceChildren();
});

/** A field that is bound to a text, and another replica of that. */
function bound() {
  const [text, other] = [
    createSharedText({ document: 'one' }),
    createSharedText({ document: 'one' }),
  ];
  const field = document.body.appendChild(document.createElement('textarea'));
  bindings.push(new FieldBinding(field, text));
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
    const step = oneof(tuple(edit), tuple(edit, edit));
    assert(
      property(array(step, { maxLength: 30 }), (steps) => {
        const { text, other, field, send } = bound();
        for (const [mine, theirs] of steps) {
          const { length } = field.value;
          const from = Math.min(mine.at, length);
          type(field, mine.insert, from, Math.min(length, from + mine.delete));
          if (theirs) other.edit(theirs);
          send(other, text);
          send(text, other);
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
    expect(field.value).toBe('well, hello world!');
    expect(field.selectionStart).toBe(11);
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
    const press = (init: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { cancelable: true, ...init });
      field.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(press({ key: 'z', ctrlKey: true })).toBe(true);
    expect(field.value).toBe(' theirs');
    expect(press({ key: 'z', metaKey: true, shiftKey: true })).toBe(true);
    expect(field.value).toBe('mine theirs');
    expect(press({ key: 'z' })).toBe(false);
  });
});
