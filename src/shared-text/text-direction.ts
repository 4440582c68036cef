// Hebrew, Arabic and their neighbours, and their presentation forms.
const rightToLeft = /^[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/;
const searched = 2000;

/** The direction of a text by its first letter, as `dir="auto"` finds it; undefined where there is none among the first characters. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const first = /\p{L}/u.exec(text.slice(0, searched))?.[0];
  if (first === undefined) return undefined;
  return rightToLeft.test(first) ? 'rtl' : 'ltr';
}
