import { useState } from 'react';
import { Picture, Suggestions } from 'rivulet';
import { Progress, useImage } from 'rivulet/streams';
import { kept, Work } from './work.tsx';

const wishes = ['a red sun over the sea', 'a green tree at night', 'two yellow stars in the sky'];

interface Reading {
  readonly engine: string;
  readonly understood?: string;
  readonly unknown?: readonly string[];
}

/** A picture while it is drawn, from one colour to all its squares. */
export default function DrawPicture() {
  const [prompt, setPrompt] = useState(wishes[0] ?? '');
  const drawing = useImage({ url: '/api/tasks/draw', id: 'demo-picture', ...kept });
  const { image, step, total, isStreaming, generate } = drawing;
  const reading = drawing.header as Reading | undefined;
  const draw = (wish: string) => {
    setPrompt(wish);
    void generate(wish);
  };
  return (
    <Work
      title="Picture"
      lead="Each step is the whole picture, sharper than the one before."
      stream={drawing}
      verb="Draw"
      onStart={() => draw(prompt)}
      fields={
        <label className="work-field">
          What to draw
          <input
            value={prompt}
            required
            maxLength={1000}
            onChange={({ target }) => setPrompt(target.value)}
          />
        </label>
      }
    >
      <Suggestions suggestions={wishes} onSelect={draw} />
      {isStreaming && <Progress progress={{ done: step, total }} label="Drawing" />}
      {image && (
        <div className="work-picture">
          <Picture part={image} alt={reading?.understood ?? prompt} isDraft={isStreaming} />
        </div>
      )}
      {reading?.unknown && reading.unknown.length > 0 && (
        <p>
          {reading.engine} does not know: {reading.unknown.join(', ')}
        </p>
      )}
    </Work>
  );
}
