import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NoSpaceError } from "./no-space-error.ts";
import { isAlive } from "./running-server.ts";

/**
 * What one process alone does with the folder of an embedded database. `owner`: the command that keeps the database
 * running and ends it. `application`: the command that serves it.
 */
type Part = "owner" | "application";

/**
 * The file that names the process of a part: its id and, where the system tells it, when that process started, since
 * after a restart of the machine another program may have the id.
 */
const fileIn = (folder: string, part: Part): string => join(folder, part);

/** The process id of the living command that has this part of the folder; undefined when there is none. */
export async function livingOwner(folder: string, part: Part = "owner"): Promise<number | undefined> {
  const owner = await named(fileIn(folder, part));
  return owner && lives(owner) ? owner.pid : undefined;
}

/**
 * Makes this process the one that has this part of the folder, and returns whether it is. It is not while another
 * command that has it lives, and of several that ask at once one is.
 */
export async function claim(folder: string, part: Part = "owner"): Promise<boolean> {
  const before = await named(fileIn(folder, part));
  if (before && lives(before)) return before.pid === process.pid;
  // The one that makes this file takes over. It is named after the owner before, so that a late one finds the owner
  // changed.
  const taking = `${fileIn(folder, part)}.after-${before?.pid ?? 0}`;
  // Written to another file first, and linked to its name once complete: a full disk leaves no half-written claim.
  const written = `${fileIn(folder, part)}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(written, me(), { mode: 0o600 });
    await link(written, taking);
    const now = await named(fileIn(folder, part));
    const isMine = now?.pid === before?.pid && now?.started === before?.started;
    if (isMine) await rename(written, fileIn(folder, part));
    await rm(taking, { force: true });
    return isMine;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC") throw new NoSpaceError(`The disk of ${folder} is full. Make room.`);
    if (code !== "EEXIST") throw error;
    const other = await named(taking);
    // One that cannot be read was left by a power cut.
    if (!other || !lives(other)) await rm(taking, { force: true });
    return false;
  } finally {
    await rm(written, { force: true }).catch(() => undefined);
  }
}

/** Gives this part of the folder up, so that another command may take it over. */
export async function release(folder: string, part: Part = "owner"): Promise<void> {
  if ((await livingOwner(folder, part)) === process.pid) await rm(fileIn(folder, part), { force: true });
}

/** A process as such a file names it. `started` is empty where the system does not tell it. */
type NamedProcess = { readonly pid: number; readonly started: string };

async function named(file: string): Promise<NamedProcess | undefined> {
  const [pid, started = ""] = (await readFile(file, "utf8").catch(() => "")).split("\n");
  return Number(pid) > 0 ? { pid: Number(pid), started } : undefined;
}

const lives = ({ pid, started }: NamedProcess): boolean => isAlive(pid) && (started === "" || started === startOf(pid));

const me = (): string => `${process.pid}\n${startOf(process.pid)}\n`;

/**
 * When a process started, in ticks since the start of the machine (proc_pid_stat(5), field 22); empty on a system
 * without /proc.
 */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
