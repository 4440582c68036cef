import type { PipelineStep } from 'rivulet/streams';

interface Entity {
  readonly text: string;
  readonly type: string;
}

/** What a step of an analysis has found. */
export function Found({ result }: PipelineStep) {
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
