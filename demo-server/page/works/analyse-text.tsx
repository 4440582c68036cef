import { useState } from 'react';
import { PipelineSteps, usePipeline, type PipelineStep } from 'rivulet/streams';
import { kept, Work } from './work.tsx';

const sample =
  `Ada Lovelace met Charles Babbage in London in June 1833. She was delighted by his machine and wrote the
best account of it that there is. Babbage never finished the Analytical Engine, which was a bitter disappointment. The
Science Museum in London built a part of it in 1991 for £500,000, and it works.`.replaceAll(
    '\n',
    ' ',
  );

/** A text on its way through several models, one after the other. */
export default function AnalyseText() {
  const [text, setText] = useState(sample);
  const pipeline = usePipeline({ url: '/api/tasks/pipeline', id: 'demo-text', ...kept });
  return (
    <Work
      title="Text"
      lead="Small models read it one after the other. One that fails, or is not there, says so; the rest go on."
      stream={pipeline}
      verb="Analyse"
      onStart={() => void pipeline.start({ text })}
      fields={
        <label className="work-field">
          The text, in English
          <textarea
            rows={5}
            value={text}
            required
            maxLength={5000}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
      }
    >
      <PipelineSteps steps={pipeline.steps} renderResult={(step) => <Found {...step} />} />
    </Work>
  );
}

interface Entity {
  readonly text: string;
  readonly type: string;
}

function Found({ result }: PipelineStep) {
  const found = Object.entries(result as Readonly<Record<string, unknown>>);
  return found.map(([name, value]) => (
    <p key={name} className="work-found">
      <span>{name.replaceAll('_', ' ')}</span> {Array.isArray(value) ? named(value) : shown(value)}
    </p>
  ));
}

const named = (entities: readonly Entity[]) =>
  entities.map(({ text, type }) => `${text} (${type})`).join(', ') || 'none';
const shown = (value: unknown) =>
  typeof value === 'number' ? value.toFixed(value % 1 ? 2 : 0) : String(value);
