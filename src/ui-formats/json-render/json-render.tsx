import { CodeBlock } from '../../code-block/code-block.tsx';
import type { UiFormat } from '../../components/messages/ui-format.ts';
import { lazyFormat } from '../lazy-format.tsx';
import type { JsonRenderOptions } from './json-render-options.ts';

const Part = lazyFormat(
  async () => (await import('./json-render-view.tsx')).JsonRenderPart,
  ({ children }) => children,
);
const Fence = lazyFormat(
  async () => (await import('./json-render-view.tsx')).JsonRenderFence,
  (props) => <CodeBlock {...props} />,
);
const codeBlocks = { spec: Fence, 'json-render': Fence };

/**
 * json-render: flat specs and the patches of SpecStreams, in `data-spec` parts and in fences of `spec` or `json-render`; shown by the
 * host's components and by built-in ones under the usual names. What shows them loads with the first of them.
 */
export function jsonRender(options: JsonRenderOptions = {}): UiFormat {
  return {
    name: 'json-render',
    options,
    codeBlocks,
    componentOf: (part) => (part.type === 'data-spec' ? Part : undefined),
  };
}
