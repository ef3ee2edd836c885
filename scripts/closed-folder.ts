import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunAs } from "./postgres-program.ts";

/** The first folder above `path` that this user may not pass, or undefined when the way is open. `path` itself is not asked. */
export async function closedFolderAbove(path: string, user: RunAs): Promise<string | undefined> {
  const parents: string[] = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) parents.unshift(folder);
  for (const folder of parents) {
    const { mode, uid, gid } = await stat(folder);
    const pass = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & pass)) return folder;
  }
  return undefined;
}
