import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findVulkanDriver } from '../set-up/vulkan.ts';

const driver = findVulkanDriver();
// Compiling the shaders takes a minute; they are kept for the next run.
const shaders = fileURLToPath(new URL('../../node_modules/.cache/mesa-shaders', import.meta.url));

function softwareGpu(files: string): Record<string, string> {
  mkdirSync(shaders, { recursive: true });
  return {
    VK_DRIVER_FILES: files,
    VK_ICD_FILENAMES: files,
    // The engine passes over devices that are processors, unless they are named.
    GGML_VK_VISIBLE_DEVICES: '0',
    MESA_SHADER_CACHE_DIR: shaders,
    // With two threads Mesa's driver (22.3) crashes three times in four with a cold cache, with one seldom: see run.ts.
    LP_NUM_THREADS: '1',
  };
}

const vulkan = (files: string) => ({
  extends: true as const,
  test: {
    name: 'vulkan',
    environment: 'node' as const,
    include: ['test/vulkan/*.test.ts'],
    env: softwareGpu(files),
    testTimeout: 600_000,
    hookTimeout: 600_000,
    sequence: { groupOrder: 7 },
  },
});

/** The test project of the software GPU, where its driver is installed. */
export const vulkanProjects = driver ? [vulkan(driver)] : [];
