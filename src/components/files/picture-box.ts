import { useState } from 'react';
import { pictureSize } from './picture-size.ts';

/** The place of a picture on the page. */
export interface PictureBox {
  readonly url: string;
  /** Whether a sharper one will take the place. */
  readonly isDraft: boolean;
  readonly width: number;
  readonly height: number;
  /** Whether it is as wide as a picture may be, whatever its own pixels are. */
  readonly isWide: boolean;
}

/** The box of a picture of which nothing is known. */
const unknown = { width: 4, height: 3, isWide: true };

/** The box of a picture: known before it loads, and kept while drafts come and when the last one has come. */
export function usePictureBox(url: string, isDraft: boolean): PictureBox {
  const [box, setBox] = useState(() => boxOf(url, isDraft));
  if (box.url === url && box.isDraft === isDraft) return box;
  const next = box.isDraft ? { ...box, url, isDraft } : boxOf(url, isDraft);
  setBox(next);
  return next;
}

function boxOf(url: string, isDraft: boolean): PictureBox {
  const size = pictureSize(url);
  return size ? { ...size, isWide: isDraft, url, isDraft } : { ...unknown, url, isDraft };
}
