import type { ObjectMeta } from './kubernetes-objects.ts';
import { stableUuid } from './stable-id.ts';

/** When everything that says nothing else was made: before the annotations, which were there before the pods. */
export const CREATED_AT = '2026-03-02T09:14:00Z';

/** The metadata that the API server gives to an object. `resource` is the plural. */
export function newObjectMeta(
  resource: string,
  namespace: string | undefined,
  name: string,
  createdAt: string,
): ObjectMeta {
  const seed = `${resource} ${namespace ?? ''}/${name}`;
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: stableUuid(seed),
    resourceVersion: String(1_000_000 + Number.parseInt(stableUuid(seed).slice(0, 6), 16)),
    creationTimestamp: createdAt,
  };
}
