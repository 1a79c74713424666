import { AwsError } from './aws-error.ts';

type Json = Readonly<Record<string, unknown>>;
interface Document extends Json {
  readonly Version?: unknown;
  readonly Statement?: unknown;
}
interface Statement extends Json {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Condition?: unknown;
}

/** IAM counts characters of a trust policy without white space. */
const QUOTA = 2048;

const COMPARISONS = new Set([
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals'],
  ...['DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress'],
]);

/**
 * Throws what IAM answers for a trust policy that it refuses to save. It holds what is known of IAM's checks on write and was written apart from
 * any evaluator, so that it can serve as a check on one. Sources: IAM policy grammar; messages as people report them.
 */
export function checkTrustPolicyDocument(text: string): void {
  const document = parse(text);
  const version = document.Version;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed(`Syntax errors in policy.`);
  }
  refuseUnknown(document, ['Version', 'Id', 'Statement']);
  const statements = listOf(document.Statement);
  if (statements.length === 0) throw malformed('Missing required field Statement');
  for (const statement of statements) checkStatement(asObject(statement));
  if (text.replace(/\s/g, '').length > QUOTA) {
    throw new AwsError('LimitExceeded', 409, `Cannot exceed quota for ACLSizePerRole: ${QUOTA}`);
  }
}

function parse(text: string): Document {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw malformed('This policy contains invalid Json');
  }
}

function checkStatement(statement: Statement): void {
  for (const field of ['Resource', 'NotResource']) {
    if (field in statement) throw malformed(`Has prohibited field ${field}`);
  }
  refuseUnknown(statement, [
    'Sid',
    'Effect',
    'Principal',
    'NotPrincipal',
    'Action',
    'NotAction',
    'Condition',
  ]);
  const effect = statement.Effect;
  if (effect === undefined) throw malformed('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${String(effect)}`);
  checkPrincipal(statement.Principal);
  const actions = statement.Action ?? statement.NotAction;
  if (actions === undefined) throw malformed('Missing required field Action');
  if (!listOf(actions).every((action) => /^sts:./i.test(String(action)))) {
    throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (statement.Condition !== undefined) checkCondition(asObject(statement.Condition));
}

function checkPrincipal(principal: unknown): void {
  if (principal === undefined) throw malformed('Missing required field Principal');
  for (const [kind, value] of Object.entries(asObject(principal))) {
    if (!['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(kind)) {
      throw malformed(`Invalid principal in policy: "${kind}"`);
    }
    if (kind === 'Federated' && !listOf(value).every(isFederated)) {
      throw malformed('Federated principals must be valid domain names or SAML metadata ARNs');
    }
  }
}

/** A provider's ARN of this partition, or a bare domain as the old web identity providers have it. */
function isFederated(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    (/^arn:aws:iam::\d{12}:(?:oidc-provider|saml-provider)\/[^*?\s]+$/.test(value) ||
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value))
  );
}

function checkCondition(condition: Json): void {
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isOperator(operator)) throw malformed(`Invalid Condition type : ${operator}`);
    for (const key of Object.keys(asObject(keys))) {
      if (!key.includes(':')) throw malformed(`Invalid Condition key : ${key}`);
      if (/^https?:/.test(key)) throw malformed('Condition can contain only one colon.');
    }
  }
}

/** Spelt exactly so, with a set prefix and `IfExists` where wanted; `Null` takes no `IfExists`. */
function isOperator(text: string): boolean {
  const comparison = text.replace(/^(?:ForAnyValue|ForAllValues):/, '');
  return comparison === 'Null' || COMPARISONS.has(comparison.replace(/IfExists$/, ''));
}

function refuseUnknown(object: Json, known: readonly string[]): void {
  if (Object.keys(object).some((field) => !known.includes(field))) {
    throw malformed('Syntax errors in policy.');
  }
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function asObject(value: unknown): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw malformed('Syntax errors in policy.');
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', 400, message);
}
