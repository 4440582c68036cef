import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import './frame.css';
import * as samples from './samples.ts';
import { ScriptedChat } from './scripted-chat.tsx';
import './themes.css';

/** Five brands: an accent, a radius, a font. All else derives from them, in both schemes. */
const meta = {
  title: 'Themes',
  args: { name: 'violet' },
  argTypes: { name: { control: 'select', options: ['violet', 'rose', 'sun', 'forest', 'ink'] } },
  render: ({ name }) => (
    <div className="themes">
      {['light', 'dark'].map((scheme) => (
        <div key={scheme} className={`${scheme} theme-${name} rv-theme`}>
          <ScriptedChat
            aria-label={`Chat, ${scheme}`}
            ask="What is a stream?"
            scripts={[[samples.shortAnswer]]}
          />
        </div>
      ))}
    </div>
  ),
} satisfies Meta<{ name: string }>;
export default meta;
type Story = StoryObj<typeof meta>;

async function hasEnded(canvas: HTMLElement): Promise<void> {
  await waitFor(() => expect(canvas.querySelectorAll('[data-end="complete"]')).toHaveLength(2));
}

export const Violet: Story = { play: async ({ canvasElement }) => hasEnded(canvasElement) };

export const Rose: Story = {
  args: { name: 'rose' },
  play: async ({ canvasElement }) => hasEnded(canvasElement),
};

/** Yellow: too light for a link on white, so that as text it goes darker; on dark it stays. */
export const Sun: Story = {
  args: { name: 'sun' },
  play: async ({ canvasElement }) => {
    await hasEnded(canvasElement);
    const [light, dark] = [...canvasElement.querySelectorAll('.rv-markdown a')].map(
      (link) => getComputedStyle(link).color,
    );
    await expect(light).not.toBe(dark);
  },
};

/** An accent for each scheme. */
export const Forest: Story = {
  args: { name: 'forest' },
  play: async ({ canvasElement }) => hasEnded(canvasElement),
};

/** No colour and no round corner. */
export const Ink: Story = {
  args: { name: 'ink' },
  play: async ({ canvasElement }) => {
    await hasEnded(canvasElement);
    for (const selector of ['.rv-composer', '.rv-message-body', '.rv-send']) {
      const element = canvasElement.querySelector(selector);
      await expect(element && getComputedStyle(element).borderRadius).toBe('0px');
    }
  },
};
