import { describeConversation } from './conversation.ts';

describeConversation('http, queue embedded', () => ({ mode: 'http', redisUrl: null }));
