export { a2ui } from './a2ui/a2ui.tsx';
export type { A2uiActionDetails, A2uiOptions } from './a2ui/a2ui-options.ts';
export type { A2uiAction } from './a2ui/a2ui-surface.ts';
export type { UiFunction } from './data/functions.ts';
export { jsonRender } from './json-render/json-render.tsx';
export type {
  JsonRenderActionDetails,
  JsonRenderOptions,
} from './json-render/json-render-options.ts';
export { mcpApps, type McpAppsOptions } from './mcp-apps.tsx';
export { openUi } from './open-ui/open-ui.tsx';
export type { OpenUiActionDetails, OpenUiOptions } from './open-ui/open-ui-options.ts';
export type { UiRegistration, UiRegistry } from './surface/ui-registry.ts';
export type { UiComponentProps, UiOwn } from './surface/ui-views.ts';
export type { UiFormatLabels } from './ui-format-labels.ts';
export type { UiFormat } from '../components/messages/ui-format.ts';
