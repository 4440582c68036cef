import { Component } from 'react';

/** Props of `SelectionKeeper`. */
export interface SelectionKeeperProps {
  /** What stands for the text that changes: a new one, and the selection is kept over that update. */
  readonly value: unknown;
}

type Ends = readonly [anchor: Node, anchorOffset: number, focus: Node, focusOffset: number];

/**
 * Keeps what is selected while text nodes grow. React writes the whole text of a node that got
 * longer, which makes browsers forget what was selected in it.
 */
export class SelectionKeeper extends Component<SelectionKeeperProps> {
  override getSnapshotBeforeUpdate({ value }: SelectionKeeperProps): Ends | null {
    return value === this.props.value ? null : selectedEnds();
  }

  override componentDidUpdate(_props: unknown, _state: unknown, before: Ends | null): void {
    if (before === null) return;
    const after = selectedEnds();
    if (after && before.every((end, index) => end === after[index])) return;
    const [anchor, anchorOffset, focus, focusOffset] = before;
    if (!fits(anchor, anchorOffset) || !fits(focus, focusOffset)) return;
    document.getSelection()?.setBaseAndExtent(anchor, anchorOffset, focus, focusOffset);
  }

  override render(): null {
    return null;
  }
}

let selection: Selection | null = null;

function selectedEnds(): Ends | null {
  // The page's one selection, to ask for which each time takes longer than to look at it.
  selection ??= getSelection();
  // Where nothing is selected, which costs no layout to know, its ends need not be asked for.
  if (!selection?.rangeCount) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (!anchorNode || !focusNode) return null;
  if (anchorNode === focusNode && anchorOffset === focusOffset) return null;
  return [anchorNode, anchorOffset, focusNode, focusOffset];
}

function fits(node: Node, offset: number): boolean {
  const length = node instanceof CharacterData ? node.length : node.childNodes.length;
  return node.isConnected && offset <= length;
}
