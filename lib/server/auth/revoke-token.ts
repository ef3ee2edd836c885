import { accept, refuse, type Result } from "../../result.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";

/** Ends the tokens of that name and account: whoever shows one is answered 401. */
export async function revokeToken(email: string, name: string): Promise<Result<void, "no-such-token">> {
  const { count } = await db.apiToken.updateMany({
    where: { user: { email }, name, revokedAt: null },
    data: { revokedAt: toDate(clock.now()), generation: { increment: 1 } },
  });
  return count === 0 ? refuse("no-such-token") : accept(undefined);
}
