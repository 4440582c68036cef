import { CodeBlock } from '../../code-block/code-block.tsx';
import type { UiFormat } from '../../components/messages/ui-format.ts';
import { lazyFormat } from '../lazy-format.tsx';
import type { A2uiOptions } from './a2ui-options.ts';
import { isA2ui } from './a2ui-sources.ts';

const Part = lazyFormat(
  async () => (await import('./a2ui-view.tsx')).A2uiPart,
  ({ children }) => children,
);
const Fence = lazyFormat(
  async () => (await import('./a2ui-view.tsx')).A2uiFence,
  (props) => <CodeBlock {...props} />,
);
const codeBlocks = { a2ui: Fence, 'json-a2ui': Fence };

/**
 * A2UI, versions 0.8 to 1.0, with its basic catalogue: `data-a2ui` parts, files and outputs of tools of its media type, fences of `a2ui`.
 * What shows it loads with the first of them. What a reader does is sent by the chat around, unless the host takes it.
 */
export function a2ui(options: A2uiOptions = {}): UiFormat {
  return {
    name: 'a2ui',
    options,
    codeBlocks,
    componentOf: (part) => (isA2ui(part) ? Part : undefined),
  };
}
