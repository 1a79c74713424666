import { describeAccess } from './access.ts';
import { describeConversation } from './conversation.ts';
import { describeCrowding } from './crowding.ts';
import { describeFinding } from './finding.ts';
import { describeHome } from './home.ts';
import { describeOlderWorkspace } from './older-workspace.ts';
import { describeWatching } from './watching.ts';

const options = () => ({ mode: 'socket', redisUrl: null }) as const;

describeConversation('socket, queue embedded', options);
describeAccess('socket, queue embedded', options);
describeWatching('socket, queue embedded', options);
describeFinding('socket, queue embedded', options);
describeHome('socket, queue embedded', options);
describeOlderWorkspace('socket, queue embedded', options);
describeCrowding('socket, queue embedded', options);
