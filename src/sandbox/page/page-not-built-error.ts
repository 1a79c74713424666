/** Thrown where the page's own files are not part of what runs. */
export class PageNotBuiltError extends Error {
  override readonly name = 'PageNotBuiltError';
}
