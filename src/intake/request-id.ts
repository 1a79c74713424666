const label = /(?<!Extended )request[ _-]?id"?'?>? ?[:=]? ?"?'?([0-9A-Za-z-]{13,64})(?![0-9A-Za-z-])/gi;
const uuid = /^[0-9A-Za-z]{8}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{12}$/;
/** S3 and DynamoDB write theirs in capitals. */
const opaque = /^(?=[A-Z]*\d)[0-9A-Z]{13,64}$/;

/** AWS's request id, in the text's spelling; null where the text has none. */
export function requestId(flat: string): string | null {
  for (const [, candidate] of flat.matchAll(label)) {
    if (candidate !== undefined && (uuid.test(candidate) || opaque.test(candidate))) return candidate;
  }
  return null;
}
