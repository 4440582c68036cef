import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { MessageParts } from '../../src/components/messages/message-parts.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { a2ui } from '../../src/ui-formats/a2ui/a2ui.tsx';

const form = [
  {
    version: 'v0.9',
    createSurface: {
      surfaceId: 'f',
      catalogId: 'https://a2ui.org/specification/v0_9/basic_catalog.json',
      sendDataModel: true,
    },
  },
  {
    version: 'v0.9',
    updateComponents: {
      surfaceId: 'f',
      components: [
        { id: 'root', component: 'Column', children: ['name', 'says', 'go'] },
        {
          id: 'name',
          component: 'TextField',
          label: 'Name',
          value: { path: '/name' },
          checks: [{ call: 'required', message: 'Who are you?' }],
        },
        { id: 'says', component: 'Text', text: { path: '/answer' } },
        { id: 'goText', component: 'Text', text: 'Say hello' },
        {
          id: 'go',
          component: 'Button',
          child: 'goText',
          checks: [
            {
              condition: { call: 'required', args: { value: { path: '/name' } } },
              message: 'A name is needed.',
            },
          ],
          action: { event: { name: 'hello', context: { who: { path: '/name' }, fixed: 1 } } },
        },
      ],
    },
  },
  {
    version: 'v0.9',
    updateDataModel: { surfaceId: 'f', value: { name: '', answer: 'Nothing yet' } },
  },
];

const formats = [a2ui()];

function TestChat({ scripts }: { readonly scripts: readonly Script[] }) {
  const chat = useStreamingChat({
    transport: scriptedTransport((_request, index) => scripts[index] ?? ['Nothing more.']),
  });
  return (
    <>
      <button type="button" onClick={() => void chat.send('Begin')}>
        Begin
      </button>
      <Chat chat={chat} uiFormats={formats} />
      <output data-testid="sent">
        {JSON.stringify(chat.messages.filter(({ role }) => role === 'user'))}
      </output>
    </>
  );
}

const surface = (said: string) => ({
  version: 'v1.0',
  createSurface: { surfaceId: said, components: [{ id: 'root', component: 'Text', text: said }] },
});
const file = (mediaType: string, said: string) => ({
  type: 'file' as const,
  mediaType,
  url: `data:${mediaType};base64,${btoa(JSON.stringify(surface(said)))}`,
});
const tool = (output: unknown) => ({
  type: 'tool-show' as const,
  toolCallId: 'c',
  state: 'output-available' as const,
  input: {},
  output,
});

const wait = { timeout: 30_000 };

describe('A2UI in a chat', () => {
  it('sends what was pressed as a question with the action in it, and later answers change the surface', async () => {
    const user = userEvent.setup();
    const answered = {
      version: 'v0.9',
      updateDataModel: { surfaceId: 'f', path: '/answer', value: 'Hello Ada' },
    };
    render(
      <TestChat
        scripts={[
          form.map((data) => ({ type: 'data-a2ui' as const, data })),
          [{ type: 'data-a2ui' as const, data: answered }, 'Done.'],
        ]}
      />,
    );
    await user.click(screen.getByText('Begin'));
    const button = await screen.findByRole('button', { name: 'Say hello' }, wait);
    await user.click(button);
    expect(screen.getByRole('alert').textContent).toBe('A name is needed.');
    await user.type(screen.getByLabelText('Name'), 'Ada');
    await user.click(button);
    await screen.findByText('Hello Ada', {}, wait);
    expect(screen.getAllByLabelText('Name')).toHaveLength(1);
    const sent = JSON.parse(screen.getByTestId('sent').textContent) as ChatMessage[];
    expect(sent.at(-1)).toMatchObject({
      parts: [
        {
          type: 'data-a2ui-action',
          data: {
            version: 'v0.9',
            action: {
              name: 'hello',
              surfaceId: 'f',
              sourceComponentId: 'go',
              context: { who: 'Ada', fixed: 1 },
            },
          },
        },
        { type: 'text', text: 'Say hello' },
      ],
      metadata: { a2uiClientDataModel: { version: 'v0.9', surfaces: { f: { name: 'Ada' } } } },
    });
  });

  it('says what is wrong with a field once it has been left', async () => {
    const user = userEvent.setup();
    const message: ChatMessage = {
      id: 'm',
      role: 'assistant',
      parts: [{ type: 'data-a2ui', data: form }],
      end: 'complete',
    };
    render(<MessageParts message={message} uiFormats={formats} />);
    const field = await screen.findByLabelText('Name', {}, wait);
    expect(screen.queryByText('Who are you?')).toBeNull();
    await user.click(field);
    await user.tab();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Who are you?').id).toBe(field.getAttribute('aria-describedby'));
  });

  it('holds an entry against the pattern of its field, but not an empty one', async () => {
    const user = userEvent.setup();
    const components = [
      {
        id: 'root',
        component: 'TextField',
        label: 'Code',
        value: { path: '/code' },
        validationRegexp: '^[A-Z]{3}$',
      },
    ];
    const data = [
      { version: 'v0.9', createSurface: { surfaceId: 's', catalogId: 'basic' } },
      { version: 'v0.9', updateComponents: { surfaceId: 's', components } },
    ];
    const message: ChatMessage = {
      id: 'm',
      role: 'assistant',
      parts: [{ type: 'data-a2ui', data }],
      end: 'complete',
    };
    render(<MessageParts message={message} uiFormats={formats} />);
    const field = await screen.findByLabelText('Code', {}, wait);
    for (const [entry, isWrong] of [
      ['', false],
      ['ab', true],
      ['ABC', false],
    ] as const) {
      await user.clear(field);
      if (entry !== '') await user.type(field, entry);
      await user.tab();
      expect(field.getAttribute('aria-invalid') === 'true').toBe(isWrong);
    }
  });

  it('gives an action to the host that asks for it', async () => {
    const user = userEvent.setup();
    const onAction = vi.fn();
    const message: ChatMessage = {
      id: 'm',
      role: 'assistant',
      parts: [{ type: 'data-a2ui', data: form }],
      end: 'complete',
    };
    render(<MessageParts message={message} uiFormats={[a2ui({ onAction })]} />);
    await user.type(await screen.findByLabelText('Name', {}, wait), 'Bob');
    await user.click(screen.getByRole('button', { name: 'Say hello' }));
    expect(onAction).toHaveBeenCalledWith(
      expect.objectContaining({ action: expect.objectContaining({ name: 'hello' }) as unknown }),
      { title: 'Say hello', dataModel: { name: 'Bob', answer: 'Nothing yet' }, chat: undefined },
    );
  });

  it.each([
    ['a list in a data part', { type: 'data-a2ui' as const, data: [surface('seen')] }],
    [
      'a text in a data part',
      { type: 'data-a2ui' as const, data: JSON.stringify(surface('seen')) },
    ],
    ['a file', file('application/json+a2ui', 'seen')],
    ['a file of version 1.0', file('application/a2ui+json', 'seen')],
    ['the output of a tool', tool(surface('seen'))],
    ['what CopilotKit calls it', tool({ a2ui_operations: [surface('seen')] })],
    [
      'a resource of an MCP server',
      tool({
        content: [
          {
            type: 'resource',
            resource: {
              uri: 'a2ui://x',
              mimeType: 'application/json+a2ui',
              text: JSON.stringify([surface('seen')]),
            },
          },
        ],
      }),
    ],
    [
      'a fence in the text',
      {
        type: 'text' as const,
        text: `Look\n\n\`\`\`a2ui\n${JSON.stringify(surface('seen'))}\n\`\`\`\n`,
      },
    ],
    [
      'version 0.8',
      {
        type: 'data-a2ui' as const,
        data: [
          {
            surfaceUpdate: {
              surfaceId: 'x',
              components: [
                { id: 'r', component: { Text: { text: { path: '/t' }, usageHint: 'h2' } } },
              ],
            },
          },
          { dataModelUpdate: { surfaceId: 'x', contents: [{ key: 't', valueString: 'seen' }] } },
          { beginRendering: { surfaceId: 'x', root: 'r' } },
        ],
      },
    ],
  ])('comes as %s', async (_name, part) => {
    const message: ChatMessage = { id: 'm', role: 'assistant', parts: [part], end: 'complete' };
    const { container } = render(<MessageParts message={message} uiFormats={formats} />);
    await waitFor(
      () =>
        expect(
          within(container.querySelector<HTMLElement>('.rv-ui') ?? container).getByText('seen'),
        ).toBeTruthy(),
      wait,
    );
    expect(container.querySelectorAll('.rv-ui')).toHaveLength(1);
    expect(container.querySelector('.rv-ui-notice')).toBeNull();
  });

  it('leaves other files, tools and fences to the kit', async () => {
    const message: ChatMessage = {
      id: 'm',
      role: 'assistant',
      parts: [
        {
          type: 'file',
          mediaType: 'application/json',
          url: 'data:application/json,{}',
          filename: 'plan.json',
        },
        {
          type: 'file',
          mediaType: 'application/a2ui+json',
          url: 'https://other.example/ui.json',
          filename: 'ui.json',
        },
        tool({ answer: 42 }),
        { type: 'text', text: '```json\n{}\n```' },
      ],
      end: 'complete',
    };
    const { container } = render(<MessageParts message={message} uiFormats={formats} />);
    await screen.findByText('plan.json', {}, wait);
    expect(container.querySelector('.rv-ui')).toBeNull();
    expect(container.querySelector('.rv-tool, details')).not.toBeNull();
  });
});
