import { basename } from 'node:path';

/** What people type before the command: `kubectl irsa` runs the program under its plugin name. */
export function programName(path: string | undefined = process.argv[1]): string {
  return path !== undefined && /^kubectl[-_]irsa(\.|$)/.test(basename(path)) ? 'kubectl irsa' : 'irsa-doctor';
}
