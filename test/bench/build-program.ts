import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

/** Builds the program into an empty folder, as the package and the image hold it. @returns the path of its `main.js` */
export async function buildProgram(directory: string): Promise<string> {
  const compiler = join(PROJECT, 'node_modules/typescript/bin/tsc');
  const args = ['-p', join(PROJECT, 'tsconfig.build.json'), '--outDir', join(directory, 'dist')];
  const child = spawn(process.execPath, [compiler, ...args], { stdio: 'ignore', timeout: 120_000 });
  await once(child, 'exit');
  const program = join(directory, 'dist/main.js');
  if (!existsSync(program)) throw new Error('The program cannot be built: npm run build says why.');
  await copyFile(join(PROJECT, 'package.json'), join(directory, 'package.json'));
  await symlink(join(PROJECT, 'node_modules'), join(directory, 'node_modules'));
  return program;
}
