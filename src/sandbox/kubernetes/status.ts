/** A `Status` object, which is how the API server says that something went wrong. */
export interface Status {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly details?: object;
}

/** Thrown anywhere in the handling of a request; becomes its answer. */
export class StatusError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message);
    this.name = 'StatusError';
    this.status = status;
  }
}

export function statusBody(status: Status): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: status.message,
    reason: status.reason,
    ...(status.details === undefined ? {} : { details: status.details }),
    code: status.code,
  });
}

export function unauthorized(): StatusError {
  return new StatusError({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
}

/** `group` is empty for the core group, as the API server leaves it out too. */
export function notFound(plural: string, name: string, group: string): StatusError {
  const resource = group === '' ? plural : `${plural}.${group}`;
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${resource} "${name}" not found`,
    details: { name, ...(group === '' ? {} : { group }), kind: plural },
  });
}

export function badRequest(message: string): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message });
}
