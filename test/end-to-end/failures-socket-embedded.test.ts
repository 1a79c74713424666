import { describeSlackFailures } from './failures/slack-trouble.ts';
import { describeSourceFailures } from './failures/sources.ts';

const options = () => ({ mode: 'socket', redisUrl: null }) as const;

describeSourceFailures('socket, queue embedded', options, { isPatient: true });
describeSlackFailures('socket, queue embedded', options, { isPatient: false });
