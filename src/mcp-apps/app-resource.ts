import type { ToolPart } from '../protocol/tool-part.ts';

/** The media type of an MCP App's page. */
const appMimeType = 'text/html;profile=mcp-app';

/** What a tool call tells of the app that shows it (`toolMetadata.app`, as the AI SDK's MCP client writes it). */
export interface McpAppMetadata {
  /** Where the MCP server has its page: a `ui://` address. */
  readonly resourceUri: string;
}

/** Origins that a page asks for, as MCP Apps 2026-01-26 names them: `https://api.example.com`, `https://*.example.com`. */
export interface McpAppCsp {
  /** Of requests and sockets. @default none */
  readonly connectDomains?: readonly string[] | undefined;
  /** Of scripts, styles, pictures, fonts and media. @default none */
  readonly resourceDomains?: readonly string[] | undefined;
  /** Of frames inside the page. @default none */
  readonly frameDomains?: readonly string[] | undefined;
  /** Of `<base>`. @default none */
  readonly baseUriDomains?: readonly string[] | undefined;
}

/** What of a device a page may ask for. */
export type McpAppPermission = 'camera' | 'microphone' | 'geolocation' | 'clipboardWrite';

/** A page of an MCP server, as `resources/read` gives it and `@ai-sdk/mcp`'s `readMCPAppResource` returns it. */
export interface McpAppResource {
  /** The whole page. It is untrusted: nothing of it ever runs in the host's page. */
  readonly html: string;
  /** The resource's `_meta.ui`. @default none */
  readonly meta?:
    | {
        /** The origins that the page may reach; all others are closed to it. @default none */
        readonly csp?: McpAppCsp | undefined;
        /** What it asks for; it gets what the host allows as well. @default none */
        readonly permissions?: { readonly [Name in McpAppPermission]?: unknown } | undefined;
        /** Whether it wants a frame around it. @default true */
        readonly prefersBorder?: boolean | undefined;
      }
    | undefined;
}

/** The app of a tool call; undefined where its server named none, or one that is no page of a server. */
export function appOf({ toolMetadata, output }: ToolPart): McpAppMetadata | undefined {
  return readApp(toolMetadata?.['app']) ?? readApp(read(read(output, '_meta'), 'ui'), appMimeType);
}

function readApp(app: unknown, defaultType?: string): McpAppMetadata | undefined {
  const resourceUri = read(app, 'resourceUri');
  const isPage = (read(app, 'mimeType') ?? defaultType) === appMimeType;
  const isKnown = typeof resourceUri === 'string' && resourceUri.startsWith('ui://');
  return isPage && isKnown ? { resourceUri } : undefined;
}

/** A field of what may be anything. */
export function read(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? Reflect.get(value, name) : undefined;
}
