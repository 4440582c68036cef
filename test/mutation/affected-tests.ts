import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Finds the unit tests in a folder that import a file of the kit, over other files or not: the near and quick ones come first. */
export class AffectedTests {
  readonly #root: string;
  readonly #distances = new Map<string, ReadonlyMap<string, number>>();

  constructor(root: string) {
    this.#root = root;
  }

  in(folder: string, file: string, durations: Readonly<Record<string, number>> = {}): string[] {
    const found = this.#testsIn(folder).flatMap((test) => {
      const distance = this.#distancesFrom(test).get(file);
      return distance === undefined ? [] : [{ test, cost: distance * (durations[test] ?? 1000) }];
    });
    return found.sort((a, b) => a.cost - b.cost).map(({ test }) => test);
  }

  #testsIn(folder: string): string[] {
    if (!existsSync(join(this.#root, folder))) return [];
    return readdirSync(join(this.#root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => join(folder, name));
  }

  /** How many imports away each file is that a test reaches. */
  #distancesFrom(test: string): ReadonlyMap<string, number> {
    const known = this.#distances.get(test);
    if (known) return known;
    const distances = new Map([[test, 0]]);
    for (const [file, distance] of distances) {
      for (const target of this.#importsOf(file)) {
        if (!distances.has(target)) distances.set(target, distance + 1);
      }
    }
    this.#distances.set(test, distances);
    return distances;
  }

  #importsOf(file: string): string[] {
    const source = readFileSync(join(this.#root, file), 'utf8');
    return ts.preProcessFile(source, true, true).importedFiles.flatMap(({ fileName }) => {
      if (!fileName.startsWith('.')) return [];
      const target = normalize(join(dirname(file), fileName));
      return /\.tsx?$/.test(target) && existsSync(join(this.#root, target)) ? [target] : [];
    });
  }
}
