import { fieldOf, isRecord, textOf } from '../data/json-pointer.ts';

/** Names of version 0.8 and what they are called since. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Text: { usageHint: 'variant' },
  Image: { usageHint: 'variant', altText: 'description' },
  Row: { distribution: 'justify', alignment: 'align' },
  Column: { distribution: 'justify', alignment: 'align' },
  List: { alignment: 'align' },
  Tabs: { tabItems: 'tabs' },
  Modal: { entryPointChild: 'trigger', contentChild: 'content' },
  TextField: { text: 'value', textFieldType: 'variant' },
  MultipleChoice: { selections: 'value', description: 'label', maxAllowedSelections: 'most' },
  Slider: { minValue: 'min', maxValue: 'max' },
};

/** A message of version 0.8 as version 0.9 says it; others stay as they are. */
export function fromV08(
  message: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const begin = message['beginRendering'];
  if (isRecord(begin)) return { createSurface: begin };
  const update = message['surfaceUpdate'];
  if (isRecord(update)) return { updateComponents: update };
  const data = message['dataModelUpdate'];
  if (!isRecord(data)) return message;
  const { surfaceId, path = '/', contents } = data;
  return {
    updateDataModel: { surfaceId, path, entries: isWhole(contents) ? mapOf(contents) : {} },
  };
}

function isWhole(contents: unknown): contents is readonly unknown[] {
  return Array.isArray(contents);
}

/** Entries with a key and a value of a type as an object. */
function mapOf(contents: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    contents.map((entry) => {
      const [name = ''] = isRecord(entry)
        ? Object.keys(entry).filter((key) => key.startsWith('value'))
        : [];
      const value = fieldOf(entry, name);
      const isMap = name === 'valueMap' && Array.isArray(value);
      return [textOf(fieldOf(entry, 'key')), isMap ? mapOf(value as readonly unknown[]) : value];
    }),
  );
}

/** A component of version 0.8 (`{ id, component: { Text: { … } } }`) as version 0.9 says it; others stay as they are. */
export function componentFromV08(
  component: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const wrapped = component['component'];
  if (!isRecord(wrapped)) return component;
  const [type = ''] = Object.keys(wrapped);
  const props = fieldOf(wrapped, type);
  const renamed = Object.hasOwn(names, type) ? names[type] : {};
  const entries = Object.entries(isRecord(props) ? props : {}).map(([name, value]) => [
    renamed?.[name] ?? name,
    valueOf(name, value),
  ]);
  const { id, weight } = component;
  const variant = fieldOf(props, 'primary') === true ? { variant: 'primary' } : {};
  const many =
    type === 'MultipleChoice' && Number(fieldOf(props, 'maxAllowedSelections') ?? 1) !== 1
      ? { variant: 'multipleSelection' }
      : {};
  return {
    id,
    ...(weight !== undefined && { weight }),
    component: type === 'MultipleChoice' ? 'ChoicePicker' : type,
    ...variant,
    ...many,
    ...Object.fromEntries(entries),
  };
}

function valueOf(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) =>
      isRecord(item)
        ? Object.fromEntries(Object.entries(item).map(([key, of]) => [key, valueOf(key, of)]))
        : item,
    );
  }
  if (!isRecord(value)) return value;
  const literal = Object.keys(value).find((key) => key.startsWith('literal'));
  if (literal !== undefined) return value[literal];
  if (Array.isArray(value['explicitList'])) return value['explicitList'];
  const template = value['template'];
  if (isRecord(template))
    return { componentId: template['componentId'], path: template['dataBinding'] };
  if (name !== 'action') return value;
  const { name: event, context } = value;
  const pairs = Array.isArray(context) ? (context as readonly unknown[]) : [];
  return {
    event: {
      name: event,
      context: Object.fromEntries(
        pairs.map((pair) => [textOf(fieldOf(pair, 'key')), valueOf('', fieldOf(pair, 'value'))]),
      ),
    },
  };
}
