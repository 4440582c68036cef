import type { ToolPart } from '../protocol/chat-message.ts';
import { toolName } from '../protocol/chat-message.ts';
import { CodeBlock } from '../highlight/code-block.tsx';
import { Icon } from './icon.tsx';

const stateLabels: Readonly<Record<ToolPart['state'], string>> = {
  'input-streaming': 'preparing…',
  'input-available': 'running…',
  'approval-requested': 'waits for approval',
  'approval-responded': 'approval answered',
  'output-available': 'done',
  'output-error': 'failed',
  'output-denied': 'denied',
};

/** One tool call, folded: its name, how far it has come, what went in and what came out. Renders a `<details>`. */
export function ToolCall({ part }: { readonly part: ToolPart }): React.JSX.Element {
  const input = part.input === undefined ? part.inputText : json(part.input);
  const output = part.errorText ?? (part.output === undefined ? undefined : json(part.output));
  return (
    <details className="rv-tool" data-state={part.state}>
      <summary>
        <Icon shape="chevron" />
        <span className="rv-tool-name">{part.title ?? (toolName(part) || 'Tool')}</span>
        <span className="rv-tool-state">{stateLabels[part.state]}</span>
      </summary>
      {input && <CodeBlock code={input} language="json" />}
      {output && <CodeBlock code={output} language={part.errorText ? '' : 'json'} />}
    </details>
  );
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}
