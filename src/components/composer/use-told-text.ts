'use client';
import { useEffect, useRef } from 'react';

/** Tells each text that is another than before; not the one that it begins with. */
export function useToldText(text: string, tell: ((text: string) => void) | undefined): void {
  const told = useRef(text);
  useEffect(() => {
    if (told.current === text) return;
    told.current = text;
    tell?.(text);
  }, [text, tell]);
}
