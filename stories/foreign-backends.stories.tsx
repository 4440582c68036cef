import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { backends, type ForeignBackend } from './foreign-backends.ts';
import { ForeignChat } from './foreign-chat.tsx';
import './frame.css';
import { storyAnswer, storyThought } from './story-answer.ts';
import { untilEnd } from './until-end.ts';

// Without markdown's marks and without spaces, which the borders of blocks replace.
const plain = (text = '') => text.replaceAll(/^\d\. |[*`\s]/gm, '');

/** Each first answer is cut in its middle: it goes on where the backend keeps its runs, else its reader is told, and asks again. */
const meta = {
  title: 'Chat/Foreign backends',
  component: ForeignChat,
  args: { backend: 'OpenAI chat', isCut: true, pauseMs: 20 },
  argTypes: {
    backend: { control: 'select', options: Object.keys(backends) },
    isCut: { control: 'boolean' },
    pauseMs: { control: { type: 'range', min: 5, max: 200, step: 5 } },
  },
  play: async ({ canvasElement, args }) => {
    const { goOn, hasReasoning }: ForeignBackend = backends[args.backend];
    if (goOn === undefined) await askAgain(canvasElement);
    const answer = await untilEnd(canvasElement, 'complete');
    const text = answer.querySelector('.rv-markdown');
    await expect(plain(text?.textContent)).toBe(plain(storyAnswer));
    await expect(answer.querySelectorAll('ol > li')).toHaveLength(3);
    await expect(answer.querySelector('strong')).toHaveTextContent('backend');
    const thought = await thoughtOf(answer);
    await expect(plain(thought)).toBe(hasReasoning ? plain(storyThought) : '');
    await expect(within(canvasElement).queryByText(/Connection lost/)).toBeNull();
  },
} satisfies Meta<typeof ForeignChat>;
export default meta;
type Story = StoryObj<typeof meta>;

async function thoughtOf(answer: HTMLElement): Promise<string> {
  const summary = answer.querySelector('.rv-reasoning > summary');
  if (!summary) return '';
  await userEvent.click(summary);
  return waitFor(() => {
    const found = answer.querySelector('.rv-reasoning-text');
    if (!found?.textContent) throw new Error('The reasoning is not shown yet.');
    return found.textContent;
  });
}

async function askAgain(canvas: HTMLElement): Promise<void> {
  const cut = await untilEnd(canvas, 'truncated');
  await expect(cut).toHaveTextContent('Connection lost – the answer is incomplete.');
  await expect(cut).not.toHaveTextContent('or says that it is not whole');
  await userEvent.click(within(cut).getByRole('button', { name: 'Retry' }));
}

export const OpenAiChat: Story = { args: { backend: 'OpenAI chat' } };
export const OpenAiResponses: Story = { args: { backend: 'OpenAI Responses' } };
export const Anthropic: Story = { args: { backend: 'Anthropic' } };
export const Gemini: Story = { args: { backend: 'Gemini' } };
export const GeminiInteractions: Story = { args: { backend: 'Gemini Interactions' } };
export const AiSdk: Story = { args: { backend: 'AI SDK' } };
export const TanStackAi: Story = { args: { backend: 'TanStack AI' } };
export const AgUi: Story = { args: { backend: 'AG-UI' } };
export const Ollama: Story = { args: { backend: 'Ollama' } };
export const Cohere: Story = { args: { backend: 'Cohere' } };
export const Bedrock: Story = { args: { backend: 'Bedrock' } };
export const N8n: Story = { args: { backend: 'n8n' } };
export const Dify: Story = { args: { backend: 'Dify' } };
export const LangServe: Story = { args: { backend: 'LangServe and LangChain' } };
export const LmStudio: Story = { args: { backend: 'LM Studio' } };
export const Replicate: Story = { args: { backend: 'Replicate' } };
export const TextGenerationInference: Story = { args: { backend: 'Text Generation Inference' } };
export const Guide: Story = { args: { backend: 'A guide’s server' } };
export const PlainText: Story = { args: { backend: 'Plain text' } };
