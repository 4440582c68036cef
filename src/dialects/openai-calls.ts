import type { ProviderMetadata } from '../protocol/chat-event.ts';
import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import { extraOf } from './extra-content.ts';
import { mergeProviders } from './merge-providers.ts';
import type { ToolWriter } from './tool-writer.ts';

interface Call {
  readonly key: string;
  id: string;
  name: string;
  text: string;
  isText: boolean;
  isOpen: boolean;
  providerMetadata: ProviderMetadata | undefined;
}

/**
 * Puts OpenAI's calls together from their pieces. Hosts leave out the index or the id, give all calls the same one, send the
 * name late, in pieces or with every piece; whether a piece is of another call is decided by its id, its name, its index, and by
 * whether the arguments so far are whole. A call begins when it has arguments, so that its name is known.
 */
export class OpenaiCalls {
  readonly #tools: ToolWriter;
  readonly #calls: Call[] = [];
  readonly #byIndex = new Map<number, Call>();

  constructor(tools: ToolWriter) {
    this.#tools = tools;
  }

  /** Takes a piece of a call. */
  read(piece: unknown): void {
    const index = indexOf(piece);
    const { name, input } = partsOf(piece);
    if (this.#isRepeated(textAt(piece, 'id'), name, input)) return;
    const call = this.#find(piece, index, name, input) ?? this.#begin();
    if (index >= 0) this.#byIndex.set(index, call);
    if (!call.isOpen) this.#name(call, piece, name);
    this.#sign(call, extraOf(piece));
    if (isRecord(input)) this.#end(call, input);
    else if (typeof input === 'string' && input) this.#append(call, input);
  }

  /** Takes a whole call, which may have come in pieces before. */
  readWhole(piece: unknown): void {
    const id = textAt(piece, 'id');
    const { name, input } = partsOf(piece);
    const text = isRecord(input) ? JSON.stringify(input) : input;
    const isKnown = this.#calls.some(
      (call) => (id && call.id === id) || (call.name === name && isSame(call.text, text)),
    );
    if (!isKnown) this.read(piece);
  }

  /** Begins what waits for its arguments, because something else follows it. */
  settle(): void {
    for (const call of this.#calls) if (!call.isOpen && (call.name || call.text)) this.#open(call);
  }

  /** Begins another message, whose calls are counted from the first again. */
  startStep(): void {
    this.settle();
    this.#calls.length = 0;
    this.#byIndex.clear();
  }

  #find(piece: unknown, index: number, name: string, input: unknown): Call | undefined {
    const id = textAt(piece, 'id');
    const newest = this.#calls.at(-1);
    const here = index < 0 ? newest : this.#byIndex.get(index);
    const same = id ? this.#calls.findLast((call) => call.id === id) : undefined;
    if (same) return isAnother(same, name, input) ? undefined : same;
    if (!here) return name || id ? undefined : newest;
    if (!id) return isAnother(here, name, input, index < 0) ? undefined : here;
    // Some hosts give each piece a new id.
    return !here.id || !name || goesOn(here, name, input) ? here : undefined;
  }

  // Some hosts send a call whole once more when its pieces have come.
  #isRepeated(id: string, name: string, input: unknown): boolean {
    if (!name || typeof input !== 'string' || input.trim() === '') return false;
    const isIts = (call: Call) => call.name === name && call.text === input && isWhole(call);
    return this.#calls.some((call) => isIts(call) && (!id || call.id === id));
  }

  #begin(): Call {
    this.settle();
    const key = String(this.#tools.size + this.#calls.filter(({ isOpen }) => !isOpen).length);
    const call = {
      key,
      id: '',
      name: '',
      text: '',
      isText: false,
      isOpen: false,
      providerMetadata: undefined,
    };
    this.#calls.push(call);
    return call;
  }

  #name(call: Call, piece: unknown, name: string): void {
    call.id ||= textAt(piece, 'id');
    call.isText ||= textAt(piece, 'type') === 'custom' || at(piece, 'custom') !== undefined;
    // A name may come in pieces, grow, or come with every piece.
    if (name.startsWith(call.name)) call.name = name || call.name;
    else if (name) call.name += name;
  }

  #sign(call: Call, extra: ProviderMetadata | undefined): void {
    if (!extra) return;
    call.providerMetadata = mergeProviders(call.providerMetadata, extra);
    this.#tools.sign(call.key, extra);
  }

  #append(call: Call, input: string): void {
    // Some hosts begin with an empty object, and send the arguments after it.
    if (call.text === '{}' && !call.isOpen) call.text = '';
    call.text += input;
    if (call.text === '{}' && !call.isOpen) return;
    if (call.isOpen) this.#tools.append(call.key, input);
    else if (call.name) this.#open(call);
  }

  #end(call: Call, input: object): void {
    call.text = JSON.stringify(input);
    if (!call.isOpen) this.#open({ ...call, text: '' });
    call.isOpen = true;
    this.#tools.close(call.key, input);
  }

  #open(call: Call): void {
    call.isOpen = true;
    this.#tools.open(call.key, call);
    this.#tools.append(call.key, call.text);
  }
}

function indexOf(piece: unknown): number {
  const index = Number(at(piece, 'index') ?? -1);
  return Number.isInteger(index) ? index : -1;
}

function partsOf(piece: unknown): { name: string; input: unknown } {
  const made = at(piece, 'function') ?? at(piece, 'custom');
  // Without the object around them, or under the name that Llama's models know.
  const name = textAt(made, 'name') || textAt(piece, 'name');
  const own = at(made, 'arguments') ?? at(made, 'input') ?? at(made, 'parameters');
  const input = own ?? at(piece, 'arguments') ?? at(piece, 'input');
  return { name, input };
}

// Whether a piece without an id of its own is of another call than the one in its place.
function isAnother(call: Call, name: string, input: unknown, isUnplaced = false): boolean {
  if (!name || !call.name) return false;
  if (!call.text) return isUnplaced && call.isOpen;
  const hasInput = isRecord(input) || (typeof input === 'string' && input.trim() !== '');
  if (isWhole(call)) return hasInput || name !== call.name || isUnplaced;
  return name !== call.name && !call.name.endsWith(name);
}

// The same arguments, however they are written.
function isSame(text: string, other: unknown): boolean {
  const value = tryJson(text);
  const isIts = isRecord(value) && typeof other === 'string';
  return text === other || (isIts && JSON.stringify(value) === JSON.stringify(tryJson(other)));
}

function goesOn(call: Call, name: string, input: unknown): boolean {
  return call.name === name && call.text !== '' && typeof input === 'string' && !isWhole(call);
}

function isWhole(call: Call): boolean {
  return isRecord(tryJson(call.text));
}
