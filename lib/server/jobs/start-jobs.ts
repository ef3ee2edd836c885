import { MINUTE } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { smsGateway } from "#lib/server/message/senders.ts";
import { openJobQueue, type JobQueue } from "./job-queue.ts";
import { whenMessagesAreDue, type DueMessages } from "#lib/server/outbox/due-messages.ts";
import { jobs as all, SEND, SEND_CODES, type Job } from "./jobs.ts";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { work?: (() => Promise<void>) | undefined; looked?: number };

/** Milliseconds since this process last looked through all jobs without an error; undefined before the first time. */
export const sinceLastLook = (): number | undefined =>
  kept.looked === undefined ? undefined : performance.now() - kept.looked;

/**
 * Looks for jobs that are due: now, every minute (`every`, in milliseconds), and whenever this process's clock is set.
 * A due job is put into the queue, whose first free worker does it, here or in another process. When the database does
 * not answer it looks again a minute later. Called again, it changes nothing. The returned function ends it and waits
 * for running jobs. Throws where the settings of the gateway for SMS cannot be used.
 */
export const startJobs = (works: readonly Job[] = all, every: number = MINUTE): (() => Promise<void>) =>
  (kept.work ??= start(works, every));

function start(works: readonly Job[], every: number): () => Promise<void> {
  smsGateway();
  let queue: Promise<JobQueue> | undefined;
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

  const looking = oncePerAsk(() => putWhatIsDue().catch(logUnexpected));
  const timer = setInterval(looking.ask, every);
  const forget = clock.whenMoved(looking.ask);
  // A message leaves at once, and not with the look of the next minute; what many acts leave at once is put in
  // together.
  const sendings = AT_ONCE.filter(([, work]) => works.includes(work)).map(([which, work]) => {
    const sending = oncePerAsk(async () => queue?.then(({ put }) => put(work)).catch(logUnexpected));
    return { ...sending, stop: whenMessagesAreDue(sending.ask, which) };
  });
  looking.ask();
  return async () => {
    kept.work = undefined;
    clearInterval(timer);
    forget();
    for (const { stop } of sendings) stop();
    await Promise.all([looking, ...sendings].map((one) => one.end()));
    await queue?.then(
      ({ close }) => close(),
      () => undefined,
    );
  };
}

/** What is put in at once when messages of a sort are due. */
const AT_ONCE: readonly (readonly [DueMessages, Job])[] = [
  ["messages", SEND],
  ["codes", SEND_CODES],
];

/**
 * Does something when it is asked, never twice at once: asked meanwhile, it does it once more. `end`: it waits for the
 * last time; asked later, it does nothing.
 */
function oncePerAsk(does: () => Promise<unknown>): { readonly ask: () => void; readonly end: () => Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let ended = false;
  const untilDone = async (): Promise<void> => {
    while (again && !ended) {
      again = false;
      await does();
    }
  };
  const ask = (): void => {
    again = true;
    running ??= untilDone().finally(() => {
      running = undefined;
      if (again && !ended) ask();
    });
  };
  return {
    ask,
    end: async () => {
      ended = true;
      await running;
    },
  };
}
