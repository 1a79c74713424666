import { describeWithRedis } from '../redis.ts';
import { describeConversation } from './conversation.ts';

describeWithRedis('with Redis', (redisUrl) => {
  describeConversation('http, queue on Redis', () => ({ mode: 'http', redisUrl }));
});
