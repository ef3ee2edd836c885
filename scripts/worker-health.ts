import { once } from "node:events";
import { createServer } from "node:http";
import { CommandError } from "./command-error.ts";

/** Milliseconds without a look for work, which is made each minute, after which a worker does not do its work. */
const PATIENCE = 180_000;

/** Whether a worker does its work, by the milliseconds since it last looked for what is due. */
export const isWell = (sinceLook: number | undefined): boolean => sinceLook !== undefined && sinceLook < PATIENCE;

/**
 * Answers `/healthz` on this port, to this machine alone: 200 while the worker is well, otherwise 503. The returned
 * function ends it. Refuses a port that is taken.
 */
export async function answerHealth(port: number, sinceLook: () => number | undefined): Promise<() => Promise<void>> {
  const server = createServer(({ url }, response) => {
    const well = isWell(sinceLook());
    const status = url !== "/healthz" ? 404 : well ? 200 : 503;
    response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(JSON.stringify({ status: well ? "ok" : "no-look-for-work", startedAt: performance.timeOrigin }));
  });
  try {
    server.listen(port, "localhost");
    await once(server, "listening");
  } catch {
    throw new CommandError(
      `WORKER_PORT is ${port}, and nothing can listen there: choose a port that no other program uses.`,
    );
  }
  return async () => {
    server.closeAllConnections();
    server.close();
  };
}

/**
 * When the worker that answers on this port of the machine, and is well, was started, in milliseconds; 0 for one of a
 * version that does not say so; undefined while none is well.
 */
export async function startOfWorker(port: string): Promise<number | undefined> {
  try {
    const answer = await fetch(`http://localhost:${port}/healthz`, { signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) return undefined;
    const { startedAt } = (await answer.json()) as { readonly startedAt?: unknown };
    return typeof startedAt === "number" ? startedAt : 0;
  } catch {
    return undefined;
  }
}
