import { CodeBlock } from '../../code-block/code-block.tsx';
import type { UiFormat } from '../../components/messages/ui-format.ts';
import { lazyFormat } from '../lazy-format.tsx';
import type { OpenUiOptions } from './open-ui-options.ts';

const Fence = lazyFormat(
  async () => (await import('./open-ui-view.tsx')).OpenUiFence,
  (props) => <CodeBlock {...props} />,
);
const codeBlocks = { openui: Fence, 'openui-lang': Fence };

/**
 * OpenUI Lang in fences of `openui` or `openui-lang`, shown by the host's components and by built-in ones under the names of OpenUI's own
 * library. What shows it loads with the first of them. `Query` and `Mutation` are not run.
 */
export function openUi(options: OpenUiOptions = {}): UiFormat {
  return { name: 'open-ui', options, codeBlocks };
}
