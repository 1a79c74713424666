import { isList, isObject, member } from '../document/json.ts';
import { parseOperator, spellOperator } from '../document/operator.ts';
import type { JsonObject, JsonValue } from '../types.ts';
import { withMember, withoutMember, withRenamed } from './members.ts';

/** A document with slips corrected that IAM refuses but whose meaning is beyond doubt. */
export interface Repaired {
  readonly document: JsonObject;
  readonly edits: readonly string[];
}

/** Corrects the version, operators in the wrong case, Resource elements and characters of a Sid. Leaves everything else to its author. */
export function repairDocument(document: JsonObject): Repaired {
  const edits: string[] = [];
  let repaired = document;
  const version = member(document, 'Version');
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    repaired = withMember(repaired, 'Version', '2012-10-17');
    edits.push(`Version is corrected to 2012-10-17.`);
  }
  const statement = member(repaired, 'Statement');
  if (statement === undefined) return { document: repaired, edits };
  const repair = (value: JsonValue, index: number): JsonValue =>
    isObject(value) ? repairStatement(value, (edit) => edits.push(`Statement[${index}]: ${edit}`)) : value;
  const statements = isList(statement) ? statement.map(repair) : repair(statement, 0);
  return { document: edits.length === 0 ? document : withMember(repaired, 'Statement', statements), edits };
}

function repairStatement(statement: JsonObject, note: (edit: string) => void): JsonObject {
  let repaired = statement;
  for (const name of ['Resource', 'NotResource']) {
    if (!Object.hasOwn(repaired, name)) continue;
    repaired = withoutMember(repaired, name);
    note(`${name} is removed: the role itself is the resource.`);
  }
  const sid = member(repaired, 'Sid');
  if (typeof sid === 'string' && /[^A-Za-z0-9]/.test(sid)) {
    repaired = withMember(repaired, 'Sid', sid.replace(/[^A-Za-z0-9]/g, ''));
    note('the Sid keeps letters and digits only.');
  }
  const condition = member(repaired, 'Condition');
  return isObject(condition) ? withMember(repaired, 'Condition', repairOperators(condition, note)) : repaired;
}

function repairOperators(condition: JsonObject, note: (edit: string) => void): JsonObject {
  let repaired = condition;
  for (const text of Object.keys(condition)) {
    const operator = parseOperator(text);
    if (operator === null) continue;
    const spelled = spellOperator(operator);
    if (spelled === text || Object.hasOwn(repaired, spelled)) continue;
    repaired = withRenamed(repaired, text, spelled);
    note(`the operator ${text} is spelled ${spelled}.`);
  }
  return repaired;
}
