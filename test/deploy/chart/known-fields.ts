import * as kubernetes from '@kubernetes/client-node';
import type { Manifest } from './renderer.ts';

interface Field {
  readonly baseName: string;
  readonly type: string;
}
type Model = { getAttributeTypeMap(): readonly Field[] };

const models: Readonly<Record<string, unknown>> = kubernetes;
/** Of operators that bring their own kinds; Kubernetes' client knows nothing of them. */
const CUSTOM = ['keda.sh/v1alpha1', 'monitoring.coreos.com/v1'];

/**
 * What Kubernetes would not know or not take in a manifest: one sentence for each field that its kind does not have, or that holds another
 * type than the API's. Judged by the models of Kubernetes' own client, which are made from its OpenAPI description.
 */
export function fieldProblems(manifest: Manifest): readonly string[] {
  const { apiVersion, kind } = manifest;
  if (CUSTOM.includes(apiVersion)) return [];
  const version = apiVersion.split('/').at(-1) ?? '';
  const name = `V${version.slice(1)}${kind}`;
  if (modelOf(name) === null) return [`${apiVersion} ${kind} is not a kind that Kubernetes has`];
  return problemsOf(manifest, name, kind);
}

function problemsOf(value: unknown, type: string, path: string): readonly string[] {
  const list = /^(?:Array<(.+)>|Set<(.+)>)$/.exec(type);
  if (list !== null) {
    if (!Array.isArray(value)) return [`${path} is not a list`];
    return value.flatMap((item, index) => problemsOf(item, list[1] ?? list[2] ?? '', `${path}[${index}]`));
  }
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (map !== undefined) {
    if (!isObject(value)) return [`${path} is not a map`];
    return Object.entries(value).flatMap(([key, item]) => problemsOf(item, map, `${path}.${key}`));
  }
  const model = modelOf(type);
  if (model !== null) {
    if (!isObject(value)) return [`${path} is not an object`];
    const fields = new Map(model.getAttributeTypeMap().map((field) => [field.baseName, field.type]));
    return Object.entries(value).flatMap(([key, item]) => {
      const wanted = fields.get(key);
      return wanted === undefined
        ? [`${path}.${key} is not a field of ${type}`]
        : problemsOf(item, wanted, `${path}.${key}`);
    });
  }
  const isFine =
    type === 'any' ||
    (type === 'IntOrString' ? ['number', 'string'].includes(typeof value) : typeof value === type);
  return isFine ? [] : [`${path} is ${JSON.stringify(value)}, not a ${type}`];
}

function modelOf(type: string): Model | null {
  const model = models[type];
  return typeof model === 'function' && 'getAttributeTypeMap' in model ? (model as unknown as Model) : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
