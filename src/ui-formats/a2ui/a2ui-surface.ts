import { absolute, fieldOf, isRecord, textOf, valueAt, withValueAt } from '../data/json-pointer.ts';
import type { Shown, UiScope } from '../surface/ui-element.ts';
import { UiStore } from '../surface/ui-store.ts';
import { type A2uiComponent, readElement } from './a2ui-element.ts';
import { type A2uiValues, callOf, pathOf, readValue } from './a2ui-value.ts';
import { functions, type UiFunction } from '../data/functions.ts';

/** Components of one surface. */
const mostComponents = 20_000;

/** What its reader has done in a surface, as A2UI tells it to the agent. */
export interface A2uiAction {
  /** The version of A2UI that the surface is written in. */
  readonly version: string;
  /** The action, with all that it refers to put in. */
  readonly action: {
    /** The name that the agent gave it. */
    readonly name: string;
    /** The surface. */
    readonly surfaceId: string;
    /** The component that was pressed. */
    readonly sourceComponentId: string;
    /** When, by ISO 8601. */
    readonly timestamp: string;
    /** What the agent wanted to know. */
    readonly context: Readonly<Record<string, unknown>>;
    /** Whether it wants to answer. */
    readonly wantResponse?: boolean | undefined;
    /** Names the action in that answer. */
    readonly actionId?: string | undefined;
  };
}

/** What a surface may do, and what it knows of its page. */
export interface A2uiHost {
  /** Whether something shows components of a type. */
  readonly knows: (type: string) => boolean;
  /** Functions of the host beside those of the basic catalogue. */
  readonly functions: Readonly<Record<string, UiFunction>> | undefined;
  /** Takes what a reader has done; `title` is what they pressed. */
  readonly onAction: (action: A2uiAction, surface: A2uiSurface, title: string) => void;
}

/** One surface of A2UI. */
export class A2uiSurface extends UiStore {
  /** The version that the agent writes. */
  version = 'v0.9';
  /** Whether the agent wants all data with each action. */
  sendsData = false;
  /** The name of the first component. */
  rootId = 'root';
  readonly id: string;
  readonly #host: () => A2uiHost;
  readonly #components = new Map<string, A2uiComponent>();
  readonly #locals = new Map<string, Record<string, unknown>>();
  readonly #answers = new Map<string, string>();

  constructor(id: string, host: () => A2uiHost) {
    super();
    this.id = id;
    this.#host = host;
  }

  override get root(): string | undefined {
    return this.isOpen || this.#components.has(this.rootId) ? this.rootId : undefined;
  }

  /** Puts a component in, or in the place of the one with its name. */
  put(component: A2uiComponent): void {
    const { id } = component;
    if (typeof id !== 'string' || this.#components.size >= mostComponents) this.fault();
    else this.#components.set(id, component);
  }

  /** Takes what the agent answers to an action. */
  answer(actionId: string, value: unknown): void {
    const path = this.#answers.get(actionId);
    if (path !== undefined) this.data = withValueAt(this.data, path, value);
  }

  protected override sourceOf(id: string): unknown {
    return this.#components.get(id);
  }

  protected override resolve(id: string, scope: UiScope | undefined, place: string): Shown {
    const component = this.#components.get(id);
    if (!component || !this.#host().knows(textOf(component['component']))) return this.fault();
    return readElement(component, this.#values(scope), this.isOpen, this.#locals.get(place));
  }

  override set(
    id: string,
    scope: UiScope | undefined,
    place: string,
    name: string,
    value: unknown,
  ): void {
    const component = this.#components.get(id);
    const path = pathOf(component?.[name]);
    if (path === undefined) {
      this.#locals.set(place, { ...this.#locals.get(place), [name]: value });
      this.revise();
      return;
    }
    const pointer = absolute(path, scope?.base ?? '');
    const kept = keptAs(valueAt(this.data, pointer), value, component?.['variant']);
    this.data = withValueAt(this.data, pointer, kept);
    this.changed();
  }

  override act(id: string, scope: UiScope | undefined, _name: string, title: string): void {
    const component = this.#components.get(id);
    const action = component?.['action'];
    const values = this.#values(scope);
    const call = fieldOf(action, 'functionCall');
    const name = callOf(call);
    if (name !== undefined && !Object.hasOwn(functions, name)) readValue(call, values);
    const event = fieldOf(action, 'event');
    if (!isRecord(event)) return;
    const { value } = readValue(event['context'] ?? {}, values);
    const actionId = event['wantResponse'] === true ? crypto.randomUUID() : undefined;
    const path = event['responsePath'];
    if (actionId !== undefined && typeof path === 'string')
      this.#answers.set(actionId, absolute(path, scope?.base ?? ''));
    const message: A2uiAction = {
      version: this.version,
      action: {
        name: textOf(event['name']),
        surfaceId: this.id,
        sourceComponentId: id,
        timestamp: new Date().toISOString(),
        context: isRecord(value) ? value : {},
        ...(actionId !== undefined && { wantResponse: true, actionId }),
      },
    };
    this.#host().onAction(message, this, title || this.#textOf(component?.['child'], values));
  }

  /** What a button says: the text that stands in it. */
  #textOf(id: unknown, values: A2uiValues, depth = 0): string {
    const component = typeof id === 'string' && depth < 5 ? this.#components.get(id) : undefined;
    if (!component) return '';
    if (component['text'] !== undefined) return textOf(readValue(component['text'], values).value);
    const { child, children } = component;
    const ids: readonly unknown[] = Array.isArray(children) ? children : [child];
    return (
      ids.map((other) => this.#textOf(other, values, depth + 1)).find((text) => text !== '') ?? ''
    );
  }

  #values(scope: UiScope | undefined): A2uiValues {
    const language = globalThis.document?.documentElement.lang || undefined;
    return { data: this.data, scope, language, functions: this.#host().functions };
  }
}

/** What a field says, in the form in which the agent keeps it. */
function keptAs(before: unknown, value: unknown, variant: unknown): unknown {
  if (Array.isArray(value) && typeof before === 'string' && variant !== 'multipleSelection') {
    return (value as readonly unknown[])[0] ?? '';
  }
  const isNumber = typeof before === 'number' && typeof value === 'string' && value.trim() !== '';
  return isNumber && !Number.isNaN(Number(value)) ? Number(value) : value;
}
