const SAFE = /^[A-Za-z0-9_/:=.,@%+-]+$/;

/**
 * A value as one word of a POSIX shell's command line, whatever it holds. Values come from clusters and policies and may be hostile.
 * Single quotes keep everything literal; a single quote itself is closed, escaped and reopened.
 */
export function quoteForShell(value: string): string {
  return SAFE.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** A long option and its value. A value that begins with a dash is joined by `=`, so that it cannot be taken for another option. */
export function shellOption(name: string, value: string): string {
  return value.startsWith('-') ? `${name}=${quoteForShell(value)}` : `${name} ${quoteForShell(value)}`;
}
