import { instantOf } from "#lib/time/instant.ts";
import { answerAll } from "../measurer.ts";
import { THREE_IN_THE_MORNING } from "./people.ts";

/** How many names were erased, and in how many milliseconds. */
export type Night = { readonly erased: number; readonly milliseconds: number };

answerAll(async (): Promise<Night> => {
  const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
  const { db } = await import("#lib/server/db.ts");
  await db.$queryRaw`SELECT 1`;
  const began = performance.now();
  const { identities } = await eraseDue(instantOf(THREE_IN_THE_MORNING));
  return { erased: identities, milliseconds: performance.now() - began };
});
