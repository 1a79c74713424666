import { describeConversation } from './conversation.ts';

describeConversation('socket, queue embedded', () => ({ mode: 'socket', redisUrl: null }));
