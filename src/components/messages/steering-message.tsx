import type * as React from 'react';
import type { SteeringMessagePart } from '../../protocol/chat-message.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import { Attachment } from './attachment.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link SteeringMessage}. */
export interface SteeringMessageProps {
  readonly part: SteeringMessagePart;
  readonly linkPolicy?: UrlPolicy | undefined;
  readonly imagePolicy?: UrlPolicy | undefined;
}

/** What the user said in the middle of an answer, where the model read it. Renders a `<div>` that says whose words these are. */
export function SteeringMessage({ part, ...policies }: SteeringMessageProps): React.JSX.Element {
  const { you } = useLabels();
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div className="rv-steering" role="group" aria-label={you}>
      {part.parts.map((said, index) =>
        'text' in said ? (
          <p key={index} className="rv-plain-text" dir="auto">
            {said.text}
          </p>
        ) : (
          <Attachment key={index} part={said} {...policies} />
        ),
      )}
    </div>
  );
}
