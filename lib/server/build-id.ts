import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BUILD } from "#lib/wire/queue/sent-commands.ts";
import { env } from "./env.ts";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { buildId?: Promise<string> };

/**
 * The name of the build that this process serves; each build has another, a restart has the same. Pages that run for
 * weeks learn by it that they have to be loaded again. Where nothing was built (`npm run dev`) it is "none".
 */
export const buildId = (): Promise<string> =>
  (kept.buildId ??= readFile(
    join(/* turbopackIgnore: true */ process.cwd(), env.NEXT_DIST_DIR, "BUILD_ID"),
    "utf8",
  ).then(
    (name) => name.trim(),
    () => "none",
  ));

/** The answer with a header that names this build. */
export async function withBuild(response: Response): Promise<Response> {
  response.headers.set(BUILD, await buildId());
  return response;
}
