import type { ErrorText } from './error-text.ts';

/** A terminal's line end in the middle of an action is told by what must follow an action. SQS writes its own in small letters. */
const refusedAction =
  /not authorized to perform:?\s?([A-Za-z0-9-]{2,40}:[A-Za-z*]{1,80})(?:\n([A-Za-z]{1,40})(?=\s(?:on resource|because|with an)))?/;
const unallowedAction =
  /allows the ([A-Za-z0-9-]{2,40}:[A-Za-z]{1,80}) action|isn't authorized to call ([a-z0-9-]{2,40}:[A-Z][A-Za-z]{0,80})/;
/** Operations of STS are their own actions; of other services an operation may need several actions under other names. */
const stsOperations = [
  /operation error STS: (AssumeRole[A-Za-z]{0,40})/g,
  /when calling the (AssumeRole(?:WithSAML)?) operation/g,
  /Error executing "(AssumeRole[A-Za-z]{0,40})" on "https:\/\/sts/g,
];

/** The refused IAM action (`s3:GetObject`) as far as the text says it, else null. */
export function refusedIamAction(text: ErrorText): string | null {
  if (/not authorized to perform:? ?sts:AssumeRoleWithWebIdentity/i.test(text.glued)) {
    return 'sts:AssumeRoleWithWebIdentity';
  }
  const refused = refusedAction.exec(text.lines);
  if (refused?.[1] !== undefined) return refused[1] + (refused[2] ?? '');
  const unallowed = unallowedAction.exec(text.flat);
  if (unallowed !== null) return unallowed[1] ?? unallowed[2] ?? null;
  if (text.flat.includes('AssumeRoleWithWebIdentity')) return 'sts:AssumeRoleWithWebIdentity';
  if (text.flat.includes('AssumeRoleForPodIdentity')) return 'eks-auth:AssumeRoleForPodIdentity';
  return lastStsOperation(text.flat);
}

/** SDKs nest operations from the outside in: the last one is the one that failed. */
function lastStsOperation(flat: string): string | null {
  for (const pattern of stsOperations) {
    const operation = [...flat.matchAll(pattern)].at(-1)?.[1];
    if (operation !== undefined) return `sts:${operation}`;
  }
  return null;
}
