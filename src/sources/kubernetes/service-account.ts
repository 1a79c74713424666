import { z } from 'zod';
import type { ServiceAccount, ServiceAccountList } from '../../checker/vocabulary/evidence.ts';
import { annotationsOrLabels, timestamp } from './metadata.ts';

const ROLE_ANNOTATION_FIELD = 'f:eks.amazonaws.com/role-arn';

/** An entry of `managedFields` that owns annotations. Its `fieldsV1` is a trie whose keys are field names after `f:`. */
const annotationOwner = z.object({
  time: timestamp,
  fieldsV1: z.object({ 'f:metadata': z.object({ 'f:annotations': z.record(z.string(), z.unknown()) }) }),
});

const serviceAccount = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    annotations: annotationsOrLabels,
    creationTimestamp: timestamp,
    managedFields: z.array(z.unknown()).nullish(),
  }),
});

const serviceAccountList = z.object({
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
  items: z.array(serviceAccount).nullable(),
});

/** A service account from the API server's JSON; null for anything else. */
export function parseServiceAccount(body: unknown): ServiceAccount | null {
  const parsed = serviceAccount.safeParse(body);
  return parsed.success ? toServiceAccount(parsed.data) : null;
}

/** A page of service accounts from the API server's JSON, as all that one answer holds; null for anything else. */
export function parseServiceAccountPage(body: unknown): ServiceAccountList | null {
  const page = parseServiceAccounts(body);
  return page === null ? null : { accounts: page.accounts, isWhole: page.next === null };
}

/** The same, and where the next page begins, null for the last. */
export function parseServiceAccounts(
  body: unknown,
): { readonly accounts: readonly ServiceAccount[]; readonly next: string | null } | null {
  const parsed = serviceAccountList.safeParse(body);
  if (!parsed.success) return null;
  const { items, metadata } = parsed.data;
  return { accounts: (items ?? []).map(toServiceAccount), next: metadata?.continue || null };
}

function toServiceAccount({ metadata }: z.infer<typeof serviceAccount>): ServiceAccount {
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    annotations: metadata.annotations,
    createdAt: metadata.creationTimestamp,
    annotatedAt: latestAnnotation(metadata.managedFields ?? []),
  };
}

function latestAnnotation(entries: readonly unknown[]): string | null {
  const times = entries.flatMap((entry) => {
    const owner = annotationOwner.safeParse(entry);
    const holds =
      owner.success && ROLE_ANNOTATION_FIELD in owner.data.fieldsV1['f:metadata']['f:annotations'];
    return holds && owner.data.time !== null ? [owner.data.time] : [];
  });
  return times.sort().at(-1) ?? null;
}
