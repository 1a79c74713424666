import { isList } from '../document/json.ts';
import type { JsonObject, JsonValue } from '../types.ts';

/** The object with one member's value replaced, all members in their places. */
export function withMember(object: JsonObject, name: string, value: JsonValue): JsonObject {
  const entries = Object.entries(object);
  if (!Object.hasOwn(object, name)) entries.push([name, value]);
  return Object.fromEntries(entries.map(([key, old]) => [key, key === name ? value : old]));
}

/** The object with one member renamed, in its place. */
export function withRenamed(object: JsonObject, name: string, newName: string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key === name ? newName : key, value]),
  );
}

/** The object without one member. */
export function withoutMember(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

/** A value, or a list of them, with one more at the end. */
export function withAdded(value: JsonValue, added: string): JsonValue {
  return isList(value) ? [...value, added] : [value, added];
}

/** A value, or a list of them, with one text replaced wherever it stands; a single value stays single. */
export function withReplaced(value: JsonValue, old: string, replacement: string): JsonValue {
  if (!isList(value)) return value === old ? replacement : value;
  const replaced = value.map((item) => (item === old ? replacement : item));
  return replaced.filter((item, index) => item !== replacement || replaced.indexOf(item) === index);
}
