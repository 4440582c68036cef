import type { Driver, Point } from './driver.ts';

/** The commands of WebDriver that are used here, by the names that Firefox has for them (https://www.w3.org/TR/webdriver2/). */
export type Command = 'Navigate' | 'ExecuteScript' | 'PerformActions' | 'TakeScreenshot';

/** Carries a command of an open session to the browser and brings its value back. */
export type Carry = (command: Command, parameters: object) => Promise<unknown>;

/** Drives a tab by WebDriver, whatever carries it. */
export function driveBy(carry: Carry): Driver {
  const act = async (type: string, actions: readonly object[]) => {
    const source = { type, id: type, actions };
    await carry('PerformActions', { actions: [source] });
  };
  return {
    open: async (url) => void (await carry('Navigate', { url })),
    evaluate: (expression) => carry('ExecuteScript', { script: `return ${expression}`, args: [] }),
    type: (text) => act('key', Array.from(text).flatMap(stroke)),
    press(keys) {
      const values = keys.split('+').map((key) => codes[key] ?? key);
      const held = values.map((value) => ({ type: 'keyDown', value }));
      const freed = values.toReversed().map((value) => ({ type: 'keyUp', value }));
      return act('key', [...held, ...freed]);
    },
    drag: (from, to) =>
      act('pointer', [
        { type: 'pointerMove', duration: 0, ...at(from) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerMove', duration: 0, ...at(to) },
        { type: 'pointerUp', button: 0 },
      ]),
    wheel: (place, deltaY) =>
      act('wheel', [{ type: 'scroll', duration: 0, deltaX: 0, deltaY, ...at(place) }]),
    screenshot: async () => Buffer.from(String(await carry('TakeScreenshot', {})), 'base64'),
  };
}

/** WebDriver writes keys without a character as private ones of Unicode (§ 17.4.2). */
const codes: Readonly<Record<string, string>> = {
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
};

function stroke(value: string): object[] {
  return [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ];
}

// Half pixels are none to a mouse.
function at({ x, y }: Point): object {
  return { x: Math.round(x), y: Math.round(y) };
}
