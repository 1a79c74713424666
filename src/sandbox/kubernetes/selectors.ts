import type { KubernetesObject, PodObject } from '../world/kubernetes-objects.ts';
import { badRequest } from './status.ts';

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

/** A predicate for `labelSelector`: equality, inequality, presence, absence, `in` and `notin`. Throws 400 for anything else. */
export function labelTest(selector: string | null): (object: KubernetesObject) => boolean {
  if (selector === null || selector === '') return () => true;
  // Commas inside `in (a, b)` do not separate requirements.
  const tests = selector.split(/,(?![^(]*\))/).map((part) => requirement(part.trim(), selector));
  return (object) => tests.every((test) => test(object.metadata.labels ?? {}));
}

function requirement(part: string, selector: string): Test {
  const equality = /^([\w./-]+)\s*(=|==|!=)\s*([\w.-]*)$/.exec(part);
  if (equality !== null) {
    const [, key = '', operator, value] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const set = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(part);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const isIn: Test = (labels) => values.includes(labels[key] ?? '\0');
    return operator === 'in' ? isIn : (labels) => !isIn(labels);
  }
  const presence = /^(!?)\s*([\w./-]+)$/.exec(part);
  if (presence === null) throw badRequest(`unable to parse requirement: found '${part}' in "${selector}"`);
  const [, negation, key = ''] = presence;
  return negation === '!' ? (labels) => !(key in labels) : (labels) => key in labels;
}

const FIELDS: Readonly<Record<string, (object: KubernetesObject) => string>> = {
  'metadata.name': (object) => object.metadata.name,
  'metadata.namespace': (object) => object.metadata.namespace ?? '',
};

const POD_FIELDS: Readonly<Record<string, (pod: PodObject) => string>> = {
  'spec.serviceAccountName': (pod) => pod.spec.serviceAccountName,
  'spec.nodeName': (pod) => pod.spec.nodeName ?? '',
  'status.phase': (pod) => pod.status.phase,
};

/** A predicate for `fieldSelector`. Throws 400 for a field that the API server does not index. */
export function fieldTest(selector: string | null): (object: KubernetesObject) => boolean {
  if (selector === null || selector === '') return () => true;
  const tests = selector.split(',').map((part) => {
    const [, field = '', operator, value] = /^([^=!]+)(=|==|!=)([^=]*)$/.exec(part) ?? [];
    if (!(field in FIELDS) && !(field in POD_FIELDS)) throw badRequest(`field label not supported: ${field}`);
    return (object: KubernetesObject) => (fieldOf(object, field) === value) === (operator !== '!=');
  });
  return (object) => tests.every((test) => test(object));
}

function fieldOf(object: KubernetesObject, field: string): string | undefined {
  return FIELDS[field]?.(object) ?? (isPod(object) ? POD_FIELDS[field]?.(object) : undefined);
}

function isPod(object: KubernetesObject): object is PodObject {
  return object.kind === 'Pod';
}
