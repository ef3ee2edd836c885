import { SECOND } from "../time/instant.ts";
import { db } from "./db.ts";

/** A database that says nothing for so long serves nobody; who watches over this server waits no longer. */
const PATIENCE = 3 * SECOND;

/** Whether the database answers a question now, within three seconds. */
export async function databaseAnswers(): Promise<boolean> {
  let impatience: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => (impatience = setTimeout(resolve, PATIENCE, false)));
  const answered = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, silence]).finally(() => clearTimeout(impatience));
}
