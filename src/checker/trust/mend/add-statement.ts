import { isList, isObject, member } from '../document/json.ts';
import { templateStatement } from '../template.ts';
import type { JsonObject, JsonValue, TrustRequest } from '../types.ts';
import { withMember } from './members.ts';

/** The document with a statement of its own for the request at the end, written in the style of the statements that are there. */
export function addStatement(document: JsonObject, request: TrustRequest): JsonObject {
  const written = member(document, 'Statement');
  const statements = written === undefined ? [] : isList(written) ? written : [written];
  const added = inStyleOf(statements.find(isObject), templateStatement(request));
  return withMember(document, 'Statement', [...statements, added]);
}

/** Orders members, and writes Action as a list or not, as the model does. */
function inStyleOf(model: JsonObject | undefined, statement: JsonObject): JsonObject {
  if (model === undefined) return statement;
  const order = Object.keys(model);
  const rank = (name: string): number => {
    const at = order.indexOf(name);
    return at === -1 ? order.length : at;
  };
  const entries = Object.entries(statement).sort(([left], [right]) => rank(left) - rank(right));
  return Object.fromEntries(
    entries.map(([name, value]): [string, JsonValue] => [
      name,
      isList(model[name]) ? asList(name, value) : value,
    ]),
  );
}

function asList(name: string, value: JsonValue): JsonValue {
  return name === 'Action' && !isList(value) ? [value] : value;
}
