import type { Actor } from "#lib/access/actor.ts";
import { reachIn } from "#lib/access/where-may.ts";
import type { HalfDayToTell } from "#lib/booking/person-to-tell.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instantAt, localDateOf } from "#lib/time/zone.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readPeopleToTellOf } from "./read-people-to-tell.ts";
import { readListsToCall } from "./lists-to-call.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";

/**
 * Whom the team of an organisation has to tell something, over all its half-days from today on and at the places of its
 * reader, the earliest first (docs/booking.md#who-is-to-be-told). Those who are told are not among them. A constant
 * number of statements; refused to whoever may not read contacts there.
 */
export async function readAllToTell(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly HalfDayToTell[], "not-allowed">> {
  const reach = reachIn(actor, "read-contacts", organisation);
  if (!reach) return refuse("not-allowed");
  const zone = await zoneOfOrganisation(db, organisation);
  const lists = await readListsToCall(reach, instantAt(localDateOf(clock.now(), zone), 0, zone));
  const read = await readPeopleToTellOf(
    actor,
    lists.map(({ permanence }) => permanence),
  );
  if (!read.ok) return refuse("not-allowed");
  return accept(
    read.value.halfDays.map((one) => ({ ...one, people: one.people.filter(({ told }) => told === undefined) })),
  );
}
