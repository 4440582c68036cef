const hidden = '[hidden]';

// What gives a secret away by its form, wherever it stands in a text.
const forms: readonly [RegExp, string][] = [
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, `$1 ${hidden}`],
  [/\b(cookie|authorization)(["']?\s*[:=]\s*)[^\n]+/gi, `$1$2${hidden}`],
  [/\b(rivulet_\w+=)[^\s;"',]+/gi, `$1${hidden}`],
  [/([?&](?:key|token|password|secret)=)[^\s&#"',]+/gi, `$1${hidden}`],
  [/(\w+:\/\/)[^\s/@"']*@/g, `$1${hidden}@`],
  [/\bhf_[A-Za-z0-9]{8,}/g, hidden],
];

/**
 * Makes a function that takes secrets out of a text: those that are given, as they are and as they stand in an address,
 * and whatever looks like a bearer, a cookie, a key in an address or a user of one.
 */
export function secretHider(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    // A secret may be a part of another.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, hidden);
    for (const [form, instead] of forms) clean = clean.replace(form, instead);
    return clean;
  };
}
