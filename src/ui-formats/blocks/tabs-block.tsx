import type * as React from 'react';
import { useId, useRef, useState } from 'react';
import { fieldOf, textOf } from '../data/json-pointer.ts';
import type { UiComponentProps } from '../surface/ui-views.ts';

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Pages of which one is seen; arrows go from one to the next. Renders a `<div>` with a `<div role="tablist">`. */
export function TabsBlock({ props, own, slot }: UiComponentProps): React.JSX.Element {
  const { 'aria-label': label, ...rest } = own;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const tabs: readonly unknown[] = Array.isArray(props['tabs']) ? props['tabs'] : [];
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, Math.max(0, tabs.length - 1));
  const go = (index: number) => {
    setChosen(index);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  const press = (event: React.KeyboardEvent) => {
    const isRtl = list.current !== null && getComputedStyle(list.current).direction === 'rtl';
    const step = (steps[event.key] ?? 0) * (isRtl ? -1 : 1);
    const ends: Readonly<Record<string, number>> = { Home: 0, End: tabs.length - 1 };
    const to = step === 0 ? ends[event.key] : (active + step + tabs.length) % tabs.length;
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div {...rest} className="rv-ui-tabs">
      <div ref={list} role="tablist" className="rv-ui-tablist" aria-label={label}>
        {tabs.map((tab, index) => (
          <button
            key={index}
            type="button"
            role="tab"
            className="rv-ui-tab"
            id={`${id}tab${index}`}
            aria-controls={`${id}panel${index}`}
            aria-selected={index === active}
            tabIndex={index === active ? 0 : -1}
            onClick={() => setChosen(index)}
            onKeyDown={press}
          >
            {textOf(fieldOf(tab, 'title'))}
          </button>
        ))}
      </div>
      {tabs.map((_, index) => (
        <div
          key={index}
          role="tabpanel"
          className="rv-ui-panel"
          id={`${id}panel${index}`}
          aria-labelledby={`${id}tab${index}`}
          hidden={index !== active}
        >
          {slot(`tab${index}`)}
        </div>
      ))}
    </div>
  );
}
