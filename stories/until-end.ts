import { waitFor } from 'storybook/test';

/** Waits until the newest answer has ended in the given way, as long as a slow network may need. */
export async function untilEnd(canvas: HTMLElement, end: string): Promise<HTMLElement> {
  return waitFor(
    () => {
      const answers = canvas.querySelectorAll<HTMLElement>('[data-role="assistant"]');
      const answer = [...answers].at(-1);
      if (answer?.dataset['end'] !== end) throw new Error(`no answer has ended ${end} yet`);
      return answer;
    },
    { timeout: 20_000 },
  );
}
