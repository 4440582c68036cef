import type { ToolPart } from '../protocol/tool-part.ts';
import type { McpAppContent, McpAppDisplayMode, McpAppHost, McpAppToolCall } from './app-host.ts';
import { read } from './app-resource.ts';
import { toolMessages, type ToolMessage } from './tool-messages.ts';

/** The revision of MCP Apps that is spoken here (SEP-1865). */
const protocolVersion = '2026-01-26';
/** Requests that an app may have open at once. */
const mostOpen = 64;

/** What the frame around an app does for it. */
export interface AppView {
  /** Sends a message into the sandbox. */
  readonly post: (message: object) => void;
  /** What the app learns of the page: MCP Apps' `hostContext`. */
  readonly context: () => object;
  /** Asks the user whether an address may be opened, and opens it. */
  readonly openLink: (url: string) => Promise<boolean>;
  /** Changes how the app stands, as far as that is possible; returns how it stands then. */
  readonly display: (mode: string) => McpAppDisplayMode;
  /** The app's wish for a height, in CSS pixels. */
  readonly resize: (height: number) => void;
  /** The app asks to be taken away. */
  readonly close: () => void;
}

/** A refusal in JSON-RPC's terms. */
class Refusal extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** One app and what it may ask for: JSON-RPC 2.0 over messages, as MCP Apps has it. Knows nothing of frames. */
export class AppSession {
  private readonly view: AppView;
  private readonly host: () => McpAppHost;
  private isReady = false;
  private open = 0;
  private part: ToolPart | undefined;
  private told = new Map<string, string>();

  constructor(view: AppView, host: () => McpAppHost) {
    this.view = view;
    this.host = host;
  }

  /** Tells the app how its tool call stands; what it has heard it does not hear again. */
  update(part: ToolPart): void {
    this.part = part;
    if (!this.isReady) return;
    for (const [name, params] of toolMessages(part)) this.tell(name, params);
  }

  /** Tells the app what has changed of the page around it. */
  contextChanged(context: object): void {
    if (this.isReady) this.notify(['host-context-changed', context]);
  }

  /** Takes what the app sent: anything at all, as it is untrusted. */
  receive(data: unknown): void {
    const method = read(data, 'method');
    if (read(data, 'jsonrpc') !== '2.0' || typeof method !== 'string') return;
    const id = read(data, 'id');
    const params = read(data, 'params');
    if (id === undefined) this.hear(method, params);
    else if (typeof id === 'string' || typeof id === 'number') void this.answer(id, method, params);
  }

  private tell(name: string, params: object): void {
    const text = JSON.stringify(params);
    if (this.told.get(name) === text) return;
    // Half an input behind the whole one would undo it.
    if (name === 'tool-input-partial' && this.told.has('tool-input')) return;
    this.told.set(name, text);
    this.notify([name, params]);
  }

  /** Sends a message in JSON-RPC's envelope. */
  send(message: object): void {
    this.view.post({ jsonrpc: '2.0', ...message });
  }

  private notify([name, params]: ToolMessage): void {
    this.send({ method: `ui/notifications/${name}`, params });
  }

  private hear(method: string, params: unknown): void {
    switch (method) {
      case 'ui/notifications/initialized':
        this.isReady = true;
        this.told.clear();
        if (this.part) this.update(this.part);
        break;
      case 'ui/notifications/size-changed': {
        const height = read(params, 'height');
        if (typeof height === 'number' && Number.isFinite(height)) this.view.resize(height);
        break;
      }
      case 'ui/notifications/request-teardown':
        this.view.close();
        break;
      case 'notifications/message':
        this.host().onLog?.(params);
        break;
      default:
      // Notifications that are not known ask for nothing (JSON-RPC 2.0 §4.1).
    }
  }

  private async answer(id: string | number, method: string, params: unknown): Promise<void> {
    if (this.open >= mostOpen)
      return this.refuse(id, new Refusal(-32_000, 'Too many open requests'));
    this.open += 1;
    try {
      const result = await this.perform(method, params);
      this.send({ id, result: result ?? {} });
    } catch (error) {
      this.refuse(id, error);
    } finally {
      this.open -= 1;
    }
  }

  private refuse(id: string | number, error: unknown): void {
    const isRefusal = error instanceof Refusal;
    if (!isRefusal) this.host().onError?.(error);
    // What a handler threw is the host's, and no business of an app.
    const code = isRefusal ? error.code : -32_603;
    const message = isRefusal ? error.message : 'The host could not do this';
    this.send({ id, error: { code, message } });
  }

  private perform(method: string, params: unknown): unknown {
    switch (method) {
      case 'ui/initialize':
        return this.welcome();
      case 'ping':
        return {};
      case 'tools/call':
        return this.callTool(params);
      case 'resources/read':
        return this.readResource(params);
      case 'ui/message':
        return this.pass(this.host().onMessage, params);
      case 'ui/update-model-context':
        return this.pass(this.host().onModelContext, params);
      case 'ui/open-link':
        return this.openLink(params);
      case 'ui/request-display-mode':
        return { mode: this.view.display(String(read(params, 'mode'))) };
      default:
        throw new Refusal(-32_601, `This host does not know ${method.slice(0, 80)}`);
    }
  }

  private welcome(): object {
    const { callTool, readResource, onMessage, onModelContext, onLog } = this.host();
    return {
      protocolVersion,
      hostInfo: { name: 'rivulet', version: '1' },
      hostCapabilities: {
        openLinks: {},
        ...(callTool && { serverTools: {} }),
        ...(readResource && { serverResources: {} }),
        ...(onMessage && { message: { text: {}, image: {}, structuredContent: {} } }),
        ...(onModelContext && { updateModelContext: { text: {}, structuredContent: {} } }),
        ...(onLog && { logging: {} }),
      },
      hostContext: this.view.context(),
    };
  }

  private callTool(params: unknown): unknown {
    const { allowedTools = [], callTool } = this.host();
    const name = read(params, 'name');
    const isAllowed = typeof name === 'string' && allowedTools.includes(name);
    if (!callTool || !isAllowed) throw new Refusal(-32_602, 'This app may not call this tool');
    return callTool({ name, arguments: read(params, 'arguments') } as McpAppToolCall);
  }

  private readResource(params: unknown): unknown {
    const { readResource } = this.host();
    const uri = read(params, 'uri');
    if (!readResource || typeof uri !== 'string')
      throw new Refusal(-32_602, 'This app may not read this');
    return readResource({ uri });
  }

  private async pass(
    handler: ((content: McpAppContent) => unknown) | undefined,
    params: unknown,
  ): Promise<object> {
    if (!handler) return { isError: true };
    await handler({
      content: read(params, 'content'),
      structuredContent: read(params, 'structuredContent'),
    } as McpAppContent);
    return {};
  }

  private async openLink(params: unknown): Promise<object> {
    const url = read(params, 'url');
    const isOpened =
      typeof url === 'string' && isWebAddress(url) && (await this.view.openLink(url));
    return isOpened ? {} : { isError: true };
  }
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
