import type { Queryable } from "#lib/server/db.ts";

/**
 * The id of the account with that e-mail address, however its letters are written there and here; undefined when there
 * is none. An anonymised account has no address any more. Read through the index `user_account_address`.
 */
export async function accountOfEmail(tx: Queryable, email: string): Promise<string | undefined> {
  const [account] = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM user_account WHERE lower(email) = lower(${email}) AND anonymised_at IS NULL`;
  return account?.id;
}
