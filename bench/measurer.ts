import { fork } from "node:child_process";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";

/**
 * A process of its own that measures, one question after the other. The database client of the product is made from this
 * process's settings, and the measured code shares its process with nothing of the bench.
 */
export type Measurer = {
  readonly ask: <Answer>(question: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

type Answered = { readonly answer?: unknown; readonly failed?: string };

/** Starts a measurer. `script`: a path below bench/, or a whole file address, of a file that calls `answerAll`. */
export function startMeasurer(script: string | URL, settings: Readonly<Record<string, string>>): Measurer {
  const name = typeof script === "string" ? `bench/${script}` : script.pathname;
  const child = fork(new URL(script, import.meta.url), {
    execArgv: ["--conditions=react-server", "--disable-warning=DeprecationWarning"],
    env: { ...process.env, APP_ENV: "test", LOG_LEVEL: "error", NODE_ENV: "production", ...settings },
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    // On disconnect it ends by itself, and writes its profile if it was started with --cpu-prof.
    if (child.connected) child.disconnect();
    else child.kill("SIGTERM");
    await ended;
  };
  cleanUpAtEnd(stop);
  const ask = <Answer>(question: object): Promise<Answer> =>
    new Promise((done, failed) => {
      const onExit = (): void =>
        failed(new CommandError(`What measures (${name}) ended before it answered; its own words stand above.`));
      child.once("exit", onExit);
      child.once("message", ({ answer, failed: why }: Answered) => {
        child.off("exit", onExit);
        if (why === undefined) done(answer as Answer);
        else failed(new CommandError(`What measures (${name}) failed: ${why}`));
      });
      child.send(question);
    });
  return { ask, stop };
}

/** In the measuring process: answers each question with the result of `task`. */
export function answerAll<Question>(task: (question: Question) => Promise<unknown>): void {
  process.on("message", (question: Question) => {
    task(question).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) =>
        process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
}
