import { fork } from "node:child_process";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";

/**
 * A process of its own that measures what it is asked, one question after the other: the shell's one database client is
 * made from its settings, and what is measured shares its core with nothing of the bench.
 */
export type Measurer = {
  readonly ask: <Answer>(question: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

type Answered = { readonly answer?: unknown; readonly failed?: string };

/** Starts one. `script` is a path below bench/, of a file that calls `answerAll`. */
export function startMeasurer(script: string, settings: Readonly<Record<string, string>>): Measurer {
  const child = fork(new URL(script, import.meta.url), {
    execArgv: ["--conditions=react-server", "--disable-warning=DeprecationWarning"],
    env: { ...process.env, APP_ENV: "test", LOG_LEVEL: "error", NODE_ENV: "production", ...settings },
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    // Told that nobody asks any more it ends by itself, and writes its profile when it was started with one.
    if (child.connected) child.disconnect();
    else child.kill("SIGTERM");
    await ended;
  };
  cleanUpAtEnd(stop);
  const ask = <Answer>(question: object): Promise<Answer> =>
    new Promise((done, failed) => {
      const onExit = (): void =>
        failed(
          new CommandError(`What measures (bench/${script}) ended before it answered; its own words stand above.`),
        );
      child.once("exit", onExit);
      child.once("message", ({ answer, failed: why }: Answered) => {
        child.off("exit", onExit);
        if (why === undefined) done(answer as Answer);
        else failed(new CommandError(`What measures (bench/${script}) failed: ${why}`));
      });
      child.send(question);
    });
  return { ask, stop };
}

/** The other side: answers each question with what the deed makes of it. */
export function answerAll<Question>(deed: (question: Question) => Promise<unknown>): void {
  process.on("message", (question: Question) => {
    deed(question).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) =>
        process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
}
