import type * as React from 'react';
import { useUiFormat } from '../components/messages/message-slots.tsx';
import type { PartProps } from '../components/messages/part-components.ts';
import type { UiFormat } from '../components/messages/ui-format.ts';
import { appOf } from '../mcp-apps/app-resource.ts';
import type { McpAppProps } from '../mcp-apps/mcp-app.tsx';
import type { ToolPart } from '../protocol/tool-part.ts';
import { lazyFormat } from './lazy-format.tsx';

/** Options of `mcpApps`: what `McpApp` takes, but for the call that it shows. */
export type McpAppsOptions = Omit<McpAppProps, 'part' | 'fallback' | 'title'>;

const App = lazyFormat<McpAppProps>(
  async () => (await import('../mcp-apps/mcp-app.tsx')).McpApp,
  ({ fallback }) => fallback,
);

function AppPart({ part, children }: PartProps): React.ReactNode {
  const options = useUiFormat('mcp-apps') as McpAppsOptions;
  return <App {...options} part={part as ToolPart} fallback={children} />;
}

/** MCP Apps: each tool call that names a page of its MCP server is shown by it, in a sandbox; the others as they would be. */
export function mcpApps(options: McpAppsOptions): UiFormat {
  return {
    name: 'mcp-apps',
    options,
    componentOf: (part) => ('toolCallId' in part && appOf(part) ? AppPart : undefined),
  };
}
