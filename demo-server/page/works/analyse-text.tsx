import { useState } from 'react';
import { PipelineSteps, usePipeline } from 'rivulet/streams';
import { Found } from './found.tsx';
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
