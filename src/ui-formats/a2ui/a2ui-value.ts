import { absolute, fieldOf, isRecord, textOf, valueAt } from '../data/json-pointer.ts';
import type { UiScope } from '../surface/ui-element.ts';
import { readTemplate } from './expression.ts';
import { functions, type UiFunction } from '../data/functions.ts';

/** Values within values, calls within calls. */
const mostDepth = 40;

/** What values refer to. */
export interface A2uiValues {
  readonly data: unknown;
  readonly scope: UiScope | undefined;
  /** The language of names and numbers. @default the page's */
  readonly language?: string | undefined;
  /** Functions beside those of the basic catalogue. */
  readonly functions?: Readonly<Record<string, UiFunction>> | undefined;
}

/** A value with all that it refers to put in. */
export interface ReadValue {
  readonly value: unknown;
  /** Whether it refers to data that are not there. */
  readonly isMissing: boolean;
}

/** The pointer of a binding, as it stands in version 1.0 (`@path`) or before it; undefined where a value is none. */
export function pathOf(value: unknown): string | undefined {
  const path = fieldOf(value, '@path') ?? fieldOf(value, 'path');
  const isBinding = isRecord(value) && !('componentId' in value) && callOf(value) === undefined;
  return isBinding && typeof path === 'string' ? path : undefined;
}

/** The name of a function that a value calls; undefined where it calls none. */
export function callOf(value: unknown): string | undefined {
  const name = fieldOf(value, '@call') ?? fieldOf(value, 'call');
  return typeof name === 'string' ? name : undefined;
}

/** Puts into a value what it refers to. */
export function readValue(raw: unknown, given: A2uiValues): ReadValue {
  const reader = new ValueReader(given);
  const value = reader.read(raw, 0);
  return { value, isMissing: reader.isMissing };
}

class ValueReader {
  isMissing = false;
  readonly given: A2uiValues;

  constructor(given: A2uiValues) {
    this.given = given;
  }

  read(raw: unknown, depth: number): unknown {
    if (depth > mostDepth || typeof raw !== 'object' || raw === null) return raw;
    if (Array.isArray(raw)) return raw.map((item) => this.read(item, depth + 1));
    const path = pathOf(raw);
    if (path !== undefined) return this.#at(path);
    const call = callOf(raw);
    if (call !== undefined) return this.#call(call, fieldOf(raw, 'args'), depth);
    return Object.fromEntries(
      Object.entries(raw).map(([name, value]) => [name, this.read(value, depth + 1)]),
    );
  }

  #at(path: string): unknown {
    const value = valueAt(this.given.data, absolute(path, this.given.scope?.base ?? ''));
    if (value === undefined) this.isMissing = true;
    return value;
  }

  #call(name: string, raw: unknown, depth: number): unknown {
    const { scope, language, functions: more = {} } = this.given;
    const read = this.read(isRecord(raw) ? raw : {}, depth + 1);
    const args = isRecord(read) ? read : {};
    if (name === '@index') return (scope?.index ?? 0) + (Number(args['offset'] ?? 0) || 0);
    if (name === 'formatString') return this.#format(textOf(args['value']), depth);
    const perform = Object.hasOwn(more, name) ? more[name] : own(name);
    if (perform) return perform(args, language);
    this.isMissing = true;
    return undefined;
  }

  #format(template: string, depth: number): string {
    return readTemplate(template)
      .map((piece) =>
        typeof piece === 'string' ? piece : textOf(this.read(piece.value, depth + 1)),
      )
      .join('');
  }
}

function own(name: string): UiFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}
