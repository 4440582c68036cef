import type {
  DocumentLexer,
  LexedBlock,
  LexedBlocks,
  ReferringText,
  Resume,
} from '../syntax/document-lexer.ts';
import { extendPath } from './extend-path.ts';
import { growBlanks } from './grow-blanks.ts';
import { growFence } from './grow-fence.ts';
import { growRun } from './grow-run.ts';
import type { OpenPath } from './extend-path.ts';
import type { LexedSource } from './lexed-source.ts';
import type { Token } from '../syntax/marked.ts';
import { type Cut, contextsOf, isInline, neutralFor, replaceNeutral } from './open-level.ts';
import { Continuation } from './open-path.ts';
import { type Bridge, cutBridge } from './text-bridge.ts';
import { type TextRules, textRulesOf } from './text-rules.ts';

/** What going on with an open block gave. */
export interface Continued {
  /** The block itself, and those that follow it now. */
  readonly blocks: readonly LexedBlock[];
  readonly changed: readonly string[];
}

/**
 * The block that the text ends in, with all that later text cannot change of it. It is lexed from
 * there on: what is kept is replaced by something short that gives the same context.
 *
 *     > - one              > - # x
 *     >                    >   > ⋯three four
 *     >   > two      →
 *     >   > three four
 */
export class OpenBlock {
  readonly #lexer: DocumentLexer;
  #path: OpenPath = { levels: [], cuts: [] };
  /** The source from each cut on: no step touches more of the text than it lexes. */
  #rests: string[] = [];

  /** What is known of its inline text; undefined when that is not enough. */
  readonly #rules: TextRules | undefined;

  /** Begins with a block that was lexed as a whole. */
  constructor(lexer: DocumentLexer, source: string, lexed: LexedBlocks) {
    this.#lexer = lexer;
    this.#rules = textRulesOf(lexer);
    this.#extend(source, lexed);
  }

  /** The inline texts that are kept and look up definitions. */
  get keptTexts(): readonly ReferringText[] {
    return this.#path.cuts.at(-1)?.keptTexts ?? [];
  }

  /** The labels that the kept part defines. */
  get keptDefines(): readonly string[] {
    return this.#path.cuts.at(-1)?.keptDefines ?? [];
  }

  /**
   * Goes on after `appended` has come, from the last cut that fits; `forget` is what the block and
   * those behind it defined. An open fence, all that `lexed` has of `source`, and blank lines need no lexing at all.
   * Undefined when the block has to be lexed as a whole.
   */
  append(
    appended: string,
    forget: readonly string[],
    source: string,
    lexed: readonly LexedBlock[],
  ): Continued | undefined {
    const [block, second] = lexed;
    const fence = block && !second && growFence(block.token, source, appended);
    this.#rests = this.#rests.map((rest) => rest + appended);
    const run = block && !second && !fence ? growRun(block, appended) : undefined;
    const grown = fence ? [{ ...block, token: fence }] : run ? [run] : growBlanks(lexed, appended);
    if (grown) return { blocks: grown, changed: [] };
    const { levels, cuts } = this.#path;
    for (let at = cuts.length - 1; at >= 0; at--) {
      const cut = cuts[at];
      if (!cut || cut.start === 0 || cut.start === cuts[at - 1]?.start) continue;
      const isLast = at === cuts.length - 1;
      const rest = this.#rests[at] ?? '';
      const defined = [...forget, ...this.keptDefines];
      const path = isLast
        ? this.#path
        : { levels: levels.slice(0, at + 1), cuts: cuts.slice(0, at + 1) };
      const continued = this.#goOn(path, cut, rest, defined);
      if (continued) return continued;
    }
    return undefined;
  }

  #goOn(path: OpenPath, cut: Cut, rest: string, defined: readonly string[]): Continued | undefined {
    const leaf = path.levels.at(-1);
    if (leaf?.neutral && rest.includes(leaf.neutral)) {
      replaceNeutral(leaf, neutralFor(`${contextsOf(path.levels)[0]}${rest}`));
    }
    const done = new Continuation(path.levels, cut, rest, this.#rules);
    const source = done.context + rest;
    const resume = resumeOf(done, leaf?.open?.bridge);
    const forget = defined.filter((label) => !cut.keptDefines.includes(label));
    const lexed = this.#lexer.lexBlocks(source, forget, cut.inLink, resume);
    const [first, ...others] = lexed.blocks;
    const isOdd = this.#isStale(done, lexed.changed) || isLinkTorn(path, cut, first);
    const token = isOdd ? undefined : done.join(first?.token);
    if (!first || !token) {
      lexed.undo();
      return undefined;
    }
    const texts = withLeaf(first.texts, done, first);
    this.#path = path;
    this.#rests.length = path.cuts.length;
    if (others.every(({ token: { type } }) => type === 'space')) {
      this.#extend(source, lexed, done, texts);
    }
    return { blocks: [{ ...first, token, texts }, ...others], changed: lexed.changed };
  }

  /** Whether what is kept refers to a definition that changed. */
  #isStale(done: Continuation, changed: readonly string[]): boolean {
    if (changed.length === 0) return false;
    const leaf = done.levels.at(-1);
    return changed.some(
      (label) =>
        leaf?.reads.has(label) === true || done.cut.keptTexts.some(({ reads }) => reads.has(label)),
    );
  }

  #extend(
    source: string,
    { blocks, inLinkBefore }: LexedBlocks,
    done?: Continuation,
    texts = blocks[0]?.texts ?? [],
  ): void {
    const [first] = blocks;
    if (!first) return;
    const lexed: LexedSource = {
      source,
      token: first.token,
      texts,
      defines: first.defines,
      inLinkBefore,
      inLinkAfter: first.inLinkAfter,
      rules: this.#rules,
      show: (text, inLink, bridge = '') => {
        const tokens = this.#lexer.lexPending(bridge + text, inLink);
        if (tokens) cutBridge(tokens, 0, bridge);
        return tokens;
      },
    };
    const old = this.#path.cuts;
    this.#path = extendPath(lexed, done, done && this.#path);
    const skipped = (done?.context.length ?? 0) - (done?.cut.start ?? 0);
    this.#rests = this.#path.cuts.map((cut, at) =>
      cut === old[at] ? (this.#rests[at] ?? '') : source.slice(skipped + cut.start),
    );
  }
}

/** How the open text goes on. */
function resumeOf(done: Continuation, bridge: Bridge = ''): Resume | undefined {
  const { neutral, textBefore, cut } = done;
  if (neutral === '') return undefined;
  const { inRawBlock } = cut;
  const before = { ...textBefore, length: textBefore.length - bridge.length };
  return { neutral, inRawBlock, before, bridge, cutBridge };
}

/**
 * Whether an `<a>` is open in what is lexed more than once: marked may read a list in a quote again, and the head of a table
 * is read with its last row. What was read last counts for what stands before it then, so that a link far above can come
 * or go.
 */
function isLinkTorn({ levels }: OpenPath, { inLink }: Cut, block: LexedBlock | undefined): boolean {
  const isOpen = inLink || block?.inLinkAfter === true;
  return isOpen && levels.some(({ type }) => type === 'blockquote' || type === 'table');
}

/** The text of an open paragraph is what is kept of it and what was lexed now. */
function withLeaf(
  texts: readonly ReferringText[],
  done: Continuation,
  { inLinkAfter }: LexedBlock,
): readonly ReferringText[] {
  const leaf = done.levels.at(-1);
  const joined = done.joined.at(-1);
  if (!leaf || !isInline(leaf) || !joined) return texts;
  const fresh = texts.find(({ tokens }) => tokens === done.leafTokens);
  if (!fresh && leaf.reads.size === 0) return texts;
  const text: ReferringText = {
    src: (done.cut.texts.at(-1) ?? '') + (fresh?.src ?? done.leafText),
    get tokens() {
      return (joined as { tokens: Token[] }).tokens;
    },
    before: [],
    reads: new Set([...leaf.reads, ...(fresh?.reads ?? [])]),
    inLink: done.cut.inLink,
    inLinkAfter: fresh?.inLinkAfter ?? inLinkAfter,
    isJoined: true,
    isGrowing: done.isLeafLast,
  };
  return fresh ? texts.map((each) => (each === fresh ? text : each)) : [text, ...texts];
}
