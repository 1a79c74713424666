import { z } from 'zod';

/** An object with these members and no others; a misspelt one is named together with those that there are. */
export function settings<Shape extends z.ZodRawShape>(remedy: string, shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')} is not known here: write ${known}`
        : remedy,
  });
}

/** A text that is not empty. */
export function name(what: string) {
  return z.string(what).min(1, what);
}
