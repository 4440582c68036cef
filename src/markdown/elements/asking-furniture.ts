import { AskLink } from './ask-link.tsx';
import { ImagePlaceholder } from './image-placeholder.tsx';
import { LinkedImages } from './linked-images.tsx';
import type { Furniture } from './render-settings.ts';

/** What stands for links and images that may not work, or not before the reader has agreed. */
export const askingFurniture: Pick<Furniture, 'AskLink' | 'ImagePlaceholder' | 'LinkedImages'> = {
  AskLink,
  ImagePlaceholder,
  LinkedImages,
};
