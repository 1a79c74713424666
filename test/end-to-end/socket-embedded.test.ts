import { describeAccess } from './access.ts';
import { describeConversation } from './conversation.ts';
import { describeFinding } from './finding.ts';
import { describeHome } from './home.ts';
import { describeWatching } from './watching.ts';

const options = () => ({ mode: 'socket', redisUrl: null }) as const;

describeConversation('socket, queue embedded', options);
describeAccess('socket, queue embedded', options);
describeWatching('socket, queue embedded', options);
describeFinding('socket, queue embedded', options);
describeHome('socket, queue embedded', options);
