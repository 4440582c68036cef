import { fieldOf, isRecord, textOf, withValueAt } from '../data/json-pointer.ts';
import type { Shown, ShownElement, UiScope } from '../surface/ui-element.ts';
import { checked, registeredAs } from '../surface/ui-registry.ts';
import { UiStore } from '../surface/ui-store.ts';
import type { Fed } from '../surface/use-fed.ts';
import { Evaluator, stepsOf, isNode, isShownCall, type Meanings } from './evaluate.ts';
import { builtIn, childrenOf } from './open-ui-element.ts';
import { type Expression, readExpression } from './read-expression.ts';
import type { Kept, OpenUiHost } from './open-ui-host.ts';
import { signatures } from './signatures.ts';
import { type Assignment, StatementReader } from './statement-reader.ts';

type Props = Readonly<Record<string, unknown>>;

const mostStatements = 10_000;

/** An interface in OpenUI Lang, as far as it is there: a component is there once its assignment is closed. */
export class OpenUiStore extends UiStore implements Fed {
  override data: Readonly<Record<string, unknown>> = {};
  #host: () => OpenUiHost;
  readonly #reader = new StatementReader();
  readonly #statements = new Map<string, Expression>();
  readonly #kept = new Map<string, Kept>();
  readonly #names = new WeakMap<Expression, string>();
  #count = 0;
  /** Whether something waits for a name that is still to come. */
  #isWaiting = false;

  constructor(host: () => OpenUiHost) {
    super();
    this.#host = host;
  }

  override get root(): string | undefined {
    return this.#statements.has('root') || this.isOpen ? 'root' : undefined;
  }

  /** Gives it another page to stand in. */
  moveTo(host: () => OpenUiHost): void {
    this.#host = host;
  }

  push(text: string): void {
    for (const assignment of this.#reader.push(text)) this.#assign(assignment);
    this.changed();
  }

  add(value: unknown): void {
    this.push(`${textOf(value)}\n`);
  }

  finish(isOpen: boolean): void {
    if (!isOpen) for (const assignment of this.#reader.end()) this.#assign(assignment);
    this.hasFault ||= !isOpen && this.#reader.faults > 0;
    this.isOpen = isOpen;
    this.changed();
  }

  #assign({ name, text }: Assignment): void {
    const expression = readExpression(text);
    if (!expression || this.#statements.size >= mostStatements) return void this.fault();
    if (name.startsWith('$')) {
      if (!Object.hasOwn(this.data, name))
        this.data = { ...this.data, [name]: this.#evaluator().read(expression) };
    } else if (name !== '__proto__') this.#statements.set(name, expression);
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.revise();
  }

  #evaluator(loop: Meanings['loop'] = {}, turn = ''): Evaluator {
    const keep: Meanings['keep'] = (call, inLoop, inTurn) => this.#keep(call, inLoop, inTurn);
    return new Evaluator({ state: this.data, statements: this.#statements, loop, turn, keep });
  }

  #keep(call: Expression, loop: Meanings['loop'], turn: string): string {
    let name = this.#names.get(call);
    if (name === undefined) this.#names.set(call, (name = `~${(this.#count += 1)}`));
    const id = turn === '' ? name : `${name}${turn}`;
    if (call.kind === 'call') this.#kept.set(id, { name: call.name, call, loop, turn });
    return id;
  }

  protected override sourceOf(id: string): unknown {
    return this.#kept.get(id) ?? this.#statements.get(id);
  }

  protected override resolve(id: string): Shown {
    const kept = this.#keptAs(id);
    if (!kept) {
      const text = this.#evaluator().read({ kind: 'name', name: id });
      return { type: 'Text', props: { text: textOf(text) }, children: [], slots: {} };
    }
    const { props, isMissing } = this.#propsOf(kept);
    if (isMissing && this.isOpen) {
      this.#isWaiting = true;
      return 'waiting';
    }
    return this.#show(id, kept.name, props) ?? this.fault();
  }

  #keptAs(id: string): Kept | undefined {
    const statement = this.#statements.get(id);
    return (
      this.#kept.get(id) ??
      (isShownCall(statement) ? { name: statement.name, call: statement } : undefined)
    );
  }

  /** The arguments of a component by their names. What stands in it may still be to come. */
  #propsOf({ name, call, loop, turn, props }: Kept): {
    readonly props: Props;
    readonly isMissing: boolean;
  } {
    if (props) return { props, isMissing: false };
    const order = registeredAs(this.#host().components, name)?.order ??
      signatures[name] ?? ['children'];
    let isMissing = false;
    const entries = (call?.of ?? []).flatMap((arg, index) => {
      const key = order[index];
      if (key === undefined) return [];
      const reader = this.#evaluator(loop, turn);
      const value = reader.read(arg);
      const isPlace = /^(?:children|buttons|input|content)$/.test(key);
      if (reader.isMissing && !isPlace) isMissing = true;
      return value === undefined || value === null ? [] : [[key, value] as const];
    });
    return { props: Object.fromEntries(entries), isMissing };
  }

  #show(id: string, name: string, props: Props): ShownElement | undefined {
    const make = (part: string, made: string, given: Props): string => {
      this.#kept.set(`${id}~${part}`, { name: made, props: given });
      return `${id}~${part}`;
    };
    const own = registeredAs(this.#host().components, name);
    if (own) {
      const { children, ...rest } = props;
      const fitting = checked(
        own.props,
        Object.fromEntries(Object.entries(rest).filter(([, value]) => !isNode(value))),
      );
      const nodes = Object.entries(rest).flatMap(([key, value]) =>
        isNode(value) ? [[key, { id: value.$node }] as const] : [],
      );
      return (
        fitting && {
          type: name,
          props: fitting,
          children: childrenOf(children, make),
          slots: Object.fromEntries(nodes),
        }
      );
    }
    if (name === 'FormControl') return this.#control(props);
    const steps = stepsOf(props['action']);
    const [first] = steps;
    const value = this.#valueOf(props);
    const shown = builtIn(name, value === undefined ? props : { ...props, value }, make);
    if (shown?.type !== 'Button' || first?.name !== '@OpenUrl' || steps.length > 1) return shown;
    const [address] = first.of;
    const url = address && this.#evaluator().read(address);
    return { ...shown, type: 'Link', props: { ...shown.props, url } };
  }

  /** A field with its label. */
  #control({ label, input, hint }: Props): ShownElement | undefined {
    const kept = isNode(input) ? this.#keptAs(input.$node) : undefined;
    if (!kept || !isNode(input)) return undefined;
    const shown = this.#show(input.$node, kept.name, this.#propsOf(kept).props);
    const named = {
      label: textOf(label),
      ...(hint !== undefined && { description: textOf(hint) }),
    };
    return shown && { ...shown, props: { ...shown.props, ...named } };
  }

  #valueOf(props: Props): unknown {
    const fields = this.data['fields'];
    return fieldOf(fields, textOf(props['name'])) ?? props['value'];
  }

  override set(
    id: string,
    _scope: UiScope | undefined,
    _place: string,
    _name: string,
    value: unknown,
  ): void {
    const outer = this.#keptAs(id);
    const input = outer?.name === 'FormControl' ? this.#propsOf(outer).props['input'] : undefined;
    const kept = isNode(input) ? this.#keptAs(input.$node) : outer;
    if (!kept) return;
    const order = signatures[kept.name] ?? [];
    const bound = kept.call?.of[order.indexOf('value')];
    const path = bound?.kind === 'name' && bound.name.startsWith('$') ? bound.name : undefined;
    const name = textOf(this.#propsOf(kept).props['name']) || id;
    const key = path ?? `fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const data = withValueAt(this.data, `/${key}`, value);
    if (isRecord(data)) this.data = data;
    this.changed();
  }

  override act(id: string, _scope: UiScope | undefined, _name: string, title: string): void {
    const kept = this.#keptAs(id);
    if (!kept) return;
    const steps = stepsOf(this.#propsOf(kept).props['action']);
    // A button without an action says what is on it.
    if (steps.length === 0) this.#host().onAction('@ToAssistant', [title], this, title);
    for (const { name, of } of steps) {
      const args = of.map((arg) => this.#evaluator(kept.loop, kept.turn).read(arg));
      const [target] = of;
      if (name === '@Set' && target?.kind === 'name')
        this.data = { ...this.data, [target.name]: args[1] };
      else if (name === '@Reset') this.data = { ...this.data, fields: {} };
      else this.#host().onAction(name, args, this, title);
    }
    this.changed();
  }
}
