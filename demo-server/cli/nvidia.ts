import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Says whether this machine has an NVIDIA GPU with its driver. */
export function hasNvidiaGpu(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (existsSync('/proc/driver/nvidia/version')) return true;
  const names = process.platform === 'win32' ? ['nvidia-smi.exe'] : ['nvidia-smi'];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

/** Says whether CUDA's binary has been fetched in place of its stub. */
export function hasCudaPackage(modules: string): boolean {
  const platform = process.platform === 'win32' ? 'win-x64-cuda' : 'linux-x64-cuda';
  return existsSync(join(modules, '@node-llama-cpp', platform, 'bins'));
}
