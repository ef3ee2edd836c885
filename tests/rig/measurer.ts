import { fork } from "node:child_process";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";

/**
 * A process of its own that calls the functions of one module, one after the other; arguments and answers are sent as
 * JSON. The database client of the product is made from this process's settings, and the measured code shares its
 * process with nothing of the bench.
 */
export type Measurer<Module> = {
  readonly ask: <Name extends keyof Module & string>(
    name: Name,
    ...given: Module[Name] extends (...given: infer Given) => unknown ? Given : never
  ) => Promise<Module[Name] extends (...given: never) => Promise<infer Answer> ? Answer : never>;
  readonly stop: () => Promise<void>;
};

/** What a measurer sends back: the answer, or why there is none. */
type MeasurerAnswer = { readonly answer?: unknown; readonly failed?: string };

/** Starts a measurer on the module at this file address. */
export function startMeasurer<Module>(module: URL, settings: Readonly<Record<string, string>>): Measurer<Module> {
  const child = fork(new URL("measuring.ts", import.meta.url), [module.href], {
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
  const ask = (name: string, ...given: readonly unknown[]): Promise<never> =>
    new Promise((done, failed) => {
      const onExit = (): void =>
        failed(
          new CommandError(`What measures (${module.pathname}) ended before it answered; its own words stand above.`),
        );
      child.once("exit", onExit);
      child.once("message", ({ answer, failed: why }: MeasurerAnswer) => {
        child.off("exit", onExit);
        if (why === undefined) done(answer as never);
        else failed(new CommandError(`What measures (${module.pathname}) failed: ${why}`));
      });
      child.send({ name, given });
    });
  return { ask, stop };
}
