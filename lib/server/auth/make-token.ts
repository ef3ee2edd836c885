import { accept, refuse, type Result } from "../../result.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { secretOf } from "../secrets.ts";

/** A bearer token for the account of that address, under a name that tells what it is for. Told once; a name is used once. */
export async function makeToken(
  email: string,
  name: string,
): Promise<Result<string, "no-such-account" | "name-taken">> {
  const account = await db.user.findUnique({ where: { email }, select: { id: true } });
  if (!account) return refuse("no-such-account");
  const live = { userId: account.id, name, revokedAt: null };
  if (await db.apiToken.findFirst({ where: live, select: { id: true } })) return refuse("name-taken");
  const { id, generation } = await db.apiToken.create({
    data: { ...live, createdAt: toDate(clock.now()) },
    select: { id: true, generation: true },
  });
  return accept(secretOf("token", id, generation));
}
