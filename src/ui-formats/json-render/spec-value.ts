import { absolute, fieldOf, isRecord, isSame, textOf, valueAt } from '../data/json-pointer.ts';
import type { UiFunction } from '../data/functions.ts';
import type { UiScope } from '../surface/ui-element.ts';

const mostDepth = 40;

/** What the expressions of a spec refer to. */
export interface SpecValues {
  readonly state: unknown;
  readonly scope: UiScope | undefined;
  readonly functions?: Readonly<Record<string, UiFunction>> | undefined;
}

/** The pointer that a value is read from and written to; undefined where it is not bound. */
export function boundTo(value: unknown, scope: UiScope | undefined): string | undefined {
  const [state, item] = [fieldOf(value, '$bindState'), fieldOf(value, '$bindItem')];
  if (typeof state === 'string') return absolute(state, '');
  return typeof item === 'string' && scope
    ? absolute(item.replace(/^\//, ''), scope.base)
    : undefined;
}

/** Puts into values what they refer to: json-render's `$state`, `$item`, `$index`, `$cond`, `$template`, `$computed`. */
export class SpecReader {
  /** Whether something refers to state that is not there. */
  isMissing = false;
  readonly #given: SpecValues;

  constructor(given: SpecValues) {
    this.#given = given;
  }

  /** A value with all that it refers to. */
  read(raw: unknown, depth = 0): unknown {
    if (depth > mostDepth || typeof raw !== 'object' || raw === null) return raw;
    if (Array.isArray(raw)) return raw.map((item) => this.read(item, depth + 1));
    const pointer = boundTo(raw, this.#given.scope) ?? this.#pointer(raw);
    if (pointer !== undefined) return this.#at(pointer);
    if (Object.hasOwn(raw, '$index')) return this.#given.scope?.index;
    if (Object.hasOwn(raw, '$cond')) {
      const isSo = this.holds(fieldOf(raw, '$cond'), depth + 1);
      return this.read(fieldOf(raw, isSo ? '$then' : '$else'), depth + 1);
    }
    const template = fieldOf(raw, '$template');
    if (typeof template === 'string') {
      return template.replaceAll(/\$\{([^}]*)\}/g, (_, path: string) =>
        textOf(this.#at(absolute(path, ''))),
      );
    }
    const name = fieldOf(raw, '$computed');
    if (typeof name === 'string') return this.#compute(name, fieldOf(raw, 'args'), depth);
    return Object.fromEntries(
      Object.entries(raw).map(([key, value]) => [key, this.read(value, depth + 1)]),
    );
  }

  /** Whether a condition of json-render holds; none always does. */
  holds(condition: unknown, depth = 0): boolean {
    if (condition === undefined || typeof condition === 'boolean') return condition ?? true;
    if (depth > mostDepth) return false;
    const all = Array.isArray(condition) ? condition : fieldOf(condition, '$and');
    if (Array.isArray(all)) return all.every((one) => this.holds(one, depth + 1));
    const any = fieldOf(condition, '$or');
    if (Array.isArray(any)) return any.some((one) => this.holds(one, depth + 1));
    const not = fieldOf(condition, '$not');
    if (not !== undefined) return !this.holds(not, depth + 1);
    if (!isRecord(condition)) return false;
    const { eq, neq, gt, gte, lt, lte, not: isTurned, ...subject } = condition;
    const value = this.read(subject, depth + 1);
    return this.#compare(value, { eq, neq, gt, gte, lt, lte }, depth) !== (isTurned === true);
  }

  #compare(value: unknown, asked: Readonly<Record<string, unknown>>, depth: number): boolean {
    const [name] = Object.keys(asked).filter((key) => asked[key] !== undefined);
    if (name === undefined) return Boolean(value);
    const other = this.read(asked[name], depth + 1);
    switch (name) {
      case 'eq':
        return isSame(value, other);
      case 'neq':
        return !isSame(value, other);
      case 'gt':
        return Number(value) > Number(other);
      case 'gte':
        return Number(value) >= Number(other);
      case 'lt':
        return Number(value) < Number(other);
      default:
        return Number(value) <= Number(other);
    }
  }

  #pointer(raw: object): string | undefined {
    const [state, item] = [fieldOf(raw, '$state'), fieldOf(raw, '$item')];
    if (typeof state === 'string') return absolute(state, '');
    const { scope } = this.#given;
    return typeof item === 'string' && scope
      ? absolute(item.replace(/^\//, ''), scope.base)
      : undefined;
  }

  #at(pointer: string): unknown {
    const value = valueAt(this.#given.state, pointer);
    if (value === undefined) this.isMissing = true;
    return value;
  }

  #compute(name: string, raw: unknown, depth: number): unknown {
    const args = this.read(isRecord(raw) ? raw : {}, depth + 1);
    const { functions } = this.#given;
    const compute = functions && Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!compute) this.isMissing = true;
    return compute?.(isRecord(args) ? args : {}, undefined);
  }
}
