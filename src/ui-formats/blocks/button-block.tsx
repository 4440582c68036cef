import type * as React from 'react';
import { useContext, useId, useLayoutEffect, useState } from 'react';
import { judgeUrl } from '../../markdown/urls/url-policy.ts';
import { useWords } from '../../view/labels-context.ts';
import { fieldOf, isRecord, textOf } from '../data/json-pointer.ts';
import {
  InButtonContext,
  TriggerContext,
  UiContext,
  type UiComponentProps,
} from '../surface/ui-views.ts';
import { englishUiFormats } from '../ui-format-labels.ts';

/**
 * A button. Where something is still wrong with what its reader has put in, a press says what. Renders a `<button>`, and a `<p>`
 * where there is something to say.
 */
export function ButtonBlock(given: UiComponentProps): React.JSX.Element {
  const { props, own, children, slot, act, problem } = given;
  const isInButton = useContext(InButtonContext);
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { confirm } = props;
  const trigger = useContext(TriggerContext);
  useLayoutEffect(() => (isInButton ? undefined : trigger?.isThere()), [isInButton, trigger]);
  const id = useId();
  const label = textOf(props['label']);
  const content = (
    <InButtonContext.Provider value={true}>
      {label}
      {slot('child')}
      {children}
    </InButtonContext.Provider>
  );
  if (isInButton) return <span>{content}</span>;
  const isOff = problem !== undefined || props['disabled'] === true;
  const isTold = isTried && problem !== undefined && problem !== '';
  const press = () => {
    setTried(isOff);
    if (isOff) return;
    setAsking(isRecord(confirm) && !isAsking);
    if (isRecord(confirm) && !isAsking) return;
    act();
    trigger?.open();
  };
  return (
    <>
      <button
        {...own}
        type="button"
        className="rv-button rv-ui-button"
        data-variant={textOf(props['variant']) || 'default'}
        aria-disabled={isOff || undefined}
        aria-describedby={isTold ? id : undefined}
        onClick={press}
      >
        {content}
      </button>
      {isAsking && <Question {...{ confirm, press, label }} onLeave={() => setAsking(false)} />}
      {isTold && <Told id={id} text={problem} />}
    </>
  );
}

/** Says what is still wrong. Renders a `<p role="alert">`. */
function Told({ id, text }: { readonly id: string; readonly text: string }): React.JSX.Element {
  return (
    <p id={id} className="rv-ui-problem" role="alert">
      {text}
    </p>
  );
}

/** Asks before something is done. Renders a `<div role="group">`. */
function Question(props: {
  readonly confirm: unknown;
  readonly label: string;
  readonly press: () => void;
  readonly onLeave: () => void;
}): React.JSX.Element {
  const words = useWords(englishUiFormats);
  const id = useId();
  const said = (name: string) => textOf(fieldOf(props.confirm, name));
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
    <div role="group" aria-labelledby={id} className="rv-ui-callout">
      <p id={id} className="rv-ui-title" aria-live="polite">
        {[said('title'), said('message')].filter((text) => text !== '').join(' ')}
      </p>
      <span className="rv-ui-asking">
        <button type="button" className="rv-button" onClick={props.press}>
          {said('confirmLabel') || props.label}
        </button>
        <button type="button" className="rv-button" onClick={props.onLeave}>
          {said('cancelLabel') || words.uiClose}
        </button>
      </span>
    </div>
  );
}

/** A link to a page, as far as the policy for links lets it work. Renders an `<a>`. */
export function LinkBlock({ props, own, children, slot }: UiComponentProps): React.JSX.Element {
  const { linkPolicy = 'allow' } = useContext(UiContext)?.markdown ?? {};
  const words = useWords(englishUiFormats);
  const [isAsked, setAsked] = useState(false);
  const { verdict, url, host } = judgeUrl(textOf(props['url']), 'link', linkPolicy);
  const text = textOf(props['label'] ?? props['text']);
  const content = (
    <>
      {text}
      {slot('child')}
      {children}
    </>
  );
  const variant = textOf(props['variant']);
  const look =
    variant === '' || variant === 'borderless'
      ? { className: 'rv-ui-link' }
      : { className: 'rv-button rv-ui-button', 'data-variant': variant };
  const foreign = host === '' ? {} : { target: '_blank', rel: 'noopener noreferrer nofollow' };
  if (verdict === 'block') return <span {...own}>{content}</span>;
  if (verdict === 'allow') {
    return (
      <a {...own} {...look} href={url} {...foreign}>
        {content}
      </a>
    );
  }
  return (
    <span className="rv-ui-asking">
      <button {...own} {...look} type="button" onClick={() => setAsked(true)}>
        {content}
      </button>
      {isAsked && (
        <a className="rv-button" href={url} {...foreign}>
          {words.uiOpen(host)}
        </a>
      )}
    </span>
  );
}
