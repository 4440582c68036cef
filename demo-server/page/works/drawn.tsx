import { Picture } from 'rivulet';
import { Progress } from 'rivulet/streams';
import type { DrawProps } from '../demo-chat.ts';

/** A picture that an answer brings, while it is drawn and after. */
export default function Drawn({ part, isStreaming, children }: DrawProps) {
  const { output, input } = part;
  if (!output) return children;
  const { image: url, step, total } = output;
  const isDraft = isStreaming && step < total;
  return (
    <div className="work-picture">
      <Picture
        part={{ mediaType: 'image/png', url }}
        alt={output.understood ?? input?.prompt ?? ''}
        isDraft={isDraft}
      />
      {isDraft && <Progress progress={{ done: step, total }} label="Drawing" />}
    </div>
  );
}
