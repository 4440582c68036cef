/** A place of the page that takes dropped files. */
export interface DropZone {
  readonly element: Element;
  /** Takes what was dropped on it. */
  readonly take: (files: readonly File[]) => void;
  /** Called when files come over it, and when they have gone. */
  readonly over: (isOver: boolean) => void;
}

const zones = new Set<DropZone>();
let shown: DropZone | undefined;

/**
 * Lets a place take dropped files until the returned function is called. As long as there is one, no file that is dropped
 * on the page opens in its place; what the page itself takes, it keeps.
 */
export function watchDrops(zone: DropZone): () => void {
  if (zones.size === 0) listen('addEventListener');
  zones.add(zone);
  return () => {
    zones.delete(zone);
    if (shown === zone) show(undefined);
    if (zones.size === 0) listen('removeEventListener');
  };
}

function listen(act: 'addEventListener' | 'removeEventListener'): void {
  // At the window, behind whatever the page's own places for files have done with the event.
  for (const type of ['dragenter', 'dragover', 'drop'] as const) window[act](type, drag);
  window[act]('dragleave', leave);
}

function drag(event: Event): void {
  if (!(event instanceof DragEvent) || event.defaultPrevented || !isOfFiles(event)) return;
  const path = event.composedPath();
  const zone = zoneIn(path);
  // A file input of the page takes files by itself.
  if (!zone && path[0] instanceof HTMLInputElement && path[0].type === 'file') return;
  event.preventDefault();
  const isDrop = event.type === 'drop';
  show(isDrop ? undefined : zone);
  if (!event.dataTransfer) return;
  if (!isDrop) event.dataTransfer.dropEffect = zone ? 'copy' : 'none';
  else if (zone) zone.take([...event.dataTransfer.files]);
}

/** The innermost place: a chat may stand in another one's page. */
function zoneIn(path: readonly EventTarget[]): DropZone | undefined {
  for (const target of path) for (const zone of zones) if (zone.element === target) return zone;
  return undefined;
}

/** Without where it leads to, the drag has left the window. */
function leave(event: Event): void {
  if (event instanceof DragEvent && event.relatedTarget === null) show(undefined);
}

function show(zone: DropZone | undefined): void {
  if (zone === shown) return;
  shown?.over(false);
  shown = zone;
  zone?.over(true);
}

function isOfFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
