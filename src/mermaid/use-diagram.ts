import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import type { Diagram, DiagramDrawer } from './diagram-drawer.ts';

/** A diagram as far as it is drawn. */
export interface DrawnDiagram {
  readonly diagram?: Diagram;
  /** Why there is none. */
  readonly error?: string;
}

const darkScheme = '(prefers-color-scheme: dark)';

/** Draws a diagram when its source is complete; the last one stays until another is drawn. */
export function useDiagram(
  drawer: DiagramDrawer,
  source: string,
  isOpen: boolean,
  place: RefObject<Element | null>,
): DrawnDiagram {
  const [drawn, setDrawn] = useState<DrawnDiagram>({});
  const prefersDark = useSyncExternalStore(
    onSchemeChange,
    () => matchMedia(darkScheme).matches,
    () => false,
  );
  useEffect(() => {
    if (isOpen) return undefined;
    let isCurrent = true;
    const show = (next: DrawnDiagram) => isCurrent && setDrawn(next);
    drawer.draw(source, isDarkAt(place.current, prefersDark)).then(
      (diagram) => show({ diagram }),
      (error: unknown) => show({ error: error instanceof Error ? error.message : String(error) }),
    );
    return () => void (isCurrent = false);
  }, [drawer, source, isOpen, prefersDark, place]);
  return isOpen ? {} : drawn;
}

/** Dark where the host says so, as all of the kit; only one who says both leaves it to the system. */
function isDarkAt(place: Element | null, prefersDark: boolean): boolean {
  const said = place === null ? '' : getComputedStyle(place).getPropertyValue('color-scheme');
  return said.includes('dark') && (prefersDark || !said.includes('light'));
}

function onSchemeChange(listener: () => void): () => void {
  const query = matchMedia(darkScheme);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
