import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { MINUTE } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { dataFolderOf } from "./backup-folder.ts";
import { clock, freshId } from "./clock.ts";
import { env } from "./env.ts";
import { freeSpace, NEEDED_SPACE } from "./free-space.ts";

/** Milliseconds that a file is kept between its trial and its import. */
const KEPT_FOR = 60 * MINUTE;

/**
 * Milliseconds after which what nobody asked for any more is looked for; somebody may be importing at the end of the
 * hour.
 */
const SWEPT_AFTER = KEPT_FOR + 10 * MINUTE;

const folder = (): string => join(dataFolderOf(env), "uploads");

/**
 * Files are named after the account that sent them, and an id that begins with the moment (UUIDv7) and is random after
 * it. So nobody opens another's file, and its age is known. The last part of a name is the kind of file, followed by
 * `importing` while it is imported, or by `said` for what is kept of it.
 */
const pathOf = (user: string, id: string, kind: string): string => join(folder(), `${user}.${id}.${kind}`);

/**
 * Files of a kind that somebody sent, kept for their sender for an hour so that exactly this file is imported that they
 * saw the trial of. `said`: the shape of what is kept of a file, such as what its trial said. `largest`: bytes.
 */
export const keptUploads = <Said extends z.ZodType>(kind: string, said: Said, largest: number) => ({
  /**
   * A new file of this sender, and where its bytes are written to; undefined when the disk would be too full
   * afterwards. An earlier one of theirs goes.
   */
  async fresh(user: string): Promise<{ readonly id: string; readonly path: string } | undefined> {
    await mkdir(folder(), { recursive: true, mode: 0o700 });
    await removeOldUploads();
    await removeThose((one) => one.user === user && one.kind === kind);
    if ((await freeSpace(folder())) < NEEDED_SPACE + largest) return undefined;
    const id = freshId();
    setTimeout(() => void removeOldUploads(), SWEPT_AFTER).unref();
    return { id, path: pathOf(user, id, kind) };
  },

  /** Keeps what was said of a file. */
  keepSaid: (user: string, id: string, kept: z.output<Said>): Promise<void> =>
    writeFile(pathOf(user, id, `${kind}-said`), JSON.stringify(kept), { mode: 0o600 }),

  /**
   * What was said of a file of this sender; undefined after an hour, for what is another’s or no id, and for what
   * another version kept.
   */
  async readSaid(user: string, id: string): Promise<z.output<Said> | undefined> {
    if (!isUuid(id) || isOld(id)) return undefined;
    const text = await readFile(pathOf(user, id, `${kind}-said`), "utf8").catch(() => undefined);
    return text === undefined ? undefined : said.safeParse(JSON.parse(text)).data;
  },

  /**
   * Runs `act` with the path of a kept file, which nobody else imports meanwhile, and removes it afterwards when it is
   * `done`; otherwise, and when `act` fails, it is kept. Undefined when there is no such file, or somebody is importing
   * it.
   */
  async take<Value>(
    user: string,
    id: string,
    act: (path: string) => Promise<{ readonly value: Value; readonly done: boolean }>,
  ): Promise<Value | undefined> {
    if (!isUuid(id)) return undefined;
    const kept = pathOf(user, id, kind);
    const taken = pathOf(user, id, `${kind}-importing`);
    try {
      await rename(kept, taken);
    } catch {
      return undefined;
    }
    try {
      const { value, done } = await act(taken);
      await (done ? rm(taken, { force: true }) : rename(taken, kept));
      return value;
    } catch (error) {
      await rename(taken, kept).catch(() => undefined);
      throw error;
    }
  },

  /** Removes a file and what was said of it. */
  remove: (user: string, id: string): Promise<void> => removeThose((one) => one.user === user && one.id === id),
});

/** What the routes of uploads need of them, of any kind. */
export type KeptUploads = ReturnType<typeof keptUploads>;

/** Keeps a text that was pasted, as if it had come as a file. */
export const keepText = (path: string, text: string): Promise<void> => writeFile(path, text, { mode: 0o600 });

/** Removes every file that is older than an hour, also of a process that was killed meanwhile. */
export const removeOldUploads = (): Promise<void> => removeThose(({ id }) => isOld(id));

/** One that was made later than now is of a clock that was set back, and old too. */
function isOld(id: string): boolean {
  const age = clock.now() - Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  return Math.abs(age) > KEPT_FOR;
}

type Name = { readonly user: string; readonly id: string; readonly kind: string };

async function removeThose(which: (name: Name) => boolean): Promise<void> {
  const names = await readdir(folder()).catch((): string[] => []);
  for (const name of names) {
    const [user = "", id = "", kind = ""] = name.split(".");
    if (isUuid(id) && which({ user, id, kind })) await rm(join(folder(), name), { force: true });
  }
}
