/** Whether a text has letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their kin. */
export function hasRtlText(text: string): boolean {
  return /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/.test(text);
}

/**
 * The direction of a block by its content. Needed only beside right-to-left text, and only on the
 * outermost element, which gives markers and borders their side; the lines in it find their own.
 */
export function directionOf(hasRtl: boolean, depth = 0): { readonly dir: 'auto' } | null {
  return hasRtl && depth === 0 ? byContent : null;
}

const byContent = { dir: 'auto' } as const;
