import { ROLE_ANNOTATION } from '../annotations.ts';
import { knownOrNull } from '../known.ts';
import { hasPodIdentity, hasWebIdentity, isFinished } from '../pods-in-question.ts';
import { isMisplacedAnnotation } from '../role-annotation.ts';
import type { IdentityKind } from '../vocabulary/audit.ts';
import type { Pod, ServiceAccount } from '../vocabulary/evidence.ts';
import type { Sweep } from './sweep.ts';

/** A service account that has, or was meant to have, an identity. */
export interface WithIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly identity: IdentityKind;
}

/**
 * Every service account with a role annotation or a Pod Identity association, that of one which does not exist included; and those of which
 * an annotation under another key or the pods say that they were meant to have one.
 */
export function withIdentity({ namespace, accounts, pods, associations }: Sweep): readonly WithIdentity[] {
  const found = new Map<string, WithIdentity>();
  const add = (one: WithIdentity): void => {
    const key = `${one.namespace}/${one.serviceAccount}`;
    const before = found.get(key);
    const isBoth = before?.identity === 'role-annotation' && one.identity === 'pod-identity';
    if (before === undefined || isBoth) found.set(key, isBoth ? { ...one, identity: 'both' } : one);
  };
  const all = knownOrNull(accounts) ?? [];
  for (const account of all.filter(isAnnotated)) add(named(account, 'role-annotation'));
  for (const one of knownOrNull(associations) ?? []) {
    if (namespace === null || one.namespace === namespace) {
      add({ namespace: one.namespace, serviceAccount: one.serviceAccount, identity: 'pod-identity' });
    }
  }
  for (const account of all.filter(isMisannotated)) add(named(account, 'stray'));
  for (const pod of (knownOrNull(pods) ?? []).filter(showsIdentity)) {
    add({ namespace: pod.namespace, serviceAccount: pod.serviceAccount, identity: 'stray' });
  }
  return [...found.values()];
}

function named({ namespace, name }: ServiceAccount, identity: IdentityKind): WithIdentity {
  return { namespace, serviceAccount: name, identity };
}

function isAnnotated({ annotations }: ServiceAccount): boolean {
  return annotations[ROLE_ANNOTATION] !== undefined;
}

function isMisannotated({ annotations }: ServiceAccount): boolean {
  return Object.entries(annotations).some(([key, value]) => isMisplacedAnnotation(key, value));
}

function showsIdentity(pod: Pod): boolean {
  return (
    !isFinished(pod) &&
    (hasWebIdentity(pod) || hasPodIdentity(pod) || pod.annotations[ROLE_ANNOTATION] !== undefined)
  );
}
