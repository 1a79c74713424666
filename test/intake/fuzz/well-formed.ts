import { z } from 'zod';
import { SYMPTOM_DETAILS } from '../../../src/checker/vocabulary/symptom.ts';

const some = z
  .string()
  .min(1)
  .max(700)
  .regex(/^\S(?:.*\S)?$/s);
const name = (limit: number) =>
  z
    .string()
    .max(limit)
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/);
const kind = z.enum([
  'assume-web-identity-denied',
  'invalid-identity-token',
  'web-identity-config',
  'downstream-denied',
  'not-relevant',
]);

/** What a symptom looks like, whatever text it was read from. */
export const symptomSchema = z
  .strictObject({
    kind,
    code: some.nullable(),
    action: z
      .string()
      .regex(/^[A-Za-z0-9-]+:[A-Za-z*]+$/)
      .nullable(),
    principalArn: some.regex(/^arn:aws/).nullable(),
    roleName: some.nullable(),
    accountId: z
      .string()
      .regex(/^\d{12}$/)
      .nullable(),
    sessionName: some.nullable(),
    nodeRole: z.boolean(),
    roleArn: some.regex(/^arn:aws/).nullable(),
    namespace: name(63).nullable(),
    serviceAccount: name(253).nullable(),
    resource: some.nullable(),
    requestId: z
      .string()
      .regex(/^[0-9A-Za-z-]{13,64}$/)
      .nullable(),
    issuer: z
      .string()
      .regex(/^https?:\/\/\S+$/i)
      .nullable(),
    denyReason: z
      .enum([
        'identity-based',
        'explicit-deny',
        'scp',
        'rcp',
        'boundary',
        'resource-based',
        'session',
        'vpce',
      ])
      .nullable(),
    detail: z.enum(SYMPTOM_DETAILS).optional(),
    stsHost: some.optional(),
    container: name(63).optional(),
    isEncoded: z.literal(true).optional(),
  })
  .refine(
    ({ kind: what, nodeRole, ...said }) =>
      what !== 'not-relevant' || (!nodeRole && Object.values(said).every((value) => value === null)),
    'a text that is not relevant says nothing',
  )
  .refine(
    ({ nodeRole, sessionName }) => !nodeRole || /^i-[0-9a-f]+$/.test(sessionName ?? ''),
    'a node has an instance id',
  );
