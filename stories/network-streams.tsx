import { useState } from 'react';
import { Picture } from 'rivulet/components';
import type { StreamValue } from 'rivulet/protocol';
import {
  PipelineSteps,
  Progress,
  useImage,
  usePipeline,
  useProgress,
  useStream,
} from 'rivulet/streams';
import { scriptedTransport } from 'rivulet/testing';
import { shapeValues, type StreamNetwork } from './network-stream.ts';
import { landscape } from './story-files.ts';

const item = (value: unknown): StreamValue => ({ kind: 'item', value });

function useScript(values: readonly StreamValue[], shape: StreamNetwork) {
  const [transport] = useState(() => scriptedTransport(shapeValues(values, shape)));
  return { transport };
}

/** A picture that is drawn from coarse to sharp. */
export function DrawnPicture(shape: StreamNetwork) {
  const drawn = useImage(useScript(drafts(), shape));
  const { image, step, total, isStreaming, etaMs, end, generate, abort } = drawn;
  return (
    <div className="story-frame">
      <button type="button" onClick={() => void generate('a river')}>
        Draw a river
      </button>{' '}
      <button type="button" disabled={!isStreaming} onClick={() => void abort()}>
        Stop
      </button>
      <Progress progress={{ done: step, total, etaMs }} label="Drawing" />
      {image && <Picture part={image} isDraft={isStreaming} alt="A river" />}
      <p data-end={end}>{end ?? 'not ended'}</p>
    </div>
  );
}

function drafts(): StreamValue[] {
  return [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1].map((detail, index) =>
    item({ step: index + 1, total: 5, image: landscape(640, 360, detail) }),
  );
}

/** A pipeline of which one step fails, and the rest goes on. */
export function StoryPipeline(shape: StreamNetwork) {
  const { steps, start, abort, end } = usePipeline<string>(useScript(stepValues, shape));
  return (
    <div className="story-frame">
      <button type="button" onClick={() => void start({ text: 'Ada lives in London.' })}>
        Analyse
      </button>{' '}
      <button type="button" onClick={() => void abort()}>
        Stop
      </button>
      <PipelineSteps steps={steps} renderResult={({ result }) => String(result)} />
      <p data-end={end}>{end ?? 'not ended'}</p>
    </div>
  );
}

const stepValues: readonly StreamValue[] = [
  { kind: 'header', value: { steps: ['clean', 'sentiment', 'entities', 'translation'] } },
  item({ step: 'clean', state: 'running' }),
  item({ step: 'clean', state: 'done', ms: 4, result: '20 characters' }),
  item({ step: 'sentiment', state: 'running' }),
  item({ step: 'sentiment', state: 'failed', ms: 31, error: 'The model did not load.' }),
  item({ step: 'entities', state: 'running' }),
  item({ step: 'entities', state: 'done', ms: 1250, result: 'Ada, London' }),
  item({ step: 'translation', state: 'skipped', reason: 'Apertium is not installed.' }),
  { kind: 'footer', value: { failed: 1 } },
];

/** A list that is worked through. */
export function WorkedList(shape: StreamNetwork) {
  const work = useProgress(useScript(workValues, shape));
  return (
    <div className="story-frame">
      <button type="button" onClick={() => void work.start({})}>
        Process 20 files
      </button>
      <Progress progress={work} />
      <p data-end={work.end}>{work.end ?? 'not ended'}</p>
    </div>
  );
}

const workValues = Array.from({ length: 21 }, (_, done): StreamValue => ({
  kind: 'progress',
  value: { done, total: 20, label: `Reading files` },
}));

/** Values with a header before them and a footer after them. */
export function TypedValues(shape: StreamNetwork) {
  const stream = useStream<{
    header: { language: string };
    item: { words: readonly string[] };
    footer: { seconds: number };
  }>(useScript(speech, shape));
  const { header, items, footer, status, end, start } = stream;
  return (
    <div className="story-frame">
      <button type="button" onClick={() => void start({ file: 'speech.wav' })}>
        Transcribe
      </button>
      <p>Language: {header?.language ?? 'not known yet'}</p>
      <ul>
        {items.map(({ words }, index) => (
          // Items are only ever added, so that a place names one.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>{words.join(' ')}</li>
        ))}
      </ul>
      <p data-end={end}>{footer ? `${footer.seconds} seconds` : status}</p>
    </div>
  );
}

const speech: readonly StreamValue[] = [
  { kind: 'header', value: { language: 'en' } },
  ...['Call me Ishmael.', 'Some years ago,', 'never mind how long precisely,'].map((line) =>
    item({ words: line.split(' ') }),
  ),
  { kind: 'footer', value: { seconds: 3.5 } },
];
