import { fieldOf, textOf } from '../data/json-pointer.ts';

type Props = Readonly<Record<string, unknown>>;

/** What shows a component, and what its properties are called there. */
interface Meaning {
  readonly block: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly props?: Props;
}

const field = { block: 'TextField', names: { hint: 'description' } };
const choice = { block: 'ChoicePicker', names: { items: 'options', checked: 'value' } };
const heading = { block: 'Text', names: { title: 'text', content: 'text' }, props: { level: 3 } };
const text = { block: 'Text', names: { content: 'text', children: 'text', textMarkdown: 'text' } };
const box = { block: 'CheckBox', names: { checked: 'value' } };
const callout = { block: 'Callout', names: {} };
const badge = { block: 'Badge', names: { text: 'label' } };

/** The names by which the usual kits call what the blocks show, in small letters. */
const meanings: Readonly<Record<string, Meaning>> = {
  accordion: { block: 'Column' },
  alert: callout,
  avatar: {
    block: 'Image',
    names: { src: 'url', alt: 'description', name: 'description' },
    props: { variant: 'avatar' },
  },
  badge,
  box: { block: 'Column' },
  button: { block: 'Button', names: { text: 'label' } },
  buttons: { block: 'Row', props: { wrap: true } },
  callout,
  card: { block: 'Card' },
  cardheader: { block: 'Header' },
  checkbox: box,
  code: { block: 'Code' },
  codeblock: { block: 'Code', names: { codeString: 'code' } },
  column: { block: 'Column' },
  container: { block: 'Column' },
  datepicker: { block: 'DateTimeInput', props: { enableDate: true } },
  dateinput: { block: 'DateTimeInput', props: { enableDate: true } },
  dialog: { block: 'Card' },
  divider: { block: 'Divider' },
  flex: { block: 'Row' },
  form: { block: 'Column' },
  grid: { block: 'Grid' },
  heading,
  icon: { block: 'Icon' },
  imageblock: {
    block: 'Image',
    names: { src: 'url', alt: 'description' },
    props: { fit: 'contain' },
  },
  image: { block: 'Image', names: { src: 'url', alt: 'description' }, props: { fit: 'contain' } },
  input: field,
  label: text,
  link: { block: 'Link', names: { href: 'url' } },
  list: { block: 'List' },
  markdown: text,
  markdownrenderer: text,
  metric: { block: 'Metric' },
  modal: { block: 'Modal' },
  paragraph: text,
  progress: { block: 'Progress' },
  radio: choice,
  radiogroup: choice,
  row: { block: 'Row' },
  section: { block: 'Card' },
  select: { block: 'Select', names: { items: 'options' } },
  separator: { block: 'Divider' },
  slider: { block: 'Slider', names: { defaultValue: 'value' } },
  stack: { block: 'Column' },
  stat: { block: 'Metric' },
  switch: box,
  table: { block: 'Table' },
  tabs: { block: 'Tabs', names: { items: 'tabs' } },
  sectionheader: { block: 'Header' },
  tag: badge,
  text,
  textarea: { ...field, props: { variant: 'longText' } },
  textcallout: callout,
  textcontent: text,
  textfield: field,
  title: heading,
  toggle: box,
};

/** What shows a component that others call so, and its properties as that wants them. */
export interface Meant {
  readonly type: string;
  readonly props: Props;
  /** What a property is called by the model, by its name here: where its reader's entry is to be written. */
  readonly origins: Readonly<Record<string, string>>;
}

/** Reads a component by one of its usual names; undefined where the name is none. */
export function meaningOf(name: string, given: Props): Meant | undefined {
  const key = name.toLowerCase().replaceAll(/[\s_-]/g, '');
  const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  if (!meaning) return undefined;
  const origins: Record<string, string> = {};
  const props: Record<string, unknown> = { ...meaning.props };
  for (const [own, value] of Object.entries(given)) {
    const here = meaning.names && Object.hasOwn(meaning.names, own) ? meaning.names[own] : own;
    // What says nothing is not meant to hide what does.
    if (here === undefined || value === undefined || value === null) continue;
    props[here] = value;
    origins[here] = own;
  }
  const read = refine(meaning.block, props);
  return { ...read, origins };
}

/** What depends on more than a name. */
function refine(block: string, props: Record<string, unknown>): Pick<Meant, 'type' | 'props'> {
  const direction = textOf(props['direction']);
  if (block === 'Column' && /^(?:row|horizontal)/.test(direction)) return { type: 'Row', props };
  if (block === 'Row' && /^(?:col|vertical)/.test(direction)) return { type: 'Column', props };
  if (block === 'Text') {
    const level = /^h?([1-6])$/.exec(textOf(props['level']))?.[1];
    const isQuiet = /caption|muted|small/.test(
      `${textOf(props['variant'])} ${textOf(props['size'])}`,
    );
    return {
      type: block,
      props: {
        ...props,
        level: level === undefined ? 0 : Number(level),
        ...(isQuiet && { variant: 'caption' }),
      },
    };
  }
  if (block === 'TextField')
    return { type: block, props: { ...props, variant: props['variant'] ?? props['type'] } };
  if (block === 'Button') {
    const variant = textOf(props['variant']);
    return {
      type: block,
      props: { ...props, variant: variant === '' || variant === 'default' ? 'default' : variant },
    };
  }
  if (block === 'Tabs' && Array.isArray(props['tabs'])) {
    const tabs = (props['tabs'] as readonly unknown[]).map((tab) => ({
      title: fieldOf(tab, 'title') ?? fieldOf(tab, 'label') ?? fieldOf(tab, 'trigger') ?? tab,
    }));
    return { type: block, props: { ...props, tabs } };
  }
  return { type: block, props };
}
