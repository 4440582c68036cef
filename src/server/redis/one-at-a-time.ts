/** Does something with a subject when asked, once at a time for each; however often it is asked meanwhile, once more after that. */
export class OneAtATime<Subject> {
  readonly #act: (subject: Subject) => Promise<void>;
  /** Those that are under way, and whether they were asked for again. */
  readonly #underWay = new Map<Subject, boolean>();

  constructor(act: (subject: Subject) => Promise<void>) {
    this.#act = act;
  }

  /** Asks. What fails is left to whoever asks next. */
  async look(subject: Subject): Promise<void> {
    const isUnderWay = this.#underWay.has(subject);
    this.#underWay.set(subject, isUnderWay);
    if (isUnderWay) return;
    try {
      await this.#act(subject);
      while (this.#underWay.get(subject)) {
        this.#underWay.set(subject, false);
        await this.#act(subject);
      }
    } catch {
      // Cut off: the readers wait, and the next look makes up for it.
    } finally {
      this.#underWay.delete(subject);
    }
  }
}
