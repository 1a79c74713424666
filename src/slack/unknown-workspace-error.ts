/** Somebody speaks from a workspace for which no token is set, or not the right one. */
export class UnknownWorkspaceError extends Error {
  override readonly name = 'UnknownWorkspaceError';
}
