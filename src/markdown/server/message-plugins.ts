import { citationPlugin } from '../constructs/citation-plugin.tsx';
import { footnotePlugin } from '../constructs/footnote-plugin.tsx';
import type { BindView } from '../constructs/message-view.ts';
import type { MessageContextValue } from '../elements/message-context.ts';
import { cjkFriendly } from '../syntax/cjk.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import { commonMark } from '../syntax/common-mark.ts';
import { tolerancesOf } from '../syntax/tolerances.ts';
import { rareRules } from '../syntax/rare-rules.ts';
import { tolerate } from '../syntax/tolerate.ts';
import type { MarkdownProps } from './markdown-props.ts';

/** The plugins of one message. */
export interface MessagePlugins {
  readonly plugins: readonly MarkdownPlugin[];
  /** Tells them the message that they are shown in, before it renders. */
  readonly show: (message: MessageContextValue) => void;
}

/** Makes the kit's own plugins for one message, as servers have no context, and adds the host's. */
export function messagePlugins({
  gfm = true,
  tolerances,
  sources,
  plugins: added = [],
}: MarkdownProps): MessagePlugins {
  let shown: MessageContextValue | undefined;
  const bind: BindView = (view) => (props) => shown && view(props, shown);
  const plugins = [
    cjkFriendly,
    gfm ? footnotePlugin(bind) : commonMark,
    tolerate(tolerances, rareRules),
    ...(sources ? [citationPlugin(bind)] : []),
    ...added.map((plugin) => plugin.under?.(tolerancesOf(tolerances)) ?? plugin),
  ];
  return {
    plugins,
    show: (message) => {
      shown = message;
    },
  };
}
