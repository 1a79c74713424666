import type { z } from 'zod';

/** One thing that Slack refuses, where it stands: `/blocks/0/text/text`. */
export interface Problem {
  readonly pointer: string;
  readonly words: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Puts what the schema found into Slack's words, since people search for those. `base` is the JSON pointer of the value that was
 * checked, `value` the value itself.
 */
export function problemsOf(base: string, value: unknown, error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap((issue) => describe(base, value, issue));
}

/** A problem as it stands in `response_metadata.messages`, without Slack's `[ERROR]` before it. */
export function problemLine(problem: Problem): string {
  return `${problem.words} [json-pointer:${problem.pointer}]`;
}

function describe(base: string, value: unknown, issue: Issue): readonly Problem[] {
  const pointer = pointerTo(base, issue.path);
  const parent = pointerTo(base, issue.path.slice(0, -1));
  const name = String(issue.path.at(-1) ?? '');
  const found = valueAt(value, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: parent === pointer ? base : pointer,
        words: `invalid additional property: ${key}`,
      }));
    case 'invalid_type':
      if (found === undefined) return [{ pointer: parent, words: `missing required field: ${name}` }];
      return [{ pointer, words: `must provide ${articled(issue.expected)}` }];
    case 'too_big':
      if (issue.origin === 'string')
        return [{ pointer, words: `must be less than ${Number(issue.maximum) + 1} characters` }];
      if (issue.origin === 'array')
        return [{ pointer, words: `no more than ${issue.maximum} items allowed` }];
      return [{ pointer, words: `must be no more than ${issue.maximum}` }];
    case 'too_small':
      if (issue.origin === 'string')
        return [{ pointer, words: `must be more than ${Number(issue.minimum) - 1} characters` }];
      if (issue.origin === 'array') return [{ pointer, words: `must have at least ${issue.minimum} items` }];
      return [{ pointer, words: `must be no less than ${issue.minimum}` }];
    case 'invalid_union':
      if (found === undefined) return [{ pointer: parent, words: `missing required field: ${name}` }];
      if (name === 'type') return [{ pointer, words: `unsupported type: ${String(found)}` }];
      return [{ pointer, words: 'failed to match all allowed schemas' }];
    case 'invalid_value':
      if (found === undefined) return [{ pointer: parent, words: `missing required field: ${name}` }];
      return [{ pointer, words: 'must be a valid enum value' }];
    default:
      return [{ pointer, words: issue.message }];
  }
}

function pointerTo(base: string, path: readonly PropertyKey[]): string {
  return [base, ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

function articled(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
