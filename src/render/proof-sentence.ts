import type { FixProof } from '../checker/vocabulary/fix.ts';

/** More names than this are counted instead. */
const NAMED_AT_MOST = 4;
const SUBJECT = /^system:serviceaccount:([^:\s]+):(\S+)( \(.+\))?$/su;

/**
 * What the engine showed of a proposed policy, in a line: "Proven: lets in payments/api and nobody else; still lets in payments/worker."
 * Whatever falls short of that is said as it is.
 */
export function proofSentence({ before, after, kept, added, lost }: FixProof): string {
  if (after !== 'allowed') return `Not proven: after the change the engine still says ${after}.`;
  const gain =
    added.length > 0
      ? `lets in ${names(added)} and nobody else`
      : before === 'allowed'
        ? 'still lets the service account in, and nobody new'
        : 'lets in nobody new';
  const rest = kept.length > 0 ? `; still lets in ${names(kept)}` : '';
  const loss = lost.length > 0 ? `; no longer lets in ${names(lost)}` : '';
  return `Proven: ${gain}${rest}${loss}.`;
}

function names(subjects: readonly string[]): string {
  const shown = subjects.slice(0, NAMED_AT_MOST).map(shortSubject);
  const more = subjects.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
}

/** `payments/api` for the subject of a service account; anything else, such as a pattern over namespaces, as the policy spells it. */
function shortSubject(subject: string): string {
  const [, namespace, serviceAccount, issuer = ''] = SUBJECT.exec(subject) ?? [];
  return namespace === undefined || serviceAccount === undefined
    ? subject
    : `${namespace}/${serviceAccount}${issuer}`;
}
