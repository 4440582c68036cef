export { McpApp, type McpAppProps } from './mcp-app.tsx';
export type { LoadMcpApp } from './use-app-resource.ts';
export type {
  McpAppCsp,
  McpAppMetadata,
  McpAppPermission,
  McpAppResource,
} from './app-resource.ts';
export type { McpAppContent, McpAppHost, McpAppToolCall } from './app-host.ts';
export type { McpAppLabels } from './mcp-app-labels.ts';
