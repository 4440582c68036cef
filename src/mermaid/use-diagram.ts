import { type RefObject, useEffect, useState } from 'react';
import type { Diagram, DiagramDrawer } from './diagram-drawer.ts';
import { onThemeChange, themeAt } from './diagram-theme.ts';

/** A diagram as far as it is drawn. */
export interface DrawnDiagram {
  readonly diagram?: Diagram;
  /** Why there is none. */
  readonly error?: string;
}

/** Draws a diagram when its source is complete, in the colours of its place; the last one stays until another is drawn. */
export function useDiagram(
  drawer: DiagramDrawer,
  source: string,
  isOpen: boolean,
  place: RefObject<Element | null>,
): DrawnDiagram {
  const [drawn, setDrawn] = useState<DrawnDiagram>({});
  useEffect(() => {
    const element = place.current;
    if (isOpen || !element) return undefined;
    let newest: Promise<Diagram> | undefined;
    const draw = (): void => {
      const drawing = drawer.draw(source, themeAt(element));
      // The drawer gives the same promise for the same picture.
      if (drawing === newest) return;
      newest = drawing;
      const show = (next: DrawnDiagram) => newest === drawing && setDrawn(next);
      drawing.then(
        (diagram) => show({ diagram }),
        (error: unknown) =>
          show({
            error: error instanceof Error ? error.message : String(error),
          }),
      );
    };
    draw();
    const stop = onThemeChange(element, draw);
    return () => {
      stop();
      newest = undefined;
    };
  }, [drawer, source, isOpen, place]);
  return isOpen ? {} : drawn;
}
