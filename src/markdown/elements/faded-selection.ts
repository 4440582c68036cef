import { Component } from 'react';

/** Props of `FadedSelection`. */
export interface FadedSelectionProps {
  /** The text that has faded: a longer one, and the selection is kept over that update. */
  readonly value: string;
}

/** An end of what is selected: where it stands, and how many characters that is from the start of what holds it. */
interface End {
  readonly node: Node;
  readonly offset: number;
  readonly holder: Node;
  readonly count: number;
}

/**
 * Keeps what is selected when new words have faded: their elements go, and their text joins the one before, so the same
 * characters stand in another node.
 */
export class FadedSelection extends Component<FadedSelectionProps> {
  override getSnapshotBeforeUpdate({ value }: FadedSelectionProps): readonly End[] | null {
    const selection = value === this.props.value ? null : getSelection();
    if (!selection || selection.isCollapsed) return null;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (!anchorNode || !focusNode) return null;
    return [endAt(anchorNode, anchorOffset), endAt(focusNode, focusOffset)];
  }

  override componentDidUpdate(_props: unknown, _state: unknown, before: readonly End[] | null) {
    const [anchor, focus] = (before ?? []).map(placeOf);
    if (!anchor || !focus) return;
    const selection = getSelection();
    const isSame =
      selection?.anchorNode === anchor[0] &&
      selection.anchorOffset === anchor[1] &&
      selection.focusNode === focus[0] &&
      selection.focusOffset === focus[1];
    if (!isSame) selection?.setBaseAndExtent(...anchor, ...focus);
  }

  override render(): null {
    return null;
  }
}

function endAt(node: Node, offset: number): End {
  const outer = node.parentElement?.className === 'rv-new' ? node.parentElement : node;
  const holder = (node instanceof Text ? outer.parentNode : undefined) ?? node;
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, offset);
  return { node, offset, holder, count: range.toString().length };
}

/** Where an end is now; undefined where its characters are gone. */
function placeOf({ node, offset, holder, count }: End): readonly [Node, number] | undefined {
  const isThere = node.isConnected && (!(node instanceof Text) || offset <= node.length);
  if (isThere && node instanceof Text) return [node, offset];
  const texts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let rest = count;
  for (let text = texts.nextNode(); text instanceof Text; text = texts.nextNode()) {
    if (rest <= text.length) return [text, rest];
    rest -= text.length;
  }
  return undefined;
}
