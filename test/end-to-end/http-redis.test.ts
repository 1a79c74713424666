import { describeWithRedis } from '../redis.ts';
import { describeAccess } from './access.ts';
import { describeConversation } from './conversation.ts';
import { describeCrowding } from './crowding.ts';
import { describeWatching } from './watching.ts';

describeWithRedis('with Redis', (redisUrl) => {
  const options = () => ({ mode: 'http', redisUrl }) as const;
  describeConversation('http, queue on Redis', options);
  describeAccess('http, queue on Redis', options);
  describeWatching('http, queue on Redis', options);
  describeCrowding('http, queue on Redis', options);
});
