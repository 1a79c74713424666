/**
 * The trust policy as JSON text. IAM percent-encodes the document (RFC 3986), emulators often answer it as it is; decoding what is JSON
 * already would spoil a policy that has a percent sign of its own. Source: IAM API, GetRole.
 */
export function decodeTrustPolicy(document: string): string {
  if (isJson(document)) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
