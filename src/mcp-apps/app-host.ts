/** How an app stands on the page. */
export type McpAppDisplayMode = 'inline' | 'fullscreen';

/** A call of a tool that an app asks for. */
export interface McpAppToolCall {
  /** The tool's name at its MCP server. */
  readonly name: string;
  /** What it is called with. */
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
}

/** What an app says to the chat or to the model, as MCP's content blocks. */
export interface McpAppContent {
  /** Texts, pictures and the like, in MCP's shapes. */
  readonly content?: readonly unknown[] | undefined;
  /** Facts for the model. */
  readonly structuredContent?: Readonly<Record<string, unknown>> | undefined;
}

/** What a host does for an app. What it does not name, the app cannot do. */
export interface McpAppHost {
  /** Names of the tools that the app may call; it is untrusted, so list only what is meant for it. @default none */
  readonly allowedTools?: readonly string[] | undefined;
  /** Calls a tool at the app's own MCP server and returns MCP's `CallToolResult`. @default refused */
  readonly callTool?: ((call: McpAppToolCall) => unknown) | undefined;
  /** Reads a resource at the app's own MCP server (`resources/read`). @default refused */
  readonly readResource?: ((request: { readonly uri: string }) => unknown) | undefined;
  /** Takes a message that the app writes for its user. @default refused */
  readonly onMessage?: ((message: McpAppContent) => unknown) | undefined;
  /** Takes what the model is to know with the next question; the last one counts. @default refused */
  readonly onModelContext?: ((context: McpAppContent) => unknown) | undefined;
  /** Opens an `http(s)` address that the user has agreed to. @default a new tab without `opener` and `Referer` */
  readonly onOpenLink?: ((request: { readonly url: string }) => unknown) | undefined;
  /** Takes a line of the app's log. @default dropped */
  readonly onLog?: ((entry: unknown) => void) | undefined;
  /** Takes what failed: a page that did not come, a message that is none, a handler that threw. @default shown only */
  readonly onError?: ((error: unknown) => void) | undefined;
}
