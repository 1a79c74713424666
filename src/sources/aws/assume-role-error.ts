/** A role of the settings could not be assumed; `cause` is what STS, or the way to it, answered. */
export class AssumeRoleError extends Error {
  override readonly name = 'AssumeRoleError';
  readonly roleArn: string;

  constructor(roleArn: string, options: { readonly cause: unknown }) {
    super(`${roleArn} could not be assumed`, options);
    this.roleArn = roleArn;
  }
}
