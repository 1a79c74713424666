import { describeWithRedis } from '../redis.ts';
import { describeConversation } from './conversation.ts';

describeWithRedis('with Redis', (redisUrl) => {
  describeConversation('socket, queue on Redis', () => ({ mode: 'socket', redisUrl }));
});
