import { ChatError } from 'rivulet/protocol';
import { textBounds } from '../analysis/analyse-text.ts';
import type { Analyst } from '../analysis/analyst.ts';
import type { ImageEngine, PromptReading } from '../images/image-engine.ts';
import { drawnPicture, type DrawItem } from './draw.ts';
import { pipelineItems, type PipelineItem } from './pipeline.ts';
import type { Works } from './server-tasks.ts';

/** What the tool of a picture gives: how it stands, and what the painter took the words for. */
export type DrawOutput = DrawItem & Partial<PromptReading>;

/** What the tool of an analysis gives: the steps so far. */
export interface AnalyseOutput {
  readonly steps: readonly PipelineItem[];
}

/** A tool that a question asks for in so many words. */
export interface AskedTool {
  readonly name: 'draw' | 'analyse';
  readonly title: string;
  readonly input: Readonly<Record<string, string>>;
  /** Does the work; each output takes the place of the one before. */
  run(signal: AbortSignal, owner: string): AsyncIterable<DrawOutput | AnalyseOutput>;
  /** What is said when it is done. */
  readonly reply: string;
}

const wish = /^\s*(?:please\s+)?(?:draw|paint)\s+(?:me\s+)?(.+)$/is;
const textWithin =
  /^\s*(?:please\s+)?analy[sz]e(?:\s+(?:this|the following)(?:\s+text)?)?\s*[:\n](.+)$/is;

/**
 * Finds the tool that a question asks for: *draw a red sun over the sea*, *analyse this text: …*. The models that a machine of
 * no account can run do not call tools; where the words leave no doubt, this server calls it in their place.
 */
export function askedTool({ images, analyst }: Works, question: string): AskedTool | undefined {
  const [, prompt] = wish.exec(question) ?? [];
  if (images && prompt) return pictureOf(images, prompt.trim());
  const [, text] = textWithin.exec(question) ?? [];
  return analyst && text ? analysisOf(analyst, text.trim()) : undefined;
}

function pictureOf(images: ImageEngine, prompt: string): AskedTool | undefined {
  const reading = readingOf(images, prompt);
  if (reading === 'none') return undefined;
  const { understood = prompt, unknown = [] } = reading ?? {};
  const left = unknown.length > 0 ? ` I do not know how to draw: ${unknown.join(', ')}.` : '';
  return {
    name: 'draw',
    title: 'Draw',
    input: { prompt },
    async *run(signal, owner) {
      for await (const drawn of images.draw(prompt, { signal, owner })) {
        yield { ...drawnPicture(drawn), ...reading };
      }
    },
    reply: `${capital(understood)}.${left}`,
  };
}

/** What a painter takes a prompt for; 'none' where it can make nothing of it, as of a question about drawing. */
function readingOf(images: ImageEngine, prompt: string): PromptReading | 'none' | undefined {
  try {
    return images.read(prompt);
  } catch (error) {
    if (error instanceof ChatError) return 'none';
    throw error;
  }
}

function analysisOf(analyst: Analyst, text: string): AskedTool | undefined {
  if (text.length < textBounds.least || text.length > textBounds.most) return undefined;
  return {
    name: 'analyse',
    title: 'Analyse',
    input: { text },
    async *run(signal) {
      const steps = new Map<string, PipelineItem>();
      for await (const { item } of pipelineItems(analyst, text, signal)) {
        steps.set(item.step, item);
        yield { steps: [...steps.values()] };
      }
    },
    reply: `That is what ${analyst.info.name} has found.`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
