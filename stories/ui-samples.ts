/** Lines of JSON, as a model writes them into a fence. */
function lines(messages: readonly object[]): string {
  return messages.map((message) => JSON.stringify(message)).join('\n');
}

const path = (pointer: string) => ({ '@path': pointer });
const call = (name: string, args: object) => ({ '@call': name, args });

const trip = {
  createSurface: {
    surfaceId: 'trip',
    components: [
      { id: 'root', component: 'Card', child: 'page' },
      { id: 'page', component: 'Column', children: ['head', 'days', 'line', 'form', 'book'] },
      { id: 'head', component: 'Row', align: 'center', children: ['icon', 'names', 'price'] },
      { id: 'icon', component: 'Icon', name: 'locationOn' },
      { id: 'names', component: 'Column', weight: 1, children: ['title', 'when'] },
      { id: 'title', component: 'Text', text: '**Three days in Oslo**' },
      {
        id: 'when',
        component: 'Text',
        variant: 'caption',
        text: call('formatString', {
          value:
            "From ${formatDate(value: ${/from}, format: 'EEEE, d MMMM')}, ${pluralize(value: ${/guests}, one: 'one guest', other: 'for two')}",
        }),
      },
      {
        id: 'price',
        component: 'Text',
        text: call('formatCurrency', { value: path('/price'), currency: 'EUR', decimals: 0 }),
      },
      {
        id: 'days',
        component: 'List',
        children: { componentId: 'day', path: '/days' },
      },
      { id: 'day', component: 'Row', align: 'center', children: ['number', 'what'] },
      { id: 'number', component: 'Icon', name: path('icon') },
      { id: 'what', component: 'Text', text: path('what') },
      { id: 'line', component: 'Divider' },
      { id: 'form', component: 'Column', children: ['who', 'mail', 'extras', 'late'] },
      { id: 'who', component: 'Row', children: ['name', 'arrival'] },
      { id: 'name', component: 'TextField', label: 'Name', value: path('/form/name') },
      {
        id: 'arrival',
        component: 'DateTimeInput',
        label: 'Arrival',
        enableDate: true,
        value: path('/from'),
      },
      {
        id: 'mail',
        component: 'TextField',
        label: 'E-mail',
        value: path('/form/mail'),
        placeholder: 'you@example.com',
        '@checks': [
          {
            condition: call('required', { value: path('/form/mail') }),
            message: 'Where may we write to?',
          },
          {
            condition: call('email', { value: path('/form/mail') }),
            message: 'This is no e-mail address.',
          },
        ],
      },
      {
        id: 'extras',
        component: 'ChoicePicker',
        label: 'Extras',
        variant: 'multipleSelection',
        displayStyle: 'chips',
        value: path('/form/extras'),
        options: [
          { label: 'Breakfast', value: 'breakfast' },
          { label: 'Museum pass', value: 'museums' },
          { label: 'Ferry', value: 'ferry' },
        ],
      },
      { id: 'late', component: 'CheckBox', label: 'Late arrival', value: path('/form/late') },
      { id: 'book', component: 'Row', justify: 'end', children: ['more', 'send'] },
      { id: 'moreText', component: 'Text', text: 'Show the hotel' },
      {
        id: 'more',
        component: 'Button',
        variant: 'borderless',
        child: 'moreText',
        action: { functionCall: call('openUrl', { url: 'https://hotel.example/oslo' }) },
      },
      { id: 'sendText', component: 'Text', text: 'Book' },
      {
        id: 'send',
        component: 'Button',
        variant: 'primary',
        child: 'sendText',
        action: { event: { name: 'book', context: { form: path('/form') } } },
        '@checks': [
          {
            condition: call('email', { value: path('/form/mail') }),
            message: 'An e-mail address is needed.',
          },
        ],
      },
    ],
  },
};

const tripData = {
  surfaceId: 'trip',
  value: {
    from: '2026-06-12',
    guests: 2,
    price: 640,
    days: [
      { icon: 'event', what: 'The harbour, the opera, and supper at the fjord' },
      { icon: 'photo', what: 'Museums on Bygdøy, by ferry' },
      { icon: 'home', what: 'Grünerløkka, and the train at five' },
    ],
    form: { name: 'Ada', mail: '', extras: ['ferry'], late: false },
  },
};

/** An answer with a form in A2UI 1.0. */
export const a2uiAnswer = `Here is a plan; change what you like.

\`\`\`a2ui
${lines([
  { version: 'v1.0', ...trip },
  { version: 'v1.0', updateDataModel: tripData },
])}
\`\`\`

Shall I book it?`;

const element = (type: string, props: object, more: object = {}) => ({
  type,
  props,
  children: [],
  ...more,
});

const dashboard: readonly (readonly [id: string, element: object])[] = [
  [
    'page',
    element('Stack', { gap: 'md' }, { children: ['title', 'figures', 'note', 'orders', 'ask'] }),
  ],
  ['title', element('Heading', { text: 'Orders this week', level: 'h3' })],
  ['figures', element('Grid', { columns: 3 }, { children: ['total', 'open', 'late'] })],
  ['total', element('Card', {}, { children: ['totalFigure'] })],
  [
    'totalFigure',
    element('Metric', {
      label: 'Revenue',
      value: '€ 18,240',
      detail: '+12 % on last week',
      tone: 'success',
    }),
  ],
  ['open', element('Card', {}, { children: ['openFigure'] })],
  ['openFigure', element('Metric', { label: 'Open', value: { $state: '/open' } })],
  ['late', element('Card', {}, { children: ['lateFigure'] })],
  ['lateFigure', element('Metric', { label: 'Late', value: '3' })],
  [
    'note',
    element('Alert', {
      type: 'warning',
      title: 'Three orders are late',
      message: 'All of them wait for the same supplier.',
    }),
  ],
  [
    'orders',
    element('Table', {
      caption: 'Late orders',
      columns: ['Order', 'Customer', 'Since'],
      rows: [
        ['1041', 'Ada Lovelace', '2 days'],
        ['1044', 'Alan Turing', '1 day'],
        ['1052', 'Grace Hopper', '1 day'],
      ],
    }),
  ],
  [
    'ask',
    element('Stack', { direction: 'horizontal', gap: 'sm' }, { children: ['remind', 'hide'] }),
  ],
  [
    'remind',
    element(
      'Button',
      { label: 'Remind the supplier', variant: 'primary' },
      {
        on: {
          press: {
            action: 'remind',
            confirm: {
              title: 'Remind them?',
              message: 'They get an e-mail.',
              confirmLabel: 'Remind',
            },
          },
        },
      },
    ),
  ],
  ['hide', element('Checkbox', { label: 'Tell me daily', checked: { $bindState: '/daily' } })],
];

/** An answer with a page of figures in json-render's SpecStream. */
export const jsonRenderAnswer = `This is how it stands.

\`\`\`spec
${lines([
  { op: 'add', path: '/root', value: 'page' },
  { op: 'add', path: '/state', value: { open: 42, daily: true } },
  ...dashboard.map(([id, value]) => ({ op: 'add', path: `/elements/${id}`, value })),
])}
\`\`\``;

/** An answer in OpenUI Lang. */
export const openUiAnswer = `There are three today.

\`\`\`openui
root = Stack([card, note])
card = Card([head, table, form])
head = CardHeader("Oslo to Bergen", @Count(trains) + " trains, the fastest in " + @Min(trains.hours) + " hours")
trains = [{at: "06:25", hours: 6.9, price: 649}, {at: "08:25", hours: 6.5, price: 849}, {at: "12:03", hours: 6.7, price: 549}]
table = Table([Col("Leaves", trains.at), Col("Hours", trains.hours), Col("Price in NOK", trains.price)])
$class = "standard"
form = Form("seat", Buttons([book, later]), [FormControl("Class", classes), FormControl("Name", Input("name", "As on your card"))])
classes = Select("class", [SelectItem("standard", "Standard"), SelectItem("komfort", "Komfort")], "", {}, $class)
book = Button("Book a seat", Action([@ToAssistant("Book a seat in " + $class)]), "primary")
later = Button("Show tomorrow", Action([@ToAssistant("And tomorrow?")]))
note = TextCallout("info", "Sit on the left", "The view over Hardangervidda is there.")
\`\`\``;
