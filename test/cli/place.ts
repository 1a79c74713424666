import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { type Ran, type RunOptions, runProgram } from './run-program.ts';

/** An empty directory to run the program in. */
export interface Place {
  readonly directory: string;
  run(args: readonly string[], options?: Partial<Omit<RunOptions, 'cwd'>>): Promise<Ran>;
  /** @returns the path of the file */
  write(name: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** One with a kubeconfig and AWS credentials for the sandbox's cloud. */
export interface CloudPlace extends Place {
  readonly cloud: Cloud;
  readonly env: Readonly<Record<string, string>>;
}

export async function openPlace(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-cli-'));
  return {
    directory,
    run: (args, options) => runProgram(args, { ...options, cwd: directory }),
    async write(name, text) {
      const path = join(directory, name);
      await writeFile(path, text);
      return path;
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

export async function openCloudPlace(world = seededWorld()): Promise<CloudPlace> {
  const place = await openPlace();
  const cloud = await startCloud(world);
  const env = {
    ...cloud.environment,
    KUBECONFIG: await place.write('kubeconfig', cloud.kubeconfig),
    IRSA_DOCTOR_CONFIG: await place.write('settings.yaml', cloud.settings),
  };
  return {
    ...place,
    cloud,
    env,
    run: (args, options) => place.run(args, { ...options, env: { ...env, ...options?.env } }),
    async close() {
      await cloud.close();
      await place.close();
    },
  };
}
