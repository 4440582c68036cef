/** Reads the metrics as samples by their name and labels. */
export async function readMetrics(metrics: { text(): Promise<string> }) {
  return parseMetrics(await metrics.text());
}

/** Reads Prometheus's text. Throws for a line that is none. */
export function parseMetrics(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value] = /^([a-z_:][\w:]*(?:\{.*\})?) (\S+)$/i.exec(line) ?? [];
      const number = value === '+Inf' ? Infinity : Number(value);
      if (name === '' || (Number.isNaN(number) && value !== 'NaN'))
        throw new Error(`This is no sample: ${line}`);
      return [name, number];
    }),
  );
}
