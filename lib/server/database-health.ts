import { SECOND } from "#lib/time/instant.ts";
import { databaseState, type DatabaseFailure } from "./database-watch.ts";
import { db } from "./db.ts";
import { env } from "./env.ts";
import { freeSpace, NEEDED_SPACE } from "./free-space.ts";
import { wasFullLately } from "./full-disk.ts";

/** How long a health check waits for the database, in milliseconds. */
const PATIENCE = 3 * SECOND;

/**
 * Whether acts can be written now. `full`: the disk of the database is full or nearly so; otherwise why it does not
 * answer (`DatabaseFailure`).
 */
export async function databaseHealth(): Promise<"answers" | "full" | DatabaseFailure> {
  const { why } = databaseState();
  if (why !== undefined) return why;
  if (!(await answersInTime())) return "silent";
  return wasFullLately() || (await hasLittleSpace()) ? "full" : "answers";
}

/** Whether the database answers a query within three seconds, on a connection that pages use too. */
async function answersInTime(): Promise<boolean> {
  let impatience: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => (impatience = setTimeout(resolve, PATIENCE, false)));
  const answered = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, silence]).finally(() => clearTimeout(impatience));
}

/** Whether the disk of an embedded database has less space than it needs. Another disk is not seen from here. */
const hasLittleSpace = async (): Promise<boolean> =>
  env.DATA_FOLDER !== undefined && (await freeSpace(env.DATA_FOLDER)) < NEEDED_SPACE;
