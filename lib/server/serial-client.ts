import pg from "pg";

/**
 * A connection that sends one query at a time. Prisma sends the parts of one query together, also on the one connection of a
 * transaction; pg 8 queues them with a warning, and pg 9 will not queue them.
 */
export class SerialClient extends pg.Client {
  #last: Promise<unknown> = Promise.resolve();

  // pg declares seven signatures. Calls that return a promise are queued here; the others go to pg unchanged.
  override query = ((...query: Parameters<pg.Client["query"]>) => {
    const ask = (): unknown => super.query(...query);
    if (query.some((part: unknown) => typeof part === "function") || isSubmitted(query[0])) return ask();
    const answer = this.#last.then(ask);
    this.#last = answer.catch(() => undefined);
    return answer;
  }) as pg.Client["query"];
}

/** Whether it is a cursor or a stream, which is not queued. */
const isSubmitted = (query: unknown): boolean =>
  typeof (query as { submit?: unknown } | undefined)?.submit === "function";
