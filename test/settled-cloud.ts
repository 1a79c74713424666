import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../src/config.ts';
import { type Cloud, startCloud } from '../src/sandbox/cloud.ts';
import type { World } from '../src/sandbox/world/world.ts';

/** A running cloud, and the settings with which the bot finds it and nothing else. */
export interface SettledCloud {
  readonly cloud: Cloud;
  readonly config: Config;
  close(): Promise<void>;
}

export async function settleIn(
  world: World,
  options?: Parameters<typeof startCloud>[1],
): Promise<SettledCloud> {
  const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-cloud-'));
  const cloud = await startCloud(world, options);
  const close = async () => {
    await cloud.close();
    await rm(directory, { recursive: true, force: true });
  };
  const KUBECONFIG = join(directory, 'kubeconfig');
  const IRSA_DOCTOR_CONFIG = join(directory, 'irsa-doctor.yaml');
  await writeFile(KUBECONFIG, cloud.kubeconfig);
  await writeFile(IRSA_DOCTOR_CONFIG, cloud.settings);
  // The AWS SDK looks into the environment by itself; every test file has a process of its own.
  Object.assign(process.env, cloud.environment);
  const loaded = loadConfig({ KUBECONFIG, IRSA_DOCTOR_CONFIG }, 'checker');
  if (loaded.ok) return { cloud, config: loaded.config, close };
  await close();
  throw new Error(loaded.problems.join('\n'));
}
