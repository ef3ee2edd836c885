import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfOwnPhone, fieldsOfPerson } from "#lib/wire/access/people.ts";
import type { OwnLogin } from "#lib/access/listed-people.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { db, transaction } from "#lib/server/db.ts";
import { hashOfLogin } from "./read-login.ts";
import type { StaffActor } from "./options.ts";

/** What an account says of itself. */
export type OwnAccount = {
  readonly email: string;
  readonly name: string | undefined;
  readonly languages: readonly string[];
  readonly phone: string | undefined;
};

/** The account of whoever is signed in; undefined for a token. */
export async function readOwnAccount(actor: StaffActor): Promise<OwnAccount | undefined> {
  if (!mayManage(actor)) return undefined;
  const row = await db.user.findUnique({
    where: { id: actor.user },
    select: { email: true, name: true, languages: true, phone: true },
  });
  return row ? { ...row, name: row.name ?? undefined, phone: row.phone ?? undefined } : undefined;
}

/** What is stored of the form of one's own name and languages; undefined for a token. */
export async function storedAccount(actor: StaffActor): Promise<ReturnType<typeof fieldsOfPerson> | undefined> {
  const account = await readOwnAccount(actor);
  return account && fieldsOfPerson(account);
}

/** Changes one's own name and languages. Refused as `changeOwn` says. */
export const changeOwnAccount = (
  actor: StaffActor,
  { name, languages }: { readonly name: string; readonly languages: readonly string[] },
  seen?: string,
): ReturnType<typeof changeOwn> => changeOwn(actor, { name, languages: [...languages] }, fieldsOfPerson, seen);

/** What is stored of the form of one's own telephone; undefined for a token. */
export async function storedPhone(actor: StaffActor): Promise<ReturnType<typeof fieldsOfOwnPhone> | undefined> {
  const account = await readOwnAccount(actor);
  return account && fieldsOfOwnPhone(account.phone);
}

/**
 * Changes one's own telephone, or takes it away with null (docs/personal-data.md#accounts). Refused as `changeOwn`
 * says.
 */
export const changeOwnPhone = (
  actor: StaffActor,
  { phone }: { readonly phone: string | null },
  seen?: string,
): ReturnType<typeof changeOwn> => changeOwn(actor, { phone }, (row) => fieldsOfOwnPhone(row.phone), seen);

type OwnRow = { readonly name: string | null; readonly languages: string[]; readonly phone: string | null };

/**
 * Changes the account of whoever is signed in. `fieldsOf`: what stands in the form of what is changed; `seen`: the
 * version of it when the form was read. Refused `changed-meanwhile` when it is no longer that one, `not-allowed` for a
 * token.
 */
async function changeOwn(
  actor: StaffActor,
  data: { readonly name?: string; readonly languages?: string[]; readonly phone?: string | null },
  fieldsOf: (row: OwnRow) => unknown,
  seen: string | undefined,
): Promise<Result<void, "not-allowed" | "changed-meanwhile">> {
  if (!mayManage(actor)) return refuse("not-allowed");
  const where = { id: actor.user };
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM user_account WHERE id = ${actor.user}::uuid FOR NO KEY UPDATE`;
    const row = await tx.user.findUniqueOrThrow({ where, select: { name: true, languages: true, phone: true } });
    if (seen !== undefined && seen !== contentHash(fieldsOf(row))) return refuse("changed-meanwhile");
    await tx.user.update({ where, data, select: { id: true } });
    return accept(undefined);
  }, actor);
}

/** Most logins that are listed: a person has a few. */
const MOST = 50;

/** One's own logins that have not ended, this one first. `login`: the token of the cookie of this request. */
export async function listOwnLogins(
  actor: StaffActor,
  login: string | undefined,
): Promise<Result<readonly OwnLogin[], "not-allowed">> {
  if (!mayManage(actor)) return refuse("not-allowed");
  const rows = await db.session.findMany({
    where: {
      userId: actor.user,
      expires: { gt: toDate(instant(clock.now() - clock.offset())) },
      OR: [{ permanenceId: null }, { permanence: { status: { not: "closed" } }, tabletPass: { endedAt: null } }],
    },
    orderBy: [{ lastSeenOn: { sort: "desc", nulls: "last" } }, { id: "desc" }],
    take: MOST,
    select: {
      id: true,
      createdAt: true,
      lastSeenOn: true,
      sessionToken: true,
      permanence: { select: { place: { select: { name: true } } } },
    },
  });
  const own = hashOfLogin(login ?? "");
  return accept(
    rows
      .map(({ id, createdAt, lastSeenOn, sessionToken, permanence }) => ({
        id,
        since: instant(createdAt.getTime()),
        ...(lastSeenOn && { seenOn: lastSeenOn.toISOString().slice(0, 10) }),
        ...(permanence && { tabletOf: permanence.place.name }),
        here: sessionToken === own,
      }))
      .sort((a, b) => Number(b.here) - Number(a.here)),
  );
}

/** Ends one of one's own logins; one that has ended, or is another's, changes nothing. */
export async function endOwnLogin(actor: StaffActor, id: string): Promise<Result<void, "not-allowed" | "not-found">> {
  if (!mayManage(actor)) return refuse("not-allowed");
  if (!isUuid(id)) return refuse("not-found");
  await db.session.deleteMany({ where: { id, userId: actor.user } });
  return accept(undefined);
}

/** Ends all of one's own logins but this one. */
export async function endOtherLogins(
  actor: StaffActor,
  login: string | undefined,
): Promise<Result<void, "not-allowed">> {
  if (!mayManage(actor)) return refuse("not-allowed");
  await db.session.deleteMany({ where: { userId: actor.user, sessionToken: { not: hashOfLogin(login ?? "") } } });
  return accept(undefined);
}

const mayManage = (actor: StaffActor): boolean => may(actor, { act: "manage-account", account: actor.user });
