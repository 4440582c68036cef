import type { ToolPart } from '../protocol/tool-part.ts';
import type { McpAppHost } from './app-host.ts';
import type { McpAppPermission, McpAppResource } from './app-resource.ts';
import type { McpAppLabels } from './mcp-app-labels.ts';

/** Props of `AppFrame`. */
export interface AppFrameProps {
  readonly part: ToolPart;
  readonly resource: McpAppResource;
  readonly host: McpAppHost;
  readonly title: string;
  readonly maxHeight: number;
  readonly permissions: readonly McpAppPermission[];
  readonly sandboxUrl: string | undefined;
  readonly words: McpAppLabels;
  /** The app asked to be taken away. */
  readonly onClose: () => void;
  /** The sandbox did not open. */
  readonly onBlocked: () => void;
}
