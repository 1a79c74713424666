import { describeWithRedisServer } from '../redis.ts';
import { describeQueueFailures } from './failures/queue-trouble.ts';

describeWithRedisServer('with a Redis of its own', (program) => {
  describeQueueFailures('http', 'http', program);
  describeQueueFailures('socket', 'socket', program);
});
