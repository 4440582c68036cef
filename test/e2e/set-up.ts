import type { TestProject } from 'vitest/node';
import { preparePage } from '../../demo-server/server/page-build.ts';
import packKit from '../pack-kit.ts';

/** Builds what several files use, so that they can run side by side: the tarball and the demo's page. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const remove = await packKit(project);
  await preparePage(() => {});
  return remove;
}
