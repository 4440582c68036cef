import { useId } from 'react';
import type { ModelInfo } from './use-model.ts';

const loadCommand = 'npm run demo -- --model hf:Qwen/Qwen3-0.6B-GGUF:Q8_0';
const upstreamCommand = 'npm run demo -- --upstream http://gpu:8000/v1 --upstream-model NAME';

/** Names the model that answers; a press tells more, and how to load another. */
export function ModelChip({ model }: { readonly model: ModelInfo | undefined }) {
  const id = useId();
  if (!model) return <span className="chip">Looking for the server…</span>;
  return (
    <>
      <button type="button" className="chip" popoverTarget={id} data-engine={model.engine}>
        <span className="chip-dot" />
        <span className="chip-name">{model.name}</span>
        <span className="chip-note">{noteOf(model)}</span>
      </button>
      <div id={id} popover="auto" className="card">
        <h2>{model.name}</h2>
        <p>{noteOf(model)}.</p>
        <dl>
          {factsOf(model).map(([name, fact]) => (
            <div key={`${name} ${fact}`}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
        </dl>
        <p>{model.bundled ? 'For a model that knows more:' : 'For another model:'}</p>
        <pre>
          <code>{model.engine === 'upstream' ? upstreamCommand : loadCommand}</code>
        </pre>
      </div>
    </>
  );
}

function noteOf(model: ModelInfo): string {
  if (model.engine === 'scripted') return 'scripted replies – no model';
  if (model.bundled) return 'tiny bundled model, knows only this kit';
  return model.note ?? deviceOf(model);
}

function factsOf(model: ModelInfo): [string, string][] {
  if (model.engine === 'scripted') return [['Answers at once', String(model.parallel)]];
  if (model.engine === 'upstream') return upstreamFacts(model);
  return [
    ['Size', sizeOf(model)],
    ['Runs on', deviceOf(model)],
    contextFact(model.contextSize),
    ['Answers at once', String(model.parallel)],
  ];
}

function upstreamFacts({ upstreams = [], contextSize, parallel }: ModelInfo): [string, string][] {
  return [
    ...upstreams.map(({ name, format, state }): [string, string] => [
      'Served by',
      `${name}, ${state === 'works' ? `speaks ${format ?? 'an unknown format'}` : 'does not answer'}`,
    ]),
    ...(contextSize > 0 ? [contextFact(contextSize)] : []),
    ['Answers at once', String(parallel)],
  ];
}

function contextFact(size: number): [string, string] {
  return ['Context', `${size.toLocaleString('en')} tokens`];
}

function sizeOf({ bytes, parameters }: ModelInfo): string {
  const size = bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
  if (parameters === undefined) return size;
  const count = parameters < 1e9 ? parameters / 1e6 : parameters / 1e9;
  return `${count.toFixed(1)} ${parameters < 1e9 ? 'million' : 'billion'} parameters, ${size}`;
}

function deviceOf({ device }: ModelInfo): string {
  if (device.backend === 'cpu' || device.gpuLayers === 0) return 'CPU';
  const name = device.names[0] ?? device.backend;
  return `${name} (${device.gpuLayers} of ${device.totalLayers} layers)`;
}
