#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `irsa-doctor needs Node.js 22.19 or newer, and this is ${process.versions.node}: install a newer one, or use "npm run irsa --", which brings its own.\n`,
  );
  process.exitCode = 2;
} else {
  // Loaded only now: on an older Node the libraries fail while they load, before anything could be said.
  const { run } = await import('./cli/program.ts');
  process.exitCode = await run(process.argv.slice(2), process.env);
}
