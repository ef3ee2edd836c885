import { environment } from "#lib/server/env.ts";
import { startNext, type Child, type Settings } from "./child.ts";
import { freePort, portIsFree } from "./free-port.ts";
import { until } from "./pause.ts";
import { CommandError } from "./command-error.ts";

/** The port of PORT, or 3000. Refuses one that is taken, before anything else is started. */
export async function chosenPort(): Promise<number> {
  const port = Number(environment["PORT"] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommandError(
      `PORT is "${environment["PORT"]}", and a port is a number up to 65535. Choose one, for example with PORT=3001.`,
    );
  if (port === 0) return freePort();
  if (!(await portIsFree(port)))
    throw new CommandError(
      `Port ${port} is in use by another program. Stop that program, or choose another port, for example with PORT=${port + 1}.`,
    );
  return port;
}

/**
 * The host to listen on: HOST; by default every address in production, and this machine alone otherwise, since a
 * demonstration shows its sign-in codes on the page. As `localhost`, which is Next.js's own name for 127.0.0.1: a rewrite
 * to another name would count as another server.
 */
const hostOf = ({ APP_ENV }: Settings): string | undefined =>
  environment["HOST"] ?? (APP_ENV === "production" ? undefined : "localhost");

/**
 * Milliseconds for which an idle connection is kept: longer than proxies keep theirs (60 s). With Node's default of five
 * seconds the server may close a connection just as the proxy sends a request, which then fails.
 */
const KEEPS_ALIVE = ["--keepAliveTimeout", "75000"];

/** Serves the application (`start` built, `dev` from its sources) and waits until it answers. */
export async function serve(
  mode: "start" | "dev",
  port: number,
  settings: Settings,
  quiet = false,
): Promise<Child & { readonly url: string }> {
  const url = `http://localhost:${port}`;
  const host = hostOf(settings);
  const words = [
    mode,
    "--port",
    String(port),
    ...(host ? ["--hostname", host] : []),
    ...(mode === "start" ? KEEPS_ALIVE : []),
  ];
  const child = startNext(words, { PORT: String(port), APP_URL: environment["APP_URL"] ?? url, ...settings }, quiet);
  const up = await until(
    async () => (child.hasEnded() ? "ended" : (await answers(host, port)) ? "up" : undefined),
    60_000,
  );
  if (up === "up") return { ...child, url };
  await child.stop();
  throw new CommandError(
    `The application did not start${up ? "" : " within a minute"}. ${(await child.end).said.trim()}`,
  );
}

/** Whether the application answers at all; an unhealthy one answers too. A server that listens on every address is asked as localhost. */
const answers = (host: string | undefined, port: number): Promise<boolean> =>
  fetch(`http://${host === undefined || host === "0.0.0.0" || host === "::" ? "localhost" : host}:${port}/healthz`, {
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
  }).then(
    () => true,
    () => false,
  );
