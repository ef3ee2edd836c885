import { db } from "./db.ts";

/** Whether the database answers a question now. */
export const databaseAnswers = (): Promise<boolean> =>
  db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
