import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { ToolCall } from 'rivulet/components';
import { type LoadMcpApp, McpApp, type McpAppProps } from 'rivulet/mcp-apps';
import type { ToolPart } from 'rivulet/protocol';

// An app as an MCP server sends it: a whole page, which speaks MCP Apps' JSON-RPC with its host.
const weatherApp = `<style>
  body { margin: 0; padding: 1rem; font: 1rem/1.5 var(--font-sans, sans-serif); color: var(--color-text-primary); }
  b { font-size: 2rem; } button { font: inherit; margin-inline-end: .5rem; }
</style><p id="city">…</p><b id="degrees">–</b>
<p><button id="again">Ask again</button><button id="more">Forecast</button></p><script>
const send = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
const show = (id, text) => { document.getElementById(id).textContent = text; };
const paint = ({ styles, theme }) => {
  for (const [name, value] of Object.entries(styles.variables)) document.documentElement.style.setProperty(name, value);
  document.documentElement.style.colorScheme = theme;
};
addEventListener('message', ({ data: { id, method = '', params, result } }) => {
  if (id === 'hello') {
    paint(result.hostContext);
    send({ method: 'ui/notifications/initialized' });
    send({ method: 'ui/notifications/size-changed', params: { height: document.documentElement.offsetHeight } });
  }
  if (method.includes('tool-input')) show('city', params.arguments.city ?? '…');
  if (method.endsWith('tool-result')) show('degrees', params.structuredContent.degrees + ' °C');
  if (method.endsWith('host-context-changed') && params.styles) paint(params);
  if (id === 'again') show('degrees', result.structuredContent.degrees + ' °C');
});
document.getElementById('again').onclick = () => send({ id: 'again', method: 'tools/call', params: { name: 'weather' } });
document.getElementById('more').onclick = () => send({ id: 'more', method: 'ui/open-link', params: { url: 'https://weather.example/oslo' } });
send({ id: 'hello', method: 'ui/initialize', params: {} });
</script>`;

const toolMetadata = {
  app: { resourceUri: 'ui://weather/card', mimeType: 'text/html;profile=mcp-app' },
};

const part: ToolPart = {
  type: 'tool-weather',
  toolCallId: 'weather',
  title: 'Weather',
  state: 'output-available',
  input: { city: 'Oslo' },
  output: { degrees: 4 },
  toolMetadata,
};

const loadResource: LoadMcpApp = () => ({ html: weatherApp });

const meta = {
  title: 'Message/MCP Apps',
  component: McpApp,
  args: {
    part,
    loadResource,
    allowedTools: ['weather'],
    callTool: () => ({ content: [], structuredContent: { degrees: 5 } }),
    fallback: <ToolCall part={part} />,
  },
} satisfies Meta<typeof McpApp>;
export default meta;
type Story = StoryObj<McpAppProps>;

/** The page of the tool's own server, in a sandbox: it knows what the tool was asked and what came of it. */
export const Shown: Story = {
  play: async ({ canvasElement }) => {
    const frame = await within(canvasElement).findByTitle('Weather');
    await waitFor(() => expect(frame).not.toHaveAttribute('height', '160'), { timeout: 30_000 });
  },
};

/** While the model writes the call, the app hears as much of it as there is. */
export const Streaming: Story = {
  args: {
    part: {
      type: 'tool-weather',
      toolCallId: 'weather',
      title: 'Weather',
      state: 'input-streaming',
      input: { city: 'Os' },
      toolMetadata,
    },
  },
};

/** A page that does not come: what happened, and the tool call as the kit shows it. */
export const Failed: Story = {
  args: { loadResource: () => Promise.reject(new Error('the MCP server does not answer')) },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/cannot be shown: the MCP server/, {}, { timeout: 30_000 });
    await userEvent.click(canvas.getByRole('button', { name: 'Open again' }));
    await canvas.findByText(/cannot be shown: the MCP server/, {}, { timeout: 30_000 });
  },
};

/** A call without an app: the kit's own card. */
export const WithoutApp: Story = {
  args: {
    part: {
      type: 'tool-weather',
      toolCallId: 'weather',
      title: 'Weather',
      state: 'output-available',
      input: { city: 'Oslo' },
      output: { degrees: 4 },
    },
  },
};
