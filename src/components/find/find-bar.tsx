'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { Icon } from '../shared/icon.tsx';
import type { ChatLabels } from '../labels/chat-labels.ts';
import type { FindFrame } from './find-marks.ts';
import { useMatches } from './use-matches.ts';

/** Props of {@link FindBar}. */
export interface FindBarProps {
  readonly messages: readonly ChatMessage[];
  /** The list in which is found. */
  readonly frame: () => FindFrame | undefined;
  /** How often it was asked for: each time the field takes the focus. */
  readonly asked: number;
  readonly onClose: () => void;
}

/** Finds words in a conversation, also in what is folded or far, while it grows. Renders a `<div role="search">`. */
export function FindBar({ messages, frame, asked, onClose }: FindBarProps): React.JSX.Element {
  const texts = useLabels();
  const [query, setQuery] = useState('');
  const { matches, at, step } = useMatches(messages, query, frame);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked > 0) field.current?.select();
  }, [asked]);
  const count = countWords(texts, query, at, matches.length);
  const press = (event: React.KeyboardEvent) => {
    const isStep = event.key === 'F3' || (event.key === 'Enter' && event.target === field.current);
    if (isStep) step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- <search> is too new
    <div role="search" aria-label={texts.find} className="rv-find" onKeyDown={press} data-chrome="">
      <input
        ref={field}
        type="search"
        className="rv-find-field"
        aria-label={texts.find}
        placeholder={texts.find}
        autoComplete="off"
        enterKeyHint="search"
        dir={query ? 'auto' : undefined}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <span className="rv-find-count" aria-hidden="true">
        {count}
      </span>
      <Told words={count} />
      <FindStep label={texts.findPrevious} isBack onPress={() => step(-1)} />
      <FindStep label={texts.findNext} onPress={() => step(1)} />
      <button
        type="button"
        className="rv-action"
        aria-label={texts.findClose}
        title={texts.findClose}
        onClick={onClose}
      >
        <Icon shape="close" />
      </button>
    </div>
  );
}

function FindStep({
  label,
  isBack = false,
  onPress,
}: {
  readonly label: string;
  readonly isBack?: boolean;
  readonly onPress: () => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      data-direction={isBack ? 'up' : 'down'}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon shape="down" />
    </button>
  );
}

/** How long the words must stay the same before they are said, in milliseconds: who types does not want each count. */
const quietMs = 1000;

/** Says how many matches there are once nothing changes any more. */
function Told({ words }: { readonly words: string }): React.JSX.Element {
  const [told, setTold] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTold(words), quietMs);
    return () => clearTimeout(timer);
  }, [words]);
  return <output className="rv-visually-hidden">{told}</output>;
}

function countWords(texts: ChatLabels, query: string, at: number, count: number): string {
  if (query.trim() === '') return '';
  return count === 0 ? texts.findNone : texts.findCount(at + 1, count);
}
