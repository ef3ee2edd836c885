import pg from "pg";

/**
 * A connection that asks its questions one after the other. Prisma sends the parts of one question together, also on the
 * one connection of a transaction; pg 8 queues them with a warning and pg 9 will not.
 */
export class SerialClient extends pg.Client {
  #before: Promise<unknown> = Promise.resolve();

  // pg declares seven ways to call it; those that answer by a promise are lined up, the others are pg's own.
  override query = ((...question: Parameters<pg.Client["query"]>) => {
    const ask = (): unknown => super.query(...question);
    if (question.some((part: unknown) => typeof part === "function") || isSubmitted(question[0])) return ask();
    const answer = this.#before.then(ask);
    this.#before = answer.catch(() => undefined);
    return answer;
  }) as pg.Client["query"];
}

/** A cursor or a stream goes its own way. */
const isSubmitted = (question: unknown): boolean =>
  typeof (question as { submit?: unknown } | undefined)?.submit === "function";
