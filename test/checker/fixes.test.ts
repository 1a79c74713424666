import { describe, expect, it } from 'vitest';
import { handWrittenIdentityFix } from '../../src/checker/fixes/hand-written-identity-fix.ts';
import { renameVolumeFix } from '../../src/checker/fixes/rename-volume-fix.ts';
import {
  aBareContainer,
  annotated,
  aPod,
  aPodWithoutIdentity,
  ROLE_ARN,
  situationOf,
  unasked,
} from './evidence.ts';

/** The patch of the fix's only command, as kubectl gets it. */
function patchOf(text: string): unknown {
  return JSON.parse(/ -p '(.*)' -n /.exec(text)?.[1] ?? 'null');
}

describe('an identity that is written by hand', () => {
  const mounted = {
    volumeMounts: [
      {
        name: 'aws-iam-token',
        mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
        readOnly: true,
      },
    ],
  };

  it('is what the webhook would add, in every container and init container, beside a region that is there', () => {
    const pod = aPodWithoutIdentity({
      containers: [
        aBareContainer({ name: 'migrate', isInit: true }),
        aBareContainer({ name: 'app', environmentNames: ['AWS_REGION'] }),
      ],
    });
    const fix = handWrittenIdentityFix(situationOf(), [pod, aPodWithoutIdentity({ name: 'second' })]);
    expect(fix?.commands).toHaveLength(1);
    const identity = [
      { name: 'AWS_ROLE_ARN', value: ROLE_ARN },
      {
        name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
        value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
      },
      { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' },
    ];
    expect(patchOf(fix?.commands[0]?.text ?? '')).toEqual({
      spec: {
        template: {
          spec: {
            volumes: [
              {
                name: 'aws-iam-token',
                projected: {
                  sources: [
                    {
                      serviceAccountToken: {
                        audience: 'sts.amazonaws.com',
                        expirationSeconds: 86_400,
                        path: 'token',
                      },
                    },
                  ],
                },
              },
            ],
            initContainers: [
              {
                name: 'migrate',
                env: [...identity, { name: 'AWS_REGION', value: 'eu-west-1' }],
                ...mounted,
              },
            ],
            containers: [{ name: 'app', env: identity, ...mounted }],
          },
        },
      },
    });
  });

  it('is not offered for a role that is none, for Windows, nor where no template can be changed in place', () => {
    const pod = aPodWithoutIdentity();
    const malformed = situationOf({
      serviceAccount: annotated('payments-api'),
      role: unasked('iam:GetRole', 'role'),
    });
    expect(handWrittenIdentityFix(malformed, [pod])).toBeNull();
    const windows = aPodWithoutIdentity({ operatingSystem: { selected: 'windows', needed: null } });
    expect(handWrittenIdentityFix(situationOf(), [windows])).toBeNull();
    expect(handWrittenIdentityFix(situationOf(), [aPodWithoutIdentity({ owner: 'Job/once' })])).toBeNull();
  });
});

describe('another name for a volume', () => {
  it('is written into each template once, quoted for the shell', () => {
    const pods = [aPod(), aPod({ name: 'second' }), aPod({ name: 'once', owner: 'Job/once' })];
    expect(renameVolumeFix(pods).commands.map(({ text }) => text)).toEqual([
      "kubectl get deployment/api -n payments -o yaml | sed 's/^\\( *\\(- \\)\\{0,1\\}name: \\)aws-iam-token$/\\1own-aws-iam-token/' | kubectl replace -f -",
    ]);
  });
});
