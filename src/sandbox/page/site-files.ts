import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { PageNotBuiltError } from './page-not-built-error.ts';

/** The files as they are, and where they lie when this runs compiled in a checkout, whose compiler copies no such files. */
const PLACES = ['site', '../../../src/sandbox/page/site'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface SiteFile {
  readonly type: string;
  readonly content: Buffer;
}

/**
 * The files of the page by path (`/` is index.html), all read at once: nothing that a request says ever becomes part of a file's name.
 *
 * @throws PageNotBuiltError where the files are not part of this build.
 */
export async function readSite(): Promise<ReadonlyMap<string, SiteFile>> {
  for (const place of PLACES) {
    const directory = join(import.meta.dirname, place);
    const names = await readdir(directory).catch((): string[] => []);
    if (!names.includes('index.html')) continue;
    const files = await Promise.all(
      names
        .filter((name) => extname(name) in TYPES)
        .map(
          async (name): Promise<[string, SiteFile]> => [
            name === 'index.html' ? '/' : `/${name}`,
            { type: TYPES[extname(name)] ?? '', content: await readFile(join(directory, name)) },
          ],
        ),
    );
    return new Map(files);
  }
  throw new PageNotBuiltError(
    'There is no page in this build: its files (sandbox/page/site) were not copied into it.',
  );
}
