import PQueue from "p-queue";
import { RateLimiterPostgres, type IRateLimiterOptions } from "rate-limiter-flexible";
import { MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { isBusy } from "#lib/server/busy.ts";
import { clock } from "#lib/server/clock.ts";
import { pool } from "#lib/server/db.ts";
import { withTimeout } from "#lib/server/with-timeout.ts";
import { logTrouble, traceOf } from "#lib/server/log.ts";
import { Busy } from "./admission.ts";

/** Statements of limits at once: two of the four connections that writes leave free, so that pages still read. */
const AT_ONCE = 2;

/** Statements that may wait: less than a tenth of a second of work, at about a millisecond each. */
const MOST_WAITING = 100;

/** Milliseconds in which a statement has waited and been answered; a later answer is not waited for. */
const PATIENCE = 2 * SECOND;

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { limitQueue?: PQueue; limitFailureLoggedAt?: Instant };
const statements = (): PQueue => (kept.limitQueue ??= new PQueue({ concurrency: AT_ONCE }));

type Statement = { readonly name?: string; readonly text: string; readonly values?: unknown[] };

/** Our pool as the limiter asks it: outside the turns of writes (`admitted`), in turns of its own. */
const store = {
  query: ({ name, text, values }: Statement) => {
    if (statements().size >= MOST_WAITING) return Promise.reject(new Busy("Too many statements of limits wait."));
    const until = performance.now() + PATIENCE;
    const query = { ...(name !== undefined && { name }), text, values: values ?? [], query_timeout: PATIENCE };
    const send = async () => {
      // What it asks for is decided already.
      if (performance.now() >= until) throw new Busy("The turn of a statement of limits did not come in time.");
      return pool.query(query);
    };
    return withTimeout(PATIENCE, statements().add(send));
  },
};

/** A limit that all processes count together, in the table `rate_limit` (docs/decisions/limits-at-the-edge.md). */
export const limiterOfStore = (limit: IRateLimiterOptions & { readonly points: number }): RateLimiterPostgres =>
  new RateLimiterPostgres({
    ...limit,
    storeClient: store,
    storeType: "pool",
    tableName: "rate_limit",
    tableCreated: true,
    // The job `erase` does it (lib/server/privacy/erasures.ts).
    clearExpiredByTimeout: false,
    // Whoever was refused is refused again without a statement.
    inMemoryBlockOnConsumed: limit.points + 1,
  });

/**
 * What the table answers. Undefined when it gives no answer, and this process decides alone; an error that will not
 * pass by itself, such as a missing right, is then logged, at most once a minute.
 */
export async function unlessUnanswered<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!isBusy(error)) logFailure(error);
    return undefined;
  }
}

function logFailure(error: unknown): void {
  const now = clock.now();
  if (kept.limitFailureLoggedAt !== undefined && Math.abs(now - kept.limitFailureLoggedAt) < MINUTE) return;
  kept.limitFailureLoggedAt = now;
  logTrouble(
    "Limits are not counted in the table rate_limit: each process counts alone, and a restart forgets. Run npm run migrate, which makes the table and gives the rights on it.",
    traceOf(error),
  );
}
