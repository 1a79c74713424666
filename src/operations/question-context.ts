import { AsyncLocalStorage } from 'node:async_hooks';

/** What stands in every log line, trace and user agent of the question that the running code works for. */
export interface QuestionContext {
  /** The id that people see. */
  readonly reference: string;
}

const running = new AsyncLocalStorage<QuestionContext>();

/** Runs `work`, and whatever it starts, for a question. */
export function inQuestion<T>(context: QuestionContext, work: () => Promise<T>): Promise<T> {
  return running.run(context, work);
}

/** The question that the running code works for; null outside of one. */
export function currentQuestion(): QuestionContext | null {
  return running.getStore() ?? null;
}
