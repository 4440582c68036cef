/** Commands of TeX, each before the character that every voice has a word for. */
const symbols = new Map(
  (
    'times × cdot · div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ propto ∝ infty ∞ sum ∑ ' +
    'prod ∏ int ∫ partial ∂ nabla ∇ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ neg ¬ ' +
    'land ∧ lor ∨ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftrightarrow ⇔ implies ⇒ iff ⇔ mapsto ↦ ldots … cdots … ' +
    'dots … circ ∘ alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ ' +
    'mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Pi Π ' +
    'Sigma Σ Phi Φ Psi Ψ Omega Ω'
  )
    .replace(/(\S+) (\S+)/g, '$1:$2')
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Longer ones are said as they are written, their marks left out. */
const maxLength = 1000;

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ';
const lowered = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎';
const scripts = '0123456789+-=()ni';

/**
 * Writes a formula in TeX with characters that a screen reader has words for in any language: `\frac{a}{b}` is `a / b`,
 * `x^2` is `x²`. What has no such character is said by its name.
 */
export function spokenFormula(tex: string): string {
  let text = tex.replace(
    /\\(?:left|right|big|Big|displaystyle|limits|,|;|!|quad|qquad)(?![a-z])/g,
    ' ',
  );
  const group =
    /\\(d?frac|tfrac|sqrt|text|mathrm|mathbf|mathbb|mathcal|operatorname|hat|bar|vec)\s*(?:\[([^\]]*)\])?\{([^{}]*)\}(?:\{([^{}]*)\})?/;
  // From the inside out: what stands in braces has none itself. Each round takes at least one command away.
  for (let found; tex.length < maxLength; text = spokenWithout(text, found)) {
    text = spokenScripts(text);
    found = group.exec(text);
    if (!found) break;
  }
  return spokenScripts(
    text.replace(/\\([A-Za-z]+)/g, (_, name: string) => symbols.get(name) ?? ` ${name} `),
  )
    .replace(/[{}\\$^_&]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Puts what is said of a group in its place. */
function spokenWithout(text: string, found: RegExpExecArray): string {
  const [whole, name = '', degree, first = '', second] = found;
  const end = found.index + whole.length;
  return text.slice(0, found.index) + spokenGroup(name, first, second, degree) + text.slice(end);
}

function spokenScripts(text: string): string {
  return text.replace(
    /([_^])(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\s{}\\]))/g,
    (_, mark, many?: string, one = '') => script(many ?? one, mark === '^' ? raised : lowered),
  );
}

function spokenGroup(name: string, first: string, second = '', degree = ''): string {
  if (name.endsWith('frac')) return `${bracketed(first)} / ${bracketed(second)}`;
  const also = second && ` ${second}`;
  if (name === 'sqrt') return `${script(degree, raised)}√${bracketed(first)}${also}`;
  return `${first}${also}`;
}

function bracketed(text: string): string {
  const words = text.trim();
  return /^[\p{L}\p{N}.\\]*$/u.test(words) ? words : `(${words})`;
}

/** Raised or lowered when Unicode has the characters for it; otherwise in line. */
function script(text: string, alphabet: string): string {
  const glyphs = Array.from(text.trim(), (character) => alphabet[scripts.indexOf(character)]);
  const isWhole = glyphs.every((glyph) => glyph !== undefined);
  return isWhole ? glyphs.join('') : ` ${bracketed(text)}`;
}
