/** Whether brackets behind this text are no link: `array[0]`, `slice(from, [to])`, `[[Slot]]`. */
export function isIndex(before: string): boolean {
  return /(?:[\w\]]|(?:^|[^\\])\[)$|\w\([^()\n]*$/.test(before);
}
