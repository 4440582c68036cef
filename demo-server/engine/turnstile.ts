/**
 * Spreads work that cannot be interrupted over turns of the event loop: in each turn passes are given until the
 * characters of one turn are used up, in the order in which they were asked for. Whoever passes piece by piece thus takes turns with
 * the others, and a short question never waits for a long one to be done.
 */
export class Turnstile {
  readonly #characters: number;
  readonly #line: { readonly characters: number; readonly pass: () => void }[] = [];
  #left: number;
  #isTurning = false;

  /** @param characters How many may be worked on in one turn of the event loop. */
  constructor(characters: number) {
    this.#characters = characters;
    this.#left = characters;
  }

  /** Waits until there is room for work on so many characters. Work at once, before anything else is awaited. */
  async pass(characters: number): Promise<void> {
    this.#turn();
    if (this.#line.length === 0 && this.#left > 0) {
      this.#left -= characters;
      return;
    }
    await new Promise<void>((pass) => this.#line.push({ characters, pass }));
  }

  #turn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      this.#left = this.#characters;
      while (this.#left > 0) {
        const next = this.#line.shift();
        if (!next) return;
        this.#left -= next.characters;
        next.pass();
      }
      if (this.#line.length > 0) this.#turn();
    });
  }
}
