/** A refusal or failure as AWS words it; `status` is the HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** Thrown where a call names a thing that IAM does not hold. */
export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message);
}

/** A parameter that IAM or STS refuses before it looks anything up. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}
