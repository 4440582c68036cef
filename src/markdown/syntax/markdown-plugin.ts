import type { ComponentType, ReactNode } from 'react';
import type { CodeBlockProps } from '../../code-block/code-block.tsx';
import type { Tolerances } from './tolerances.ts';
import type { MarkedExtension, Token, TokenizerExtension } from './marked.ts';

/** Props of a component that shows a token of a marked extension. */
export interface ExtensionTokenProps {
  readonly token: Token;
  /** Whether more may follow in the block that the token is in. */
  readonly streaming?: boolean | undefined;
  /** Set where it stands in a link: links do not nest. */
  readonly isInLink?: true | undefined;
  readonly children?: ReactNode | undefined;
}

/** What a plugin adds to `StreamingMarkdown`: how its constructs are lexed, shown, and shown half-written. */
export interface MarkdownPlugin {
  /** Tells plugins apart: two with one name and the same fields are one. */
  readonly name: string;
  /** Extensions of marked. Leave `start` out where marked's text already ends at the first character. */
  readonly extensions?: readonly MarkedExtension[];
  /**
   * All characters that its inline extensions may begin or end with; `[` and `]` go without saying.
   * Without it a long open paragraph is lexed as a whole at each step.
   */
  readonly marks?: string;
  /** Shows the tokens that the extensions make, by token type. */
  readonly tokens?: Readonly<Record<string, ComponentType<ExtensionTokenProps>>>;
  /** Shows fenced code of these languages, by lower-case name, in place of the code block; a fence may write it in any case. */
  readonly codeBlocks?: Readonly<Record<string, ComponentType<CodeBlockProps>>>;
  /** How inline constructs stand at the end of the text so far. */
  readonly inline?: readonly InlineConstruct[];
  /** How a paragraph that is becoming another block shows. */
  readonly blocks?: readonly BlockConstruct[];
  /** Puts `mask` in the place of the pipes of a table's first row that part no cells; the row may be cut where it `isOpen`. */
  readonly maskPipes?: (row: string, mask: string, isOpen: boolean) => string;
  /** The plugin as it is under these tolerances of a message; without it, it is the same under all. */
  readonly under?: (tolerances: Tolerances) => MarkdownPlugin;
  /** Writes TeX as a screen reader is to say it; where a plugin does, `$…$` and its kin are formulas to a listener. */
  readonly spokenFormula?: (tex: string) => string;
}

/** An inline construct that may be cut by the end of the text so far. */
export interface InlineConstruct {
  /** The characters that it may begin with. */
  readonly starts: string;
  /**
   * Reads it at `at`: the index behind it when it is whole, the token that it shows as when the text
   * ends inside it, `'hold'` when the text ends before one can tell, undefined when none begins there.
   */
  readonly read: (text: string, at: number) => number | Token | 'hold' | undefined;
}

/** A block that looks like a paragraph until it is whole. */
export interface BlockConstruct {
  /** Reads the paragraph's text: the token it shows as, `'hold'` to show nothing yet, or undefined. */
  readonly read: (text: string) => Token | 'hold' | undefined;
}

/** The extensions of plugins as marked takes them: of two that fit, the later plugin's wins. */
export function extensionsOf(plugins: readonly MarkdownPlugin[]): readonly MarkedExtension[] {
  const starts = plugins.flatMap(({ inline = [] }) => inline.map((construct) => construct.starts));
  const added = [...new Set(starts.join(''))].filter((char) => !'\\<![`*~_'.includes(char));
  const extensions = plugins.flatMap((plugin) => plugin.extensions ?? []);
  return added.length > 0 ? [endTextAt(added.join('')), ...extensions] : extensions;
}

/** All marks of inline extensions; undefined when a plugin does not tell its own. */
export function marksOf(plugins: readonly MarkdownPlugin[]): string | undefined {
  const isTold = plugins.every(({ extensions, marks }) => !extensions || marks !== undefined);
  return isTold ? plugins.map(({ marks = '' }) => marks).join('') : undefined;
}

/**
 * Lets plain text end at more characters, in marked's own rule for it: marked asks its extensions
 * only where text ends, and `start` functions would search all the rest at each end of a text.
 */
function endTextAt(characters: string): MarkedExtension {
  let rule: RegExp | undefined;
  const tokenizer: TokenizerExtension['tokenizer'] = function () {
    const rules = this.lexer.options.tokenizer?.rules;
    if (!rules || rules.inline.text === rule) return undefined;
    rule = new RegExp(rules.inline.text.source.replace('[\\\\<', `[${characters}\\\\<`));
    rules.inline = { ...rules.inline, text: rule };
    return undefined;
  };
  return { extensions: [{ name: 'text-end', level: 'inline', tokenizer }] };
}
