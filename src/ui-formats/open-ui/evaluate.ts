import { fieldOf, isRecord, isSame, textOf } from '../data/json-pointer.ts';
import type { Expression } from './read-expression.ts';
import { dataComponents, signatures } from './signatures.ts';

/** A component that stands in another, by the name under which it is kept. */
export interface NodeMark {
  readonly $node: string;
}

/** What an action does, step by step. */
export interface ActionMark {
  readonly $steps: readonly { readonly name: string; readonly of: readonly Expression[] }[];
}

/** What names mean where an expression is read. */
export interface Meanings {
  /** The state and what fields say, by names. */
  readonly state: Readonly<Record<string, unknown>>;
  /** The expressions of the other statements. */
  readonly statements: ReadonlyMap<string, Expression>;
  /** Variables of the loops around, and the numbers of their turns. */
  readonly loop: Readonly<Record<string, unknown>>;
  readonly turn: string;
  /** Keeps a component that has no name of its own, and names it. */
  readonly keep: (call: Expression, loop: Meanings['loop'], turn: string) => string;
}

type Call = Extract<Expression, { kind: 'call' }>;

const mostDepth = 60;

/** Whether a value is a component that stands in another. */
export function isNode(value: unknown): value is NodeMark {
  return isRecord(value) && typeof value['$node'] === 'string';
}

/** The steps of an action; none where it is no action. */
export function stepsOf(action: unknown): ActionMark['$steps'] {
  const steps = fieldOf(action, '$steps');
  return Array.isArray(steps) ? (steps as ActionMark['$steps']) : [];
}

/** Whether an expression is a component that is shown. */
export function isShownCall(expression: Expression | undefined): expression is Call {
  return (
    expression?.kind === 'call' &&
    /^[A-Z]/.test(expression.name) &&
    !dataComponents.has(expression.name) &&
    expression.name !== 'Action'
  );
}

/** Works expressions of OpenUI Lang out. */
export class Evaluator {
  /** Whether a name stands for nothing yet. */
  isMissing = false;
  readonly #means: Meanings;

  constructor(means: Meanings) {
    this.#means = means;
  }

  /** What an expression says. */
  read(of: Expression, depth = 0): unknown {
    if (depth > mostDepth) return undefined;
    const read = (one: Expression) => this.read(one, depth + 1);
    switch (of.kind) {
      case 'literal':
        return of.value;
      case 'list':
        return of.of.map(read);
      case 'map':
        return Object.fromEntries(of.of.map(([name, value]) => [name, read(value)]));
      case 'name':
        return this.#name(of.name, depth);
      case 'call':
        return this.#call(of, depth);
      case 'member':
        return member(read(of.of), textOf(read(of.key)));
      case 'not':
        return !truth(read(of.of));
      case 'minus':
        return -Number(read(of.of));
      case 'choice':
        return truth(read(of.of[0])) ? read(of.of[1]) : read(of.of[2]);
      default:
        return operate(of.sign, read(of.of[0]), () => read(of.of[1]));
    }
  }

  #name(name: string, depth: number): unknown {
    const { state, statements, loop } = this.#means;
    if (Object.hasOwn(loop, name)) return loop[name];
    if (name.startsWith('$')) {
      if (Object.hasOwn(state, name)) return state[name];
    } else {
      const statement = statements.get(name);
      if (isShownCall(statement)) return { $node: name };
      if (statement) return this.read(statement, depth + 1);
    }
    this.isMissing = true;
    return { $node: name };
  }

  #call(call: Call, depth: number): unknown {
    const { name, of } = call;
    const { loop, turn, keep } = this.#means;
    if (name === 'Action' || name === '@Action') return this.#action(of[0]);
    if (isShownCall(call)) return { $node: keep(call, loop, turn) };
    if (name === '@Each') return this.#each(of, depth);
    const args = of.map((arg) => this.read(arg, depth + 1));
    if (dataComponents.has(name)) {
      const order = signatures[name] ?? [];
      return Object.fromEntries(
        order.map((key, index) => [key, args[index]]).filter(([, value]) => value !== undefined),
      );
    }
    if (name.startsWith('@') && Object.hasOwn(functions, name.slice(1)))
      return functions[name.slice(1)]?.(args);
    this.isMissing = true;
    return undefined;
  }

  #action(steps: Expression | undefined): ActionMark {
    const list = steps?.kind === 'list' ? steps.of : steps ? [steps] : [];
    return { $steps: list.filter((step): step is Call => step.kind === 'call') };
  }

  #each([list, name, template]: readonly Expression[], depth: number): unknown {
    const items = list && this.read(list, depth + 1);
    const variable =
      name?.kind === 'literal' ? textOf(name.value) : name?.kind === 'name' ? name.name : '';
    if (!Array.isArray(items) || !template || variable === '') return [];
    return items.slice(0, 1000).map((item: unknown, index) => {
      const { loop, turn } = this.#means;
      const inner = new Evaluator({
        ...this.#means,
        loop: { ...loop, [variable]: item },
        turn: `${turn}/${index}`,
      });
      const value = inner.read(template, depth + 1);
      this.isMissing ||= inner.isMissing;
      return value;
    });
  }
}

function truth(value: unknown): boolean {
  return Boolean(value) && !isNode(value);
}

/** A field; of a list the field of each of its items. */
function member(of: unknown, key: string): unknown {
  if (!Array.isArray(of) || /^(?:\d+|length)$/.test(key)) return fieldOf(of, key);
  return of.map((item) => fieldOf(item, key));
}

function operate(sign: string, left: unknown, right: () => unknown): unknown {
  if (sign === '&&') return truth(left) ? right() : left;
  if (sign === '||') return truth(left) ? left : right();
  const other = right();
  const [a, b] = [Number(left), Number(other)];
  switch (sign) {
    case '+':
      return typeof left === 'string' || typeof other === 'string'
        ? textOf(left) + textOf(other)
        : a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? 0 : a / b;
    case '%':
      return b === 0 ? 0 : a % b;
    case '==':
      return isSame(left, other) || textOf(left) === textOf(other);
    case '!=':
      return !isSame(left, other) && textOf(left) !== textOf(other);
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    default:
      return a >= b;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const functions: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  Count: ([list]) => listOf(list).length,
  First: ([list]) => listOf(list)[0],
  Last: ([list]) => listOf(list).at(-1),
  Sum: ([list]) => listOf(list).reduce<number>((sum, item) => sum + (Number(item) || 0), 0),
  Avg: ([list]) => {
    const items = listOf(list);
    return items.length === 0
      ? 0
      : items.reduce<number>((sum, item) => sum + (Number(item) || 0), 0) / items.length;
  },
  Min: ([list]) => Math.min(...listOf(list).slice(0, 10_000).map(Number)),
  Max: ([list]) => Math.max(...listOf(list).slice(0, 10_000).map(Number)),
  Round: ([value, digits]) =>
    Number(Number(value).toFixed(Math.min(20, Math.max(0, Number(digits) || 0)))),
  Abs: ([value]) => Math.abs(Number(value)),
  Floor: ([value]) => Math.floor(Number(value)),
  Ceil: ([value]) => Math.ceil(Number(value)),
  Sort: ([list, field, way]) => {
    const key = (item: unknown) => (textOf(field) === '' ? item : fieldOf(item, textOf(field)));
    const sorted = listOf(list).toSorted((one, other) => {
      const difference = Number(key(one)) - Number(key(other));
      return Number.isNaN(difference)
        ? textOf(key(one)).localeCompare(textOf(key(other)))
        : difference;
    });
    return way === 'desc' ? sorted.toReversed() : sorted;
  },
  Filter: ([list, field, sign, value]) =>
    listOf(list).filter((item) => {
      const own = textOf(field) === '' ? item : fieldOf(item, textOf(field));
      return sign === 'contains'
        ? textOf(own).includes(textOf(value))
        : operate(textOf(sign), own, () => value);
    }),
};
