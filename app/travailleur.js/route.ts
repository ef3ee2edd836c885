import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inDevelopment } from "#lib/server/env.ts";
import { buildId } from "#lib/server/build-id.ts";

const source = (): Promise<string> =>
  readFile(join(/* turbopackIgnore: true */ process.cwd(), "components/tablet/offline/worker.js"), "utf8");

/**
 * The service worker of the tablet (docs/without-network.md#opens-without-network). It names its build, so that
 * browsers take each build for a new worker, and is asked for anew each time. It loads from this site alone.
 */
export async function GET(): Promise<Response> {
  // The files of `npm run dev` change under the same address: a worker would go on showing the older ones.
  if (inDevelopment) return new Response(null, { status: 404 });
  return new Response(`const BUILD = ${JSON.stringify(await buildId())};\n${await source()}`, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "no-cache",
      "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
    },
  });
}
