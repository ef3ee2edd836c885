import type { Actor } from "#lib/access/actor.ts";
import { instant } from "#lib/time/instant.ts";
import { isSignedBy } from "#lib/wire/queue/act-signature.ts";
import type { ActKeyBody, SignedAct } from "#lib/wire/queue/signed-act.ts";
import { rolesOfAccounts } from "#lib/server/auth/roles-of-accounts.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";

/**
 * Keeps the public half of the key with which a device signs the acts of who is signed in there, and ends the keys of
 * everybody else on that device. False when this key was ended meanwhile, or is somebody else's: the device makes
 * another one.
 */
export async function saveActKey(actor: StaffActor, { id, device, publicKey }: ActKeyBody): Promise<boolean> {
  const now = toDate(clock.now());
  // A clock that was set back must not end a key before it was made.
  await db.$executeRaw`
    UPDATE act_key SET ended_at = greatest(made_at, ${now})
    WHERE device = ${device} AND user_id <> ${actor.user}::uuid AND ended_at IS NULL`;
  await db.actKey.createMany({
    data: { id, userId: actor.user, device, permanenceId: actor.only?.permanence ?? null, publicKey, madeAt: now },
    skipDuplicates: true,
  });
  const kept = await db.actKey.findFirst({ where: { id, userId: actor.user, device, publicKey, endedAt: null } });
  return kept !== null;
}

/**
 * Who made a signed act, as they are now. `only`: the one half-day for which they were signed in on a shared tablet.
 */
export type Author = {
  readonly actor: StaffActor;
  readonly device: string;
  readonly only: string | undefined;
  /** After this moment somebody else was signed in on the device. */
  readonly until: number;
};

/**
 * The author of each act whose signature is right, in the order of the acts; undefined of the others: an unknown key,
 * or another text than was signed. Two statements, however many acts.
 */
export async function authorsOf(acts: readonly SignedAct[]): Promise<readonly (Author | undefined)[]> {
  const ids = [...new Set(acts.map(({ key }) => key))];
  const keys = new Map((await db.actKey.findMany({ where: { id: { in: ids } } })).map((key) => [key.id, key]));
  const rolesOf = await rolesOfAccounts(
    db,
    [...keys.values()].map(({ userId }) => userId),
    clock.now(),
  );
  return Promise.all(
    acts.map(async ({ key: id, text, signature }) => {
      const key = keys.get(id);
      if (!key || !(await isSignedBy(key.publicKey, text, signature))) return undefined;
      return {
        actor: { kind: "staff", user: key.userId, roles: rolesOf(key.userId), by: "login" } satisfies Actor,
        device: key.device,
        only: key.permanenceId ?? undefined,
        until: key.endedAt ? instant(key.endedAt.getTime()) : Infinity,
      };
    }),
  );
}
