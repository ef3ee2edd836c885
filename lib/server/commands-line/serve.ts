import { given } from "../env.ts";
import { startNext, type Child, type Settings } from "./child.ts";
import { freePort, portIsFree } from "./free-port.ts";
import { until } from "./pause.ts";
import { Trouble } from "./trouble.ts";

/** The port of PORT, or 3000. Refuses one that is taken, before anything else is started. */
export async function chosenPort(): Promise<number> {
  const port = Number(given["PORT"] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Trouble(`PORT is "${given["PORT"]}", and a port is a number up to 65535. Try: PORT=3001 npm run demo`);
  if (port === 0) return freePort();
  if (!(await portIsFree(port))) throw new Trouble(`Port ${port} is in use by another program. Stop that program, or choose another port: PORT=${port + 1} npm run demo`);
  return port;
}

/**
 * Milliseconds for which a quiet connection is kept: longer than the proxies before us keep theirs (60 s). With Node's five
 * seconds one of both closes just as the other sends, and a person reads that the page could not be reached.
 */
const KEEPS_ALIVE = ["--keepAliveTimeout", "75000"];

/** Serves the application (`start` built, `dev` from its sources) and waits until it answers. */
export async function serve(mode: "start" | "dev", port: number, settings: Settings, quiet = false): Promise<Child & { readonly url: string }> {
  const url = `http://localhost:${port}`;
  const child = startNext([mode, "--port", String(port), ...(mode === "start" ? KEEPS_ALIVE : [])], { PORT: String(port), APP_URL: given["APP_URL"] ?? url, ...settings }, quiet);
  const up = await until(async () => (child.hasEnded() ? "ended" : (await isUp(port)) ? "up" : undefined), 60_000);
  if (up === "up") return { ...child, url };
  await child.stop();
  throw new Trouble(`The application did not start${up ? "" : " within a minute"}. ${(await child.end).said.trim()}`);
}

/** Any answer counts here: what is not well says so on its page. */
const isUp = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(30_000) }).then(() => true, () => false);
