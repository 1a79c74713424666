/** The process's environment, as a value: nothing but `main.ts` reads the real one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Null where a variable is not set, or empty. */
export function setting(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

/** A port's number; a value that is none becomes a sentence in `problems`. */
export function portOf(env: Environment, name: string, byDefault: number, problems: string[]): number {
  const value = setting(env, name);
  if (value === null) return byDefault;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  problems.push(`${name} is not a port: write a number from 0 to 65535.`);
  return byDefault;
}
