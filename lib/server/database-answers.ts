import { SECOND } from "../time/instant.ts";
import { db } from "./db.ts";

/** How long a health check waits for the database, in milliseconds. */
const PATIENCE = 3 * SECOND;

/** Whether the database answers a query within three seconds. */
export async function databaseAnswers(): Promise<boolean> {
  let impatience: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => (impatience = setTimeout(resolve, PATIENCE, false)));
  const answered = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, silence]).finally(() => clearTimeout(impatience));
}
