import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

/** The least that a Slack app can do with a command: Bolt as it comes, one job in the queue, the acknowledgement. Prints its port. */
const [signingSecret = '', redisUrl = '', queueName = ''] = process.argv.slice(2);
const queue = new Queue(queueName, { connection: new Redis(redisUrl, { maxRetriesPerRequest: null }) });
const app = new App({
  receiver: new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'] }),
  authorize: async () => ({ botToken: 'xoxb-bare', botId: 'B0', botUserId: 'U0' }),
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ command, ack }) => {
  const { team_id, channel_id, user_id, text, response_url } = command;
  await queue.add('question', { team_id, channel_id, user_id, text, response_url });
  await ack();
});
const server = await app.start(0);
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
