import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';

/** Where Debian's package and others put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = PLACES.find(isExecutable) ?? null;

/** A suite that needs a Chromium; without one it is skipped, and a line says how to get one. */
export function describeInChromium(name: string, suite: () => void): void {
  if (executablePath === null) {
    process.stderr.write(
      `Browser suite skipped: no Chromium at ${PLACES.join(', ')}; apt-get install chromium\n`,
    );
  }
  describe.skipIf(executablePath === null)(name, { timeout: 60_000 }, suite);
}

/** Starts it without a window, with a profile of its own that goes when it is closed. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? '', args: FLAGS, timeout: 30_000 });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
