import { MINUTE } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { logUnexpected } from "../log.ts";
import { openJobQueue, type JobQueue } from "./job-queue.ts";
import { whenMessagesAreDue } from "../outbox/due-messages.ts";
import { jobs as all, SEND, type Job } from "./jobs.ts";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { work?: (() => Promise<void>) | undefined; looked?: number };

/** Milliseconds since this process last looked through all jobs without an error; undefined before the first time. */
export const sinceLastLook = (): number | undefined =>
  kept.looked === undefined ? undefined : performance.now() - kept.looked;

/**
 * Looks for jobs that are due: now, every minute (`every`, in milliseconds), and whenever this process's clock is set. A due
 * job is put into the queue, whose first free worker does it, here or in another process. When the database does not answer
 * it looks again a minute later. Called again, it changes nothing. The returned function ends it and waits for running jobs.
 */
export const startJobs = (works: readonly Job[] = all, every: number = MINUTE): (() => Promise<void>) =>
  (kept.work ??= start(works, every));

function start(works: readonly Job[], every: number): () => Promise<void> {
  let queue: Promise<JobQueue> | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let ended = false;

  const look = (): void => {
    again = true;
    looking ??= lookUntilDone().finally(() => {
      looking = undefined;
      if (again && !ended) look();
    });
  };
  const lookUntilDone = async (): Promise<void> => {
    while (again && !ended) {
      again = false;
      await putWhatIsDue().catch(logUnexpected);
    }
  };
  const putWhatIsDue = async (): Promise<void> => {
    queue ??= openJobQueue(works);
    const open = await queue.catch((error: unknown) => {
      queue = undefined;
      throw error;
    });
    const failed: unknown[] = [];
    for (const work of works)
      try {
        if (await work.isDue(clock.now())) await open.put(work);
      } catch (error) {
        failed.push(error);
      }
    // One job whose look fails keeps no other from being done.
    if (failed.length > 0) throw failed[0];
    kept.looked = performance.now();
  };

  const timer = setInterval(look, every);
  const forget = clock.whenMoved(look);
  // A message leaves at once, and not with the look of the next minute; what many acts leave at once is put in together.
  let sending: Promise<void> | undefined;
  let sendAgain = false;
  const sendNow = (): void => {
    sendAgain = true;
    sending ??= sendUntilDone().finally(() => {
      sending = undefined;
      if (sendAgain && !ended) sendNow();
    });
  };
  const sendUntilDone = async (): Promise<void> => {
    while (sendAgain && !ended) {
      sendAgain = false;
      await queue?.then(({ put }) => put(SEND)).catch(logUnexpected);
    }
  };
  const stopSending = works.includes(SEND) ? whenMessagesAreDue(sendNow) : () => {};
  look();
  return async () => {
    ended = true;
    kept.work = undefined;
    clearInterval(timer);
    forget();
    stopSending();
    await Promise.all([looking, sending]);
    await queue?.then(
      ({ close }) => close(),
      () => undefined,
    );
  };
}
