import type * as React from 'react';
import type { McpAppLabels } from './mcp-app-labels.ts';

/** Props of {@link LinkQuestion}. */
export interface LinkQuestionProps {
  readonly url: string;
  readonly title: string;
  readonly words: McpAppLabels;
  readonly onAnswer: (isAllowed: boolean) => void;
}

/** Asks whether an address may be opened; it is shown whole. Renders a `<div role="alert">`. */
export function LinkQuestion({
  url,
  title,
  words,
  onAnswer,
}: LinkQuestionProps): React.JSX.Element {
  return (
    <div className="rv-app-question" role="alert">
      <p>
        {words.appAsksToOpen(title)} <code>{url}</code>
      </p>
      <button type="button" className="rv-button" onClick={() => onAnswer(false)}>
        {words.appKeepClosed}
      </button>
      <button type="button" className="rv-button" onClick={() => onAnswer(true)}>
        {words.appOpenLink}
      </button>
    </div>
  );
}
