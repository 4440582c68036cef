import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from './tool.ts';

const folder = '/usr/share/vulkan/icd.d';

/** Finds the description of Mesa's software Vulkan driver (lavapipe): `$VK_DRIVER_FILES`, else the system's. */
export function findVulkanDriver(): string | undefined {
  const chosen = process.env['VK_DRIVER_FILES'];
  if (chosen) return chosen;
  if (!existsSync(folder)) return undefined;
  // Named after the processor: lvp_icd.x86_64.json.
  const name = readdirSync(folder).find((file) => /^lvp_icd.*\.json$/.test(file));
  return name && join(folder, name);
}

/** The software GPU of `npm run test:vulkan`. */
export const vulkan: Tool = {
  name: "Mesa's software Vulkan",
  find: findVulkanDriver,
  packages: ['mesa-vulkan-drivers', 'libvulkan1'],
  remedy: 'run “sudo apt-get install mesa-vulkan-drivers libvulkan1”',
};
