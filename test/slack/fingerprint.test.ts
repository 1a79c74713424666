import { expect, it } from 'vitest';
import { fingerprintOf } from '../../src/slack/fingerprint.ts';
import { understandError } from '../../src/slack/understand.ts';

const of = (text: string) => fingerprintOf(understandError(text));
const refused = (action: string, session: string, id: string) =>
  `AccessDenied: User: arn:aws:sts::111122223333:assumed-role/payments-api/${session} is not authorized to perform: ${action} on resource: arn:aws:s3:::ledger because no identity-based policy allows the ${action} action, request id: ${id}`;

it('is the same for the same error in another request and session', () => {
  const first = refused('s3:GetObject', 'botocore-session-1', '7a62c49f-347e-4fc4-9331-6e8e00000001');
  const second = refused('s3:GetObject', 'botocore-session-2', '7a62c49f-347e-4fc4-9331-6e8e00000002');
  expect(of(first)).toBe(of(second));
  expect(of(first)).not.toBe(of(refused('s3:PutObject', 'botocore-session-1', '1')));
  expect(of(`namespace=a ${first}`)).not.toBe(of(first));
});
