import type { WebClient } from '@slack/web-api';
import { GiveUp } from '../queue/give-up.ts';
import type { QuestionJob } from '../queue/job.ts';
import type { Processor } from '../queue/ports.ts';
import { UnknownWorkspaceError } from './unknown-workspace-error.ts';
import type { Whereabouts, Workspaces } from './workspaces.ts';

/** Answers the questions of a workspace, and tells people there of those that are given up. */
export interface Answerers {
  readonly answer: Processor;
  readonly apologize: (id: string, job: QuestionJob, error: Error) => Promise<void>;
}

/**
 * Each question is answered with the token of its workspace, by answerers that no other workspace has: what they learn of a workspace, as that
 * it does not take some kind of block, is said of no other.
 */
export function answerByWorkspace(
  workspaces: Pick<Workspaces, 'clientFor'>,
  answerersOver: (client: WebClient) => Answerers,
): Answerers {
  const known = new WeakMap<WebClient, Answerers>();
  const answerersFor = async (where: Whereabouts): Promise<Answerers> => {
    try {
      const client = await workspaces.clientFor(where);
      const answerers = known.get(client) ?? answerersOver(client);
      known.set(client, answerers);
      return answerers;
    } catch (error) {
      if (!(error instanceof UnknownWorkspaceError)) throw error;
      throw new GiveUp(error.message, { cause: error });
    }
  };
  return {
    answer: async (attempt) => (await answerersFor(attempt.job.place)).answer(attempt),
    apologize: async (id, job, error) => (await answerersFor(job.place)).apologize(id, job, error),
  };
}
