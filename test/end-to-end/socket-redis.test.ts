import { describeWithRedis } from '../redis.ts';
import { describeAccess } from './access.ts';
import { describeConversation } from './conversation.ts';
import { describeWatching } from './watching.ts';

describeWithRedis('with Redis', (redisUrl) => {
  const options = () => ({ mode: 'socket', redisUrl }) as const;
  describeConversation('socket, queue on Redis', options);
  describeAccess('socket, queue on Redis', options);
  describeWatching('socket, queue on Redis', options);
});
