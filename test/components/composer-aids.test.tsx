import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ModelPicker } from '../../src/components/composer/model-picker.tsx';
import { ContextMeter } from '../../src/components/notices/context-meter.tsx';
import { MessageSkeleton } from '../../src/components/notices/message-skeleton.tsx';

describe('ContextMeter', () => {
  it('says how full the context is, and what the chat has cost', async () => {
    render(
      <ContextMeter used={43_500} size={128_000} cost={{ amount: 0.0231, currency: 'EUR' }} />,
    );
    const meter = await screen.findByRole('meter', { name: 'Context' });
    expect(meter).toHaveAttribute('aria-valuenow', '43500');
    expect(meter).toHaveAttribute('aria-valuetext', '34%. 43,500 of 128,000 tokens. Cost: €0.0231');
    expect(meter).toHaveAttribute('data-level', 'low');
  });

  it.each([
    [0, 0, '0%', 'low'],
    [80, 100, '80%', 'high'],
    [99, 100, '99%', 'full'],
    [300, 100, '100%', 'full'],
  ])('of %i in %i tokens is %s', async (used, size, share, level) => {
    render(<ContextMeter used={used} size={size} />);
    const meter = await screen.findByRole('meter');
    expect(meter).toHaveTextContent(share);
    expect(meter).toHaveAttribute('data-level', level);
    expect(Number(meter.getAttribute('aria-valuenow'))).toBeLessThanOrEqual(size);
  });
});

describe('ModelPicker', () => {
  const models = [
    { id: 'small', name: 'Brook 1' },
    { id: 'far', name: 'Sea', group: 'Cloud' },
    { id: 'near', group: 'Here' },
    { id: 'off', name: 'Lake', group: 'Cloud', disabled: true },
  ];

  it('offers the models, in their groups, and tells which is chosen', async () => {
    const onChange = vi.fn();
    render(<ModelPicker models={models} value="small" onChange={onChange} />);
    const list = screen.getByRole('combobox', { name: 'Model' });
    expect(list).toHaveDisplayValue('Brook 1');
    const groups = screen.getAllByRole('group');
    expect(groups.map((group) => group.textContent)).toEqual(['SeaLake', 'near']);
    expect(screen.getByRole('option', { name: 'Lake' })).toBeDisabled();
    await userEvent.selectOptions(list, 'near');
    expect(onChange.mock.calls).toEqual([['near']]);
  });
});

describe('MessageSkeleton', () => {
  it('says that the messages are on their way', () => {
    render(<MessageSkeleton />);
    expect(screen.getByRole('status')).toHaveTextContent('Loading the messages…');
  });
});
