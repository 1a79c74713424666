import type { ErrorText } from './error-text.ts';

/** What `aws sts decode-authorization-message` prints, whole or its inner text alone: JSON, mostly escaped once or twice. */
const DECODED = /"allowed" ?: ?(?:false|true) ?, ?"explicitDeny" ?: ?(true|false)/;
const ACTION = /"action" ?: ?"([a-z0-9-]{2,40}:[A-Za-z]{1,80})"/;
const RESOURCE = /"action" ?: ?"[^"]{1,130}" ?, ?"resource" ?: ?"(arn:[^"\s]{1,600})"/;
const PRINCIPAL = /"principal" ?: ?\{[^{}]{0,1000}?"arn" ?: ?"(arn:aws[^"\s]{1,600})"/;

/** Who was refused what by a decoded authorization message; null where the text is none. */
export interface DecodedText {
  readonly action: string;
  readonly resource: string | null;
  readonly principalArn: string | null;
  readonly isExplicitDeny: boolean;
}

/** Reads a decoded authorization message. Source: STS, DecodeAuthorizationMessage. */
export function decodedText({ flat }: ErrorText): DecodedText | null {
  const explicitDeny = DECODED.exec(flat)?.[1];
  const action = ACTION.exec(flat)?.[1];
  if (explicitDeny === undefined || action === undefined) return null;
  return {
    action,
    resource: RESOURCE.exec(flat)?.[1] ?? null,
    principalArn: PRINCIPAL.exec(flat)?.[1] ?? null,
    isExplicitDeny: explicitDeny === 'true',
  };
}
