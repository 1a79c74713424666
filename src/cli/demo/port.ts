import { UsageError } from '../usage-error.ts';

/**
 * The port that `--port` names; 0, which stands for any free one, where it is not given.
 *
 * @throws UsageError for what is no port.
 */
export function portOf(words: string | undefined): number {
  if (words === undefined) return 0;
  const port = /^\d{1,5}$/.test(words) ? Number(words) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new UsageError(
    `--port takes a number from 0 (any free one) to 65535, such as --port 8080, not "${words}".`,
  );
}
