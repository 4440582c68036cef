import { fieldOf, isRecord, stepsOf, textOf, valueAt, withValueAt } from '../data/json-pointer.ts';
import { JsonReader, settled } from '../data/json-reader.ts';
import type { Shown, UiScope } from '../surface/ui-element.ts';
import { UiStore } from '../surface/ui-store.ts';
import type { Fed } from '../surface/use-fed.ts';
import { readSpecElement, type SpecElement } from './spec-element.ts';
import type { SpecHost } from './spec-host.ts';
import { boundTo, SpecReader } from './spec-value.ts';
import { written } from './written.ts';
import { actInState } from './state-actions.ts';

const mostElements = 20_000;

/**
 * An interface in json-render's flat spec, as far as it is there: from a spec that is being written, or from the patches (RFC 6902)
 * of a SpecStream. An element is there once it is closed.
 */
export class SpecStore extends UiStore implements Fed {
  #root: string | undefined;
  #host: () => SpecHost;
  readonly #elements = new Map<string, SpecElement>();
  readonly #locals = new Map<string, Record<string, unknown>>();
  readonly #reader = new JsonReader();
  readonly #progress = new WeakMap<object, number>();
  #isRead = 0;

  constructor(host: () => SpecHost) {
    super();
    this.#host = host;
  }

  override get root(): string | undefined {
    return this.#root;
  }

  /** Gives it another page to stand in. */
  moveTo(host: () => SpecHost): void {
    this.#host = host;
  }

  push(text: string): void {
    this.#reader.push(text);
    this.#read();
  }

  add(value: unknown): void {
    if (typeof value === 'string') {
      const reader = new JsonReader();
      reader.push(value);
      reader.end();
      this.hasFault ||= reader.faults > 0;
      for (const one of reader.values) this.#take(one, () => false);
    } else this.#take(value, () => false);
    this.changed();
  }

  finish(isOpen: boolean): void {
    if (!isOpen) {
      this.#reader.end();
      this.#read();
      this.hasFault ||= this.#reader.faults > 0;
    }
    this.isOpen = isOpen;
    this.changed();
  }

  #read(): void {
    const { values, isOpen } = this.#reader;
    for (let index = this.#isRead; index < values.length; index += 1)
      this.#take(values[index], isOpen);
    // The last one may be open; those before it are done.
    this.#isRead = Math.max(0, values.length - 1);
    this.changed();
  }

  #take(value: unknown, isOpen: (value: unknown) => boolean): void {
    if (!isRecord(value)) return;
    const isDone = this.#progress.get(value) === Infinity;
    if (isDone) return;
    const inner = value['patch'] ?? value['spec'];
    if (isRecord(inner)) this.#take(inner, isOpen);
    else if ('elements' in value || 'root' in value || 'state' in value)
      this.#takeSpec(value, isOpen);
    else if (!isOpen(value)) this.#takeWhole(value);
    if (!isOpen(value)) this.#progress.set(value, Infinity);
  }

  #takeWhole(value: Readonly<Record<string, unknown>>): void {
    if (typeof value['op'] === 'string') this.#patch(value['op'], value);
    else if (typeof value['type'] === 'string') this.#root = this.#nest(value, 'root', 0);
    else this.fault();
  }

  #takeSpec(
    { root, elements, state }: Readonly<Record<string, unknown>>,
    isOpen: (value: unknown) => boolean,
  ): void {
    if (isRecord(root)) {
      if (!isOpen(root)) this.#root = this.#nest(root, 'root', 0);
    } else if (typeof root === 'string') this.#root = root;
    if (isRecord(state)) this.data = settled(state, isOpen);
    if (isRecord(elements)) {
      const entries = Object.entries(elements);
      const from = this.#progress.get(elements) ?? 0;
      let at = from;
      while (at < entries.length && !isOpen(entries[at]?.[1])) {
        const [id, element] = entries[at] ?? [''];
        this.#put(id, element);
        at += 1;
      }
      this.#progress.set(elements, at);
    }
  }

  /** Takes an element that holds its children itself apart. */
  #nest(element: Readonly<Record<string, unknown>>, id: string, depth: number): string {
    const list =
      Array.isArray(element['children']) && depth < 100
        ? (element['children'] as readonly unknown[])
        : [];
    const children = list.map((child, index) =>
      isRecord(child) ? this.#nest(child, `${id}.${index}`, depth + 1) : textOf(child),
    );
    this.#put(id, { ...element, children });
    return id;
  }

  #put(id: string, element: unknown): void {
    if (!isRecord(element) || this.#elements.size >= mostElements) this.fault();
    else this.#elements.set(id, element);
  }

  #patch(op: string, { path, value, from }: Readonly<Record<string, unknown>>): void {
    if (typeof path !== 'string') return void this.fault();
    const moved = typeof from === 'string' ? this.#valueAt(from) : value;
    if (op === 'move' && typeof from === 'string') this.#write(from, undefined, false);
    if (op === 'remove') this.#write(path, undefined, false);
    else if (op !== 'test') this.#write(path, moved, op !== 'replace');
  }

  #valueAt(path: string): unknown {
    const [head = '', id = '', ...rest] = stepsOf(path);
    if (head === 'root') return this.#root;
    if (head === 'state') return valueAt(this.data, `/${stepsOf(path).slice(1).join('/')}`);
    return valueAt(this.#elements.get(id), rest.join('/'));
  }

  #write(path: string, value: unknown, isAdded: boolean): void {
    const [head, id] = stepsOf(path);
    const rest = path
      .split('/')
      .slice(head === 'state' ? 2 : 3)
      .join('/');
    if (head === undefined && isRecord(value)) this.#takeSpec(value, () => false);
    else if (head === 'root' && typeof value === 'string') this.#root = value;
    else if (head === 'state') this.data = written(this.data, rest, value, isAdded);
    else if (head === 'elements' && id === undefined)
      this.#takeSpec({ elements: value }, () => false);
    else if (head === 'elements' && rest === '' && value === undefined)
      this.#elements.delete(id ?? '');
    else if (head === 'elements')
      this.#put(id ?? '', written(this.#elements.get(id ?? ''), rest, value, isAdded));
    else this.fault();
  }

  protected override sourceOf(id: string): unknown {
    return this.#elements.get(id);
  }

  protected override resolve(id: string, scope: UiScope | undefined, place: string): Shown {
    const element = this.#elements.get(id);
    const { components, functions } = this.#host();
    const values = { state: this.data, scope, functions };
    const shown =
      element &&
      readSpecElement(element, values, {
        components,
        isOpen: this.isOpen,
        locals: this.#locals.get(place),
      });
    return shown ?? this.fault();
  }

  override set(
    id: string,
    scope: UiScope | undefined,
    place: string,
    name: string,
    value: unknown,
  ): void {
    const shown = this.shown(place, id, scope);
    const origin = typeof shown === 'object' ? (shown.origins?.[name] ?? name) : name;
    const pointer = boundTo(fieldOf(this.#elements.get(id)?.['props'], origin), scope);
    if (pointer === undefined) {
      this.#locals.set(place, { ...this.#locals.get(place), [name]: value });
      this.revise();
    } else {
      const isScalar = Array.isArray(value) && typeof valueAt(this.data, pointer) === 'string';
      this.data = withValueAt(
        this.data,
        pointer,
        isScalar ? (value as readonly unknown[])[0] : value,
      );
      this.changed();
    }
    this.act(id, scope, 'change', '');
  }

  override act(id: string, scope: UiScope | undefined, name: string, title: string): void {
    const events = this.#elements.get(id)?.['on'];
    const asked =
      fieldOf(events, name) ?? (name === 'press' ? fieldOf(events, 'click') : undefined);
    for (const binding of Array.isArray(asked) ? (asked as readonly unknown[]) : [asked]) {
      const action = fieldOf(binding, 'action');
      if (typeof action !== 'string') continue;
      const read = new SpecReader({ state: this.data, scope }).read(
        fieldOf(binding, 'params') ?? {},
      );
      const params = isRecord(read) ? read : {};
      const state = actInState(action, params, this.data);
      if (state === undefined) this.#host().onAction(action, params, this, title || action);
      else this.data = state.data;
    }
    this.changed();
  }
}
