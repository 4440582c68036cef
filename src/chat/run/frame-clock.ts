/** Where frames come from: asks for one call at the next animation frame, and for one after the next paint. */
export interface FrameClock {
  /** Calls back once at the next frame; the returned function takes the wish back. */
  request(callback: () => void): () => void;
  /**
   * Calls back once after what this frame changed has been painted, or never where nothing is painted; the
   * returned function takes the wish back.
   */
  afterPaint(callback: () => void): () => void;
  /** Whether nobody sees the page, so that frames are late and nothing must wait for them. @default never */
  isHidden?(): boolean;
  /** How many milliseconds lie between two frames at the least. @default those of the screen */
  readonly frameMs?: number | undefined;
}

/** A hidden tab gets no animation frames; after this many milliseconds the timer stands in for one. */
const hiddenTabFrameMs = 250;
const frameMs = 16;

/** The page's animation frames, all of them: what `browserFrames` gives where nobody asks for fewer. */
export function pageFrames(): FrameClock {
  return { request: requestFrame, afterPaint, isHidden };
}

function isHidden(): boolean {
  return typeof document !== 'undefined' && document.hidden;
}

function requestFrame(callback: () => void): () => void {
  const frame = globalThis.requestAnimationFrame?.(run);
  const timer = setTimeout(run, frame === undefined ? frameMs : hiddenTabFrameMs);
  return cancel;

  function cancel(): void {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  }
  function run(): void {
    cancel();
    callback();
  }
}

// A task queued from an animation frame runs after that frame's style, layout and paint.
function afterPaint(callback: () => void): () => void {
  if (typeof document === 'undefined' || isHidden()) return () => {};
  const timer = setTimeout(callback, 0);
  return () => clearTimeout(timer);
}
