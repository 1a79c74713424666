import { describeWithRedis } from '../redis.ts';
import { describeSlackFailures } from './failures/slack-trouble.ts';
import { describeSourceFailures } from './failures/sources.ts';

describeWithRedis('with Redis', (redisUrl) => {
  const options = () => ({ mode: 'http', redisUrl }) as const;
  describeSourceFailures('http, queue on Redis', options, { isPatient: false });
  describeSlackFailures('http, queue on Redis', options, { isPatient: true });
});
