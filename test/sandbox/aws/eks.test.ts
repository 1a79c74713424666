import {
  DescribeClusterCommand,
  DescribePodIdentityAssociationCommand,
  ListClustersCommand,
  ListPodIdentityAssociationsCommand,
  paginateListClusters,
} from '@aws-sdk/client-eks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import { newCluster } from '../../../src/sandbox/world/cluster.ts';
import { ISSUER, smallWorld } from '../small-world.ts';
import { awsClients } from './clients.ts';

const world = smallWorld();
for (const name of ['b', 'c', 'd']) {
  world.clusters.push(newCluster({ name, region: 'eu-north-1', accountId: '222233334444', issuer: null }));
}
world.clusters.push(
  newCluster({ name: 'far', region: 'us-west-2', accountId: '222233334444', issuer: null }),
);
for (let at = 0; at < 3; at += 1) {
  world.clusters[0]?.associations.push({
    id: `a-${at}`,
    namespace: 'kitchen',
    serviceAccount: `sa-${at}`,
    roleArn: 'arn:aws:iam::222233334444:role/kitchen/tea-brewer',
  });
}
world.clusters[0]?.associations.push({
  id: 'a-far',
  namespace: 'kitchen',
  serviceAccount: 'far',
  roleArn: 'arn:aws:iam::222233334444:role/kitchen/tea-brewer',
  targetRoleArn: 'arn:aws:iam::444455556666:role/vault',
  disableSessionTags: true,
  policy: '{}',
  createdAt: '2026-03-04T00:00:00Z',
});
let cloud: Cloud;
let eks: ReturnType<typeof awsClients>['eks'];
beforeAll(async () => {
  cloud = await startCloud(world);
  eks = awsClients(cloud).eks;
});
afterAll(() => cloud.close());

it('describes a cluster with its issuer, its endpoint and the authority of its certificate', async () => {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name: 'tea' }));
  expect(cluster).toMatchObject({
    name: 'tea',
    arn: 'arn:aws:eks:eu-north-1:222233334444:cluster/tea',
    status: 'ACTIVE',
    version: '1.34',
    endpoint: cloud.kubernetesUrl('tea'),
    createdAt: new Date('2026-01-19T07:12:00Z'),
    identity: { oidc: { issuer: ISSUER } },
  });
  const authority = Buffer.from(cluster?.certificateAuthority?.data ?? '', 'base64').toString('utf8');
  expect(authority).toMatch(/^-----BEGIN CERTIFICATE-----/);
});

it('leaves the identity out for a cluster without an issuer', async () => {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name: 'b' }));
  expect(cluster?.identity).toBeUndefined();
});

it.each(['nope', 'far'])('does not find %s in this region', async (name) => {
  await expect(eks.send(new DescribeClusterCommand({ name }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `No cluster found for name: ${name}.`,
    $metadata: { httpStatusCode: 404 },
  });
});

it('lists the clusters of the region, page by page', async () => {
  const pages = [];
  for await (const page of paginateListClusters({ client: eks, pageSize: 3 }, {})) pages.push(page.clusters);
  expect(pages).toEqual([['b', 'c', 'd'], ['tea']]);
  const far = await awsClients(cloud, { region: 'us-west-2' }).eks.send(new ListClustersCommand({}));
  expect(far.clusters).toEqual(['far']);
});

it('refuses a page token that it did not hand out', async () => {
  await expect(eks.send(new ListClustersCommand({ nextToken: 'made-up' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

it('lists Pod Identity associations without their roles, which are told one at a time', async () => {
  const all = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName: 'tea', maxResults: 2 }));
  expect(all.associations).toHaveLength(2);
  expect(all.nextToken).toBeTruthy();
  const one = await eks.send(
    new ListPodIdentityAssociationsCommand({
      clusterName: 'tea',
      namespace: 'kitchen',
      serviceAccount: 'sa-2',
    }),
  );
  expect(one.associations).toMatchObject([{ associationId: 'a-2', serviceAccount: 'sa-2' }]);
  expect(one.associations?.[0]).not.toHaveProperty('roleArn');
  const { association } = await eks.send(
    new DescribePodIdentityAssociationCommand({ clusterName: 'tea', associationId: 'a-2' }),
  );
  expect(association?.roleArn).toBe('arn:aws:iam::222233334444:role/kitchen/tea-brewer');
});

it('describes what an association has besides its role, and makes up the external id as EKS does', async () => {
  const { association } = await eks.send(
    new DescribePodIdentityAssociationCommand({ clusterName: 'tea', associationId: 'a-far' }),
  );
  expect(association).toMatchObject({
    targetRoleArn: 'arn:aws:iam::444455556666:role/vault',
    externalId: 'eu-north-1/222233334444/tea/kitchen/far',
    disableSessionTags: true,
    policy: '{}',
    createdAt: new Date('2026-03-04T00:00:00Z'),
  });
});
