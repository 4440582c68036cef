import type { Meta, StoryObj } from '@storybook/react-vite';
import { Canvas, SharedText } from 'rivulet/shared-text';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { documents } from './documents.ts';
import './frame.css';
import { CanvasForTwo, EditorAndField, TwoFields } from './shared-texts.tsx';

documents(TwoFields, SharedText);
documents(CanvasForTwo, Canvas);

const meta = {
  title: 'Shared text',
  component: TwoFields,
} satisfies Meta<typeof TwoFields>;
export default meta;
type Story = StoryObj<typeof meta>;

const patient = { timeout: 20_000 };

function fieldsIn(canvasElement: HTMLElement) {
  const canvas = within(canvasElement);
  return {
    canvas,
    ann: canvas.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ann’s field' }),
    bob: canvas.getByRole<HTMLTextAreaElement>('textbox', { name: 'Bob’s field' }),
  };
}

/** Two people at one text: what one types, the other has; each sees where the other is. */
export const TwoPeople: Story = {
  play: async ({ canvasElement }) => {
    const { ann, bob } = fieldsIn(canvasElement);
    await userEvent.type(ann, 'From Ann. ');
    await waitFor(() => expect(bob.value).toBe('From Ann. '), patient);
    await userEvent.type(bob, 'From Bob.');
    await waitFor(() => expect(ann.value).toBe('From Ann. From Bob.'), patient);
    await waitFor(
      () => expect(canvasElement.querySelector('[data-name="Bob"]')).not.toBeNull(),
      patient,
    );
  },
};

/** A model writes with a caret of its own; its text is marked until somebody accepts it. */
export const AModelWrites: Story = {
  play: async ({ canvasElement }) => {
    const { canvas, ann, bob } = fieldsIn(canvasElement);
    await userEvent.type(ann, 'Begin: ');
    await userEvent.click(canvas.getByRole('button', { name: 'Have the model write for Ann' }));
    await waitFor(() => expect(bob.value).toMatch(/green\.$/), patient);
    await waitFor(
      () => expect(canvasElement.querySelector('[data-proposed]')).not.toBeNull(),
      patient,
    );
    const [accept] = await canvas.findAllByRole('button', { name: 'Accept' });
    if (accept) await userEvent.click(accept);
    await waitFor(() => expect(canvasElement.querySelector('[data-proposed]')).toBeNull(), patient);
  },
};

/** From right to left, as the text does. */
export const RightToLeft: Story = {
  args: { dir: 'rtl' },
  play: async ({ canvasElement }) => {
    const { ann, bob } = fieldsIn(canvasElement);
    await userEvent.type(ann, 'مرحبا بالعالم');
    await waitFor(() => expect(bob.value).toBe('مرحبا بالعالم'), patient);
  },
};

/** A text with a model at hand: what is selected is changed in place, and the version before that is kept. */
export const ACanvas: Story = {
  render: () => <CanvasForTwo />,
  play: async ({ canvasElement }) => {
    const { canvas, ann, bob } = fieldsIn(canvasElement);
    await userEvent.type(ann, 'One. Two is long winded. Three.');
    ann.setSelectionRange(5, 24);
    await userEvent.type(canvas.getByLabelText('What the model is to do'), 'Shorten it');
    await userEvent.click(await canvas.findByRole('button', { name: 'Change the selection' }));
    await waitFor(() => expect(bob.value).toMatch(/^One\. The river .* green\. Three\.$/), patient);
    await userEvent.click(canvas.getByText('Versions'));
    await userEvent.click(await canvas.findByRole('button', { name: 'Compare with now' }));
    await waitFor(() => expect(canvasElement.querySelector('del')).not.toBeNull(), patient);
  },
};

/** CodeMirror at the same text, for texts that are larger than a field should hold. */
export const CodeMirror: Story = {
  render: () => <EditorAndField />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const editor = await canvas.findByRole('textbox', { name: 'Ann’s editor' });
    const field = canvas.getByRole<HTMLTextAreaElement>('textbox', { name: 'Bob’s field' });
    await userEvent.type(field, 'typed in the field');
    await waitFor(() => expect(editor.textContent).toContain('typed in the field'), patient);
  },
};
