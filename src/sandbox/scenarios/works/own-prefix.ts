import { scenario } from '../scenario.ts';

/** A webhook of one's own may read annotations of another prefix; that it does is seen by its pods. */
export const OWN_PREFIX = scenario({
  id: 'own-prefix',
  title: "The cluster's own webhook reads an annotation of another prefix",
  breaks: null,
  namespace: 'wiki',
  serviceAccount: 'editor',
  workload: (roleArn) => ({
    roleArn: null,
    annotations: { 'identity.example.org/role-arn': roleArn },
    pod: {
      spec: {
        volumes: [
          {
            name: 'aws-iam-token',
            projected: {
              defaultMode: 420,
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
      },
      containers: [
        {
          name: 'editor',
          image: 'registry.example/editor:2.2.0',
          env: [
            { name: 'AWS_ROLE_ARN', value: roleArn },
            { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `${MOUNT}/token` },
          ],
          volumeMounts: [{ name: 'aws-iam-token', mountPath: MOUNT, readOnly: true }],
        },
      ],
    },
  }),
});

const MOUNT = '/var/run/secrets/eks.amazonaws.com/serviceaccount';
