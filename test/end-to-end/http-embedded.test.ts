import { describeAccess } from './access.ts';
import { describeConversation } from './conversation.ts';
import { describeFinding } from './finding.ts';
import { describeHome } from './home.ts';
import { describeOlderWorkspace } from './older-workspace.ts';
import { describeWatching } from './watching.ts';

const options = () => ({ mode: 'http', redisUrl: null }) as const;

describeConversation('http, queue embedded', options);
describeAccess('http, queue embedded', options);
describeWatching('http, queue embedded', options);
describeFinding('http, queue embedded', options);
describeHome('http, queue embedded', options);
describeOlderWorkspace('http, queue embedded', options);
