import { environment } from "#lib/server/env.ts";
import { startNext, type Child, type Quiet, type Settings } from "./child.ts";
import { freePort, portIsFree } from "./free-port.ts";
import { until } from "./pause.ts";
import { CommandError } from "./command-error.ts";
import type { Supervised } from "./supervisor/supervise.ts";

/** The port of PORT, or 3000, whether it is free or not. */
export function chosenPortOf(given = environment["PORT"] ?? "3000"): number {
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommandError(
      `PORT is "${given}", and a port is a number up to 65535. Choose one, for example with PORT=3001.`,
    );
  return port;
}

/** The port of PORT, or 3000. Refuses one that is taken, before anything else is started. */
export async function chosenPort(): Promise<number> {
  const port = chosenPortOf();
  if (port === 0) return freePort();
  if (!(await portIsFree(port)))
    throw new CommandError(
      `Port ${port} is in use by another program. Stop that program, or choose another port, for example with PORT=${port + 1}.`,
    );
  return port;
}

/**
 * The host to listen on: HOST; by default every address in production, and this machine alone otherwise, since a
 * demonstration shows its sign-in codes on the page. As `localhost`, which is Next.js's own name for 127.0.0.1: a
 * rewrite to another name would count as another server.
 */
const hostOf = ({ APP_ENV }: Settings): string | undefined =>
  environment["HOST"] ?? (APP_ENV === "production" ? undefined : "localhost");

/**
 * Milliseconds for which an idle connection is kept: longer than proxies keep theirs (60 s). With Node's default of
 * five seconds the server may close a connection just as the proxy sends a request, which then fails.
 */
const KEEPS_ALIVE = ["--keepAliveTimeout", "75000"];

/** How the application is served: built, or from its sources. */
type Mode = "start" | "dev";

/** The application at this address, which `supervise` keeps running once it was started. */
export type Application = Supervised & { readonly url: string };

/** The application on this port, not started yet. */
export function applicationOn(port: number, settings: Settings, quiet: Quiet = false): Application {
  let child: Child | undefined;
  let stopped = false;
  return {
    name: "The application",
    url: urlOf(port),
    start: async () => {
      if (stopped) throw new CommandError("The command is ending.");
      child = launch("start", port, settings, quiet);
      await answersOrThrows(child, port, settings);
    },
    ended: async () => (child ? (await child.end).how : "was not started."),
    stop: async () => {
      stopped = true;
      await child?.stop();
    },
  };
}

/** Serves the application and waits until it answers. */
export async function serve(
  mode: Mode,
  port: number,
  settings: Settings,
  quiet: Quiet = false,
): Promise<Child & { readonly url: string }> {
  const child = launch(mode, port, settings, quiet);
  await answersOrThrows(child, port, settings);
  return { ...child, url: urlOf(port) };
}

const urlOf = (port: number): string => `http://localhost:${port}`;

function launch(mode: Mode, port: number, settings: Settings, quiet: Quiet): Child {
  const host = hostOf(settings);
  const words = [
    mode,
    "--port",
    String(port),
    ...(host ? ["--hostname", host] : []),
    ...(mode === "start" ? KEEPS_ALIVE : []),
  ];
  return startNext(words, { PORT: String(port), APP_URL: environment["APP_URL"] ?? urlOf(port), ...settings }, quiet);
}

/** Waits until the application answers; stops it and throws a CommandError when it ends or is silent. */
async function answersOrThrows(child: Child, port: number, settings: Settings): Promise<void> {
  const up = await until(
    async () => (child.hasEnded() ? "ended" : (await health(port, settings)) ? "up" : undefined),
    60_000,
  );
  if (up === "up") return;
  await child.stop();
  if (up === "ended" && !(await portIsFree(port)))
    throw new CommandError(`Port ${port} was taken by another program meanwhile. End that program.`);
  throw new CommandError(
    `The application did not start${up ? "" : " within a minute"}. ${(await child.end).said.trim()}`,
  );
}

/** Milliseconds in which a started application must be well. */
const WELL_WITHIN = 60_000;

/**
 * Waits until the health check of the application answers 200; throws a CommandError with its last answer when it does
 * not.
 */
export async function whenWell(port: number, settings: Settings): Promise<void> {
  let last = "";
  const well = await until(async () => {
    const response = await health(port, settings);
    if (response?.ok) return true;
    last = response ? `${response.status} ${await response.text().catch(() => "")}` : "nothing";
    return undefined;
  }, WELL_WITHIN);
  if (!well)
    throw new CommandError(
      `The application runs and is not well: its health check (/healthz) says ${last.trim()}. “npm run doctor” looks for the reason.`,
    );
}

/**
 * What the health check answers, well or not; undefined when nobody does. A server that listens on every address is
 * asked as localhost.
 */
export async function health(port: number, settings: Settings): Promise<Response | undefined> {
  const host = hostOf(settings);
  const asked = host === undefined || host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return fetch(`http://${asked}:${port}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(30_000) }).catch(
    () => undefined,
  );
}
