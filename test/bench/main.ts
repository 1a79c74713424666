import { benchAudit } from './audit.ts';
import { benchTrust } from './trust.ts';

/** Every suite by its name. A suite yields its figures line by line, ratios first. */
const SUITES: Readonly<Record<string, () => Iterable<object> | AsyncIterable<object>>> = {
  trust: benchTrust,
  audit: benchAudit,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}; there is ${Object.keys(SUITES).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, suite] of Object.entries(SUITES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for await (const line of suite()) process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}
