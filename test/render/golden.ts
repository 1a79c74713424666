import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';

const FOLDER = new URL('./golden/', import.meta.url);

/** Compares with the file of that name, or writes it where UPDATE_GOLDEN=1: then look at the difference before you keep it. */
export async function expectGolden(name: string, actual: string): Promise<void> {
  const file = new URL(name, FOLDER);
  const text = `${actual}\n`;
  if (process.env.UPDATE_GOLDEN === '1') {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(file, text);
  }
  expect(text).toBe(await readFile(file, 'utf8'));
}
