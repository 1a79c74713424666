/** What STS itself answered to a token of the service account. */
export type StsAnswer =
  | { readonly isAccepted: true }
  /** `code` and `message` are AWS's own. */
  | { readonly isAccepted: false; readonly code: string; readonly message: string };
