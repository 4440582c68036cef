/** What a count of things is called, by the plural categories of CLDR; `#` stands for the number. */
type PluralForms = { readonly other: string } & {
  readonly [Category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

/** How one language writes numbers and counts things. */
export interface Forms {
  /** Writes a number with the digits and separators of the language. */
  readonly number: (value: number) => string;
  /** Picks the form for a count and puts the number into it. */
  readonly count: (value: number, forms: PluralForms) => string;
}

/** Makes the forms of a language, a BCP 47 tag, by `Intl`. */
export function formsOf(locale: string): Forms {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const rules = new Intl.PluralRules(locale);
  const number = (value: number) => format.format(value);
  return {
    number,
    count: (value, forms) =>
      (forms[rules.select(value)] ?? forms.other).replace('#', number(value)),
  };
}
