import { isCodeBlock, isDisallowedTag } from './disallowed-tags.ts';
import { isElementTag } from './element-names.ts';
import type { InlineConstruct } from './markdown-plugin.ts';
import type { Lexer, MarkedExtension, Token } from './marked.ts';

/** An address in angle brackets that is none: `<std::string>`, `<xs:element>`. */
const qualifiedName =
  /^<(?!(?:mailto|tel|sms|data|urn|magnet|xmpp|news|geo|javascript):)[a-z][\w.-]{1,31}:(?!\/\/)[^\s<>]*>/i;
const blockTag = /^ {0,3}(<\/?[a-z][\w-]*)/i;
const instruction = /^ {0,3}<(?:\?|!\[CDATA\[)/;

/**
 * Reads tags that are no markup as text: those that GFM disallows, and where `isTolerant` all that are
 * no element's. Each is one token of the type `literal`, shown as written, which is just what marked
 * would have read as a tag or an address: it hides its marks from the text around it, is never split,
 * and leaves no mark that waits for a partner. An HTML block does not begin with such a tag.
 */
export function rawTags(isTolerant: boolean): MarkedExtension {
  return {
    extensions: [
      {
        name: 'literal',
        level: 'inline',
        tokenizer(source, tokens) {
          const { inline } = this.lexer.options.tokenizer?.rules ?? {};
          if (source[0] !== '<' || !inline) return undefined;
          const [raw] = inline.tag.exec(source) ?? [];
          if (raw === undefined) return isTolerant ? qualified(source) : undefined;
          if (raw.startsWith('<!')) return undefined;
          const isMarkup = !isTolerant || isElementTag(raw, tokens.at(-1)?.raw);
          return isMarkup && !isDisallowedTag(raw) ? undefined : literal(raw);
        },
      },
      ...(isTolerant ? [instructionsAsText] : []),
    ],
    ...(isTolerant && {
      tokenizer: { html: (source) => (isHtmlBlock(source) ? false : undefined) },
    }),
  };
}

function qualified(source: string): Token | undefined {
  const [raw] = qualifiedName.exec(source) ?? [];
  return raw === undefined ? undefined : literal(raw);
}

function literal(raw: string): Token {
  return { type: 'literal', raw, text: raw };
}

function isHtmlBlock(source: string): boolean {
  if (instruction.test(source)) return false;
  const [, tag] = blockTag.exec(source) ?? [];
  return tag === undefined || isElementTag(tag) || isCodeBlock(source);
}

type Rules = NonNullable<Lexer['options']['tokenizer']>['rules'];

const amended = new WeakSet<RegExp>();

/** `<?xml … ?>` and `<![CDATA[ … ]]>` are no tags: a PHP file has no `?>` to wait for. */
const instructionsAsText: NonNullable<MarkedExtension['extensions']>[number] = {
  name: 'instructions',
  level: 'block',
  tokenizer() {
    const { rules } = this.lexer.options.tokenizer ?? {};
    if (rules && !amended.has(rules.inline.tag)) rules.inline = withoutInstructions(rules.inline);
    return undefined;
  },
};

function withoutInstructions(inline: Rules['inline']): Rules['inline'] {
  const kept = inline.tag.source.split('|^').filter((part) => !/^<(?:\\\?|!\\\[)/.test(part));
  const tag = new RegExp(kept.join('|^'));
  amended.add(tag);
  return { ...inline, tag };
}

const cdata = '<![CDATA[';

/** What would wait for its end at the end of the text so far: `<?` and `<![CDATA[` do not. */
export const instructionConstruct: InlineConstruct = {
  starts: '<',
  read(text, at) {
    if (text[at + 1] === '?') return at + 2;
    const found = text.slice(at, at + cdata.length);
    if (found === cdata) return at + cdata.length;
    return found.length > 1 && cdata.startsWith(found) ? 'hold' : undefined;
  },
};
