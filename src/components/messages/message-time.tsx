'use client';
import type * as React from 'react';
import { useInPage } from '../../view/use-in-page.ts';
import { useLabels } from '../labels/use-labels.ts';

/** When a message was written, in the reader's own time: the hour, and the day if it was another one. Renders a `<time>`. */
export function MessageTime({
  createdAt,
}: {
  readonly createdAt: number | undefined;
}): React.JSX.Element | null {
  const { locale } = useLabels();
  // A server knows neither the reader's clock nor where the reader is.
  const isInPage = useInPage();
  const date = new Date(createdAt ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return null;
  return (
    <time
      className="rv-time"
      dateTime={date.toISOString()}
      // Who points at it wants to know all of it; to make the format is more work than the rest of a short message.
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = formatOf(locale, 'full').format(date);
      }}
    >
      {isInPage && formatOf(locale, isToday(date) ? 'time' : 'day').format(date)}
    </time>
  );
}

function isToday(date: Date): boolean {
  return date.toDateString() === new Date().toDateString();
}

const styles = {
  time: { timeStyle: 'short' },
  day: { dateStyle: 'medium', timeStyle: 'short' },
  full: { dateStyle: 'full', timeStyle: 'medium' },
} as const;

// To make one takes longer than to write a thousand times with it.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, style: keyof typeof styles): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, styles[style]);
  formats.set(key, format);
  return format;
}
