import { chmod, mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endServer, isPostgres, recordedPostmaster } from "#scripts/running-server.ts";

/**
 * The temporary folder of one run: everything its tests start keeps its data below. `clear` ends what still runs there.
 */
export type RunFolder = { readonly path: string; readonly clear: () => Promise<void> };

/** A folder of Linux that is kept in memory: a copy of the migrated database takes an eighth of the time there. */
const IN_MEMORY = "/dev/shm";

/** Free bytes that a run needs there: twice what the copies of a whole layer take, and more. */
const ROOM = 8 * 2 ** 30;

const hasRoom = (): Promise<boolean> =>
  statfs(IN_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize >= ROOM,
    () => false,
  );

/**
 * Makes one, in memory where there is room. A run that is killed tears nothing down by itself, so whoever started it
 * clears its folder.
 */
export async function makeRunFolder(): Promise<RunFolder> {
  const path = await mkdtemp(join((await hasRoom()) ? IN_MEMORY : tmpdir(), "permanences-run-"));
  // As root the databases run as another user, who must pass.
  await chmod(path, 0o711);
  return { path, clear: () => clear(path) };
}

async function clear(path: string): Promise<void> {
  for (const inside of await readdir(path).catch(() => [])) {
    const left = await recordedPostmaster(join(path, inside, "postgres"));
    if (left && (await isPostgres(left.pid))) await endServer(left.pid);
  }
  await rm(path, { recursive: true, force: true });
}
