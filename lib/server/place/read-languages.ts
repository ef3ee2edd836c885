import { db } from "../db.ts";

/** The codes of the languages spoken at one place or more, in one query. */
export async function readLanguages(): Promise<readonly string[]> {
  const rows = await db.$queryRaw<
    { code: string }[]
  >`SELECT DISTINCT unnest(languages) AS code FROM place ORDER BY code`;
  return rows.map(({ code }) => code);
}
