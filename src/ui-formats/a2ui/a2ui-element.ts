import { absolute, fieldOf, isRecord, stepsOf, textOf, valueAt } from '../data/json-pointer.ts';
import type { ShownElement, UiChild } from '../surface/ui-element.ts';
import { type A2uiValues, callOf, readValue } from './a2ui-value.ts';
import { isTrue } from '../data/functions.ts';
import { matchesPattern } from '../data/safe-pattern.ts';

/** A component as an agent sent it. */
export type A2uiComponent = Readonly<Record<string, unknown>>;

/** What is not handed on as it is. */
const reserved =
  /^@|^(?:id|component|children|child|tabs|trigger|content|checks|action|accessibility|weight|catalogId|metadata)$/;
/** What its reader fills in is shown before there is anything in it. */
const fields = new Set(['CheckBox', 'ChoicePicker', 'DateTimeInput', 'Slider', 'TextField']);
/** Items of a list; more nobody reads. */
const mostItems = 1000;

/** A property that version 1.0 writes with an `@` and those before it without. */
function ownOf(component: A2uiComponent, name: string): unknown {
  return fieldOf(component, `@${name}`) ?? fieldOf(component, name);
}

/** Puts into a component what it refers to; `waiting` while that is not there, where more may come. */
export function readElement(
  component: A2uiComponent,
  given: A2uiValues,
  isOpen: boolean,
  locals: Readonly<Record<string, unknown>> | undefined,
): ShownElement | 'waiting' {
  const type = textOf(component['component']);
  const isField = fields.has(type);
  const props: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(component)) {
    if (reserved.test(name)) continue;
    const { value, isMissing } = readValue(raw, given);
    if (isMissing && isOpen && !isField) return 'waiting';
    props[name] = value;
  }
  const { variant } = props;
  if (type === 'Text' && /^h[1-6]$/.test(String(variant)))
    props['level'] = Number(String(variant)[1]);
  const { tabs, slots } = slotsOf(component, given);
  const url = addressOf(component, given);
  const problem = problemOf(component, given, { ...props, ...locals });
  const isLink = url !== undefined && problem === undefined;
  return {
    type: isLink ? 'Link' : type,
    props: {
      ...props,
      ...(tabs && { tabs }),
      ...(isLink && { url, variant: variant ?? 'default' }),
      ...locals,
    },
    children: childrenOf(fieldOf(component, 'children'), given),
    slots,
    ...accessOf(component, given),
    problem,
  };
}

function slotsOf(component: A2uiComponent, { scope, ...given }: A2uiValues) {
  const slots: Record<string, UiChild> = {};
  for (const name of ['child', 'trigger', 'content']) {
    const id = fieldOf(component, name);
    if (typeof id === 'string') slots[name] = { id, scope };
  }
  const list = fieldOf(component, 'tabs');
  if (!Array.isArray(list)) return { slots };
  const tabs = (list as readonly unknown[]).slice(0, 50).map((tab, index) => {
    const id = fieldOf(tab, 'child');
    if (typeof id === 'string') slots[`tab${index}`] = { id, scope };
    return { title: readValue(fieldOf(tab, 'title'), { ...given, scope }).value };
  });
  return { tabs, slots };
}

/** Its children by their names, or one for each item of a list of the data. */
function childrenOf(children: unknown, { data, scope }: A2uiValues): readonly UiChild[] {
  if (Array.isArray(children)) {
    const ids = (children as readonly unknown[]).filter((id) => typeof id === 'string');
    return [...new Set(ids)].map((id) => ({ id, scope }));
  }
  const id = fieldOf(children, 'componentId');
  const path = fieldOf(children, '@path') ?? fieldOf(children, 'path');
  if (typeof id !== 'string' || typeof path !== 'string') return [];
  const base = absolute(path, scope?.base ?? '');
  const items = valueAt(data, base);
  const steps = Array.isArray(items)
    ? items.map((_, index) => String(index))
    : isRecord(items)
      ? Object.keys(items)
      : [];
  const start = stepsOf(base).length === 0 ? '' : base.replace(/\/$/, '');
  return steps.slice(0, mostItems).map((step, index) => ({
    id,
    scope: { base: `${start}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`, index },
  }));
}

/** The first check that does not hold, in the agent's words; undefined where all hold. */
function problemOf(
  component: A2uiComponent,
  given: A2uiValues,
  { value }: Readonly<Record<string, unknown>>,
): string | undefined {
  const checks = ownOf(component, 'checks');
  for (const rule of Array.isArray(checks) ? (checks as readonly unknown[]).slice(0, 50) : []) {
    const condition = fieldOf(rule, 'condition') ?? rule;
    // A check that names no value means the one of its field.
    const args = fieldOf(condition, 'args');
    const call = callOf(condition);
    const asked =
      call === undefined
        ? condition
        : { '@call': call, args: { value, ...(isRecord(args) && args) } };
    const { value: result } = readValue(asked, given);
    if (!isTrue(result)) return textOf(fieldOf(result, 'message') ?? fieldOf(rule, 'message'));
  }
  const entry = textOf(value);
  const pattern = fieldOf(component, 'validationRegexp');
  // Nothing is no wrong entry; whether there must be one, `required` says.
  const isWrong = entry !== '' && matchesPattern(textOf(pattern), entry) === false;
  return pattern !== undefined && isWrong ? '' : undefined;
}

/** Where a press leads that only opens a page: that is a link. */
function addressOf(component: A2uiComponent, given: A2uiValues): string | undefined {
  const call = fieldOf(fieldOf(component, 'action'), 'functionCall');
  if (component['component'] !== 'Button' || callOf(call) !== 'openUrl') return undefined;
  return textOf(readValue(fieldOf(fieldOf(call, 'args'), 'url'), given).value);
}

function accessOf(component: A2uiComponent, given: A2uiValues): Partial<ShownElement> {
  const access = ownOf(component, 'accessibility');
  const read = (name: string) => readValue(fieldOf(access, name), given).value;
  const [label, description, live] = [read('label'), read('description'), read('live')];
  const weight = fieldOf(component, 'weight');
  return {
    ...(label !== undefined && { label: textOf(label) }),
    ...(description !== undefined && { description: textOf(description) }),
    ...(read('hidden') === true && { isHidden: true }),
    ...((live === 'polite' || live === 'assertive') && { live }),
    ...(typeof weight === 'number' && weight > 0 && { weight: Math.min(weight, 100) }),
  };
}
