// Where Unicode's alphabets for mathematics begin: capitals, small letters, digits. Browsers do not
// style letters in MathML by `mathvariant` any more, so the letter itself has to be the styled one.
const starts: Readonly<Record<string, readonly [number, number, number?]>> = {
  bold: [0x1d400, 0x1d41a, 0x1d7ce],
  italic: [0x1d434, 0x1d44e],
  'bold-italic': [0x1d468, 0x1d482],
  script: [0x1d49c, 0x1d4b6],
  'bold-script': [0x1d4d0, 0x1d4ea],
  fraktur: [0x1d504, 0x1d51e],
  'bold-fraktur': [0x1d56c, 0x1d586],
  'double-struck': [0x1d538, 0x1d552, 0x1d7d8],
  'sans-serif': [0x1d5a0, 0x1d5ba, 0x1d7e2],
  'bold-sans-serif': [0x1d5d4, 0x1d5ee, 0x1d7ec],
  'sans-serif-italic': [0x1d608, 0x1d622],
  'sans-serif-bold-italic': [0x1d63c, 0x1d656],
  monospace: [0x1d670, 0x1d68a, 0x1d7f6],
};

// Letters that Unicode had before it got the alphabets.
const older: Readonly<Record<string, string>> = {
  italic: 'hℎ',
  script: 'BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ',
  fraktur: 'CℭHℌIℑRℜZℨ',
  'double-struck': 'CℂHℍNℕPℙQℚRℝZℤ',
};

/** Writes letters and digits in one of the alphabets of mathematics, named as MathML names them. */
export function toAlphabet(text: string, variant: string): string {
  const [capital, small, digit] = starts[variant] ?? [];
  if (capital === undefined || small === undefined) return text;
  return text.replace(/[a-z\d]/gi, (letter) => {
    const known = older[variant] ?? '';
    const at = known.indexOf(letter);
    if (at >= 0 && at % 2 === 0) return known[at + 1] ?? letter;
    const code = letter.charCodeAt(0);
    if (code >= 97) return String.fromCodePoint(small + code - 97);
    if (code >= 65) return String.fromCodePoint(capital + code - 65);
    return digit === undefined ? letter : String.fromCodePoint(digit + code - 48);
  });
}
