/** Returns what is malformed in a markdown answer, in words; an empty list if all is well. */
export function markdownFaults(text: string): string[] {
  const faults: string[] = [];
  if (text.trim() === '') faults.push('empty');
  if (text.includes('\uFFFD')) faults.push('broken character');
  if (text.includes('<|im_')) faults.push('template text');
  const body = withoutThought(text, faults);
  const prose = withoutFences(body, faults);
  for (const block of prose.split(/\n{2,}/)) faults.push(...blockFaults(block));
  return faults;
}

function withoutThought(text: string, faults: string[]): string {
  if (!text.startsWith('<think>')) return text;
  const end = text.indexOf('</think>');
  if (end < 0) faults.push('unclosed thought');
  return end < 0 ? '' : text.slice(end + '</think>'.length);
}

function withoutFences(text: string, faults: string[]): string {
  const prose: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})(.*)$/.exec(line);
    if (!fence && mark?.[1]) fence = mark[1];
    else if (fence && mark?.[1]?.startsWith(fence) && mark[2]?.trim() === '') fence = '';
    else if (!fence) prose.push(line);
  }
  if (fence) faults.push('unclosed fence');
  return prose.join('\n');
}

function blockFaults(block: string): string[] {
  const faults: string[] = [];
  const prose = block.replaceAll(/\\./g, '').replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, 'code');
  if (prose.includes('`')) faults.push(`open code span: ${sample(block)}`);
  if ((prose.match(/\*\*/g) ?? []).length % 2 > 0) faults.push(`open strong: ${sample(block)}`);
  if (/\]\([^)\n]*$/m.test(prose)) faults.push(`open link: ${sample(block)}`);
  const rows = prose.split('\n').filter((line) => line.trim().startsWith('|'));
  if (rows.length > 1 && /^[\s|:-]+$/.test(rows[1] ?? '')) {
    const widths = new Set(
      rows.map(
        (row) =>
          row
            .trim()
            .replaceAll(/^\||\|$/g, '')
            .split('|').length,
      ),
    );
    if (widths.size > 1) faults.push(`uneven table: ${sample(block)}`);
  }
  return faults;
}

const sample = (block: string) => JSON.stringify(block.trim().slice(0, 40));
