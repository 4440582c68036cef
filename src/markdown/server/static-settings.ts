import { failed } from '../syntax/capped-lexer.ts';
import type { ExtensionTokenProps, MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import { englishMarkdown } from '../elements/markdown-labels.ts';
import { type RenderSettings, joinMaps } from '../elements/render-settings.ts';
import type { MarkdownProps } from './markdown-props.ts';
import { staticFurniture } from './static-furniture.tsx';

/** What the blocks of a finished message are rendered with. */
export function staticSettings(
  props: MarkdownProps,
  plugins: readonly MarkdownPlugin[],
  hasRtl: boolean,
  hasDom: boolean,
): RenderSettings {
  const { components = {}, linkPolicy = 'allow', imagePolicy = 'block', headingOffset = 0 } = props;
  const showSource = ({ token }: ExtensionTokenProps) => {
    props.onError?.(Reflect.get(token, 'error'));
    return token.raw;
  };
  return {
    components,
    linkPolicy,
    imagePolicy,
    // What shows code has them already, and a component of a client could not be given them.
    highlighter: null,
    codeBlock: {},
    onError: undefined,
    headingOffset,
    plugins,
    tokens: joinMaps([{ [failed]: showSource }, ...plugins.map(({ tokens }) => tokens)]),
    codeBlocks: joinMaps(plugins.map(({ codeBlocks }) => codeBlocks)),
    labels: { ...englishMarkdown, ...props.labels },
    furniture: staticFurniture(props),
    hasDom,
    hasRtl,
    isOpen: false,
  };
}
