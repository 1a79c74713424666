import type { JsonObject, JsonValue } from '../types.ts';

/** True for a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON list. */
export function isList(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A member of its own, never one of the prototype; undefined where there is none. */
export function member(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** IAM takes one value for a list of one. */
export function listOf(value: JsonValue): readonly JsonValue[] {
  return isList(value) ? value : [value];
}

/** The value as JSON text; null for one that is nested too deeply to be written. */
export function jsonText(value: JsonValue): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

/** A scalar as IAM reads it: `true` and `"true"`, `5` and `"5"` are the same. Null where it is not a scalar. */
export function scalarText(value: JsonValue): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}
