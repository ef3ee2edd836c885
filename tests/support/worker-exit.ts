import { runInThisContext } from "node:vm";

const worker = runInThisContext("process") as NodeJS.Process & { endsAtOnce?: true };

/**
 * A worker process that has nothing left to do ends at once. Node would first free its memory, hundreds of megabytes
 * (jest keeps what each test file loaded), for longer than the 500 ms after which jest reports a worker that does not
 * exit. An open handle still keeps the worker alive, and is still reported.
 */
if (worker.send && !worker.endsAtOnce) {
  worker.endsAtOnce = true;
  worker.once("beforeExit", () => worker.exit());
}
