/** The formats of texts that can be kept, as expressions of a grammar. */
export const formats: Readonly<Record<string, string>> = (() => {
  const date = '[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | "1" [0-9] | "2" [0-8])';
  const time =
    '([0-1] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{1,9})? ("Z" | [+-] ([0-1] [0-9] | "2" [0-3]) ":" [0-5] [0-9])';
  return {
    date: `"\\"" ${date} "\\""`,
    time: `"\\"" ${time} "\\""`,
    'date-time': `"\\"" ${date} "T" ${time} "\\""`,
    // Of version 4, as they are made at random.
    uuid: `"\\"" hex{8} "-" hex{4} "-4" hex{3} "-" [89ab] hex{3} "-" hex{12} "\\""`,
  };
})();
