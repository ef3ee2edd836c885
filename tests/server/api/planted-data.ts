import { createHash, randomUUID } from "node:crypto";
import type { Targets } from "#tests/support/bad-requests/bad-request.ts";
import { addContact, nameVisit } from "#tests/support/identities.ts";
import { at } from "#tests/support/line.ts";
import { neuhof, type Server } from "#tests/server/queue/neuhof.ts";

/** Texts in rows of other people that must never appear in an answer. */
export const PLANTED_MARKS = /PLANTED|33699999999|PLNT22/i;

/**
 * Creates an open and bookable half-day with its team, and rows of other people and another organisation, which are
 * marked with `PLANTED_MARKS`. Returns what the generators of requests need: ids, secrets, cookies of the team and of
 * strangers.
 */
export async function plantData(server: Server): Promise<Targets> {
  const { db } = server;
  const { secretOf } = await import("#lib/server/secrets.ts");
  const here = await neuhof(server, { desks: 2 });
  const elsewhere = await neuhof(server);
  await db.topic.createMany({
    skipDuplicates: true,
    data: [
      { key: "caf", rank: 0, minutes: 30, bring: [], texts: { fr: { name: "CAF" } } },
      { key: "impots", rank: 1, minutes: 45, bring: [] },
    ],
  });
  await here.opens();
  await elsewhere.opens();
  const visits = [await here.walksIn(), await elsewhere.walksIn()];
  for (const id of visits) await nameVisit(db, id, { name: "PLANTED VISIT", phone: "+33699999999" });
  const appointments = [await here.booked("10:00"), await elsewhere.booked("10:00")];
  for (const [index, id] of appointments.entries()) {
    await addContact(db, id, { name: "PLANTED NAME", phone: "+33699999999", email: "planted@exemple.fr" });
    if (index === 0) await db.appointment.update({ where: { id }, data: { code: "PLNT22" } });
  }
  const login = async (organisation: string, role: string): Promise<Record<string, string>> => {
    const { id } = await db.user.create({
      data: {
        email: `planted-${randomUUID()}@exemple.fr`,
        name: "PLANTED STAFF",
        memberships: { create: { organisationId: organisation, role } },
      },
    });
    const token = randomUUID();
    await db.session.create({
      data: {
        userId: id,
        expires: new Date("2099-01-01"),
        sessionToken: createHash("sha256").update(token).digest("base64url"),
      },
    });
    return { cookie: `session=${token}` };
  };
  const device = async (placeId: string, kind: string): Promise<Record<string, string>> => {
    const { organisationId } = await db.place.findUniqueOrThrow({ where: { id: placeId } });
    const { id } = await db.device.create({
      data: { placeId, organisationId, kind, name: "PLANTED DEVICE", enrolledAt: new Date(at("8:00")) },
    });
    return { cookie: `device=${secretOf("device", id, 1)}` };
  };
  const share = await db.calendarShare.findFirst({ select: { id: true } });
  return {
    permanence: here.permanence,
    origin: "http://localhost:3000",
    values: {
      topic: "caf",
      topics: undefined,
      startsAt: "2026-11-24T11:00:00+01:00",
      place: here.place.id,
      door: secretOf("door", here.place.id, 1),
      phone: "06 12 34 56 78",
      email: "somebody@exemple.fr",
      overbook: undefined,
      wantedConseiller: undefined,
      permanence: here.permanence,
      from: undefined,
      to: undefined,
    },
    team: await login(here.organisation.id, "coordinator"),
    strangers: [
      {},
      { cookie: "session=made-up; device=made-up" },
      { authorization: "Bearer made-up" },
      { authorization: `Bearer ${secretOf("token", randomUUID(), 1)}` },
      await device(elsewhere.place.id, "kiosk"),
      await device(here.place.id, "screen"),
    ],
    otherStaff: [await login(elsewhere.organisation.id, "coordinator"), await login(here.organisation.id, "partner")],
    others: [
      ...visits.flatMap((id) => [id, secretOf("visit", id, 2), secretOf("door", id, 1)]),
      ...appointments.flatMap((id) => [id, secretOf("appointment", id, 2), secretOf("token", id, 1)]),
      secretOf("door", here.place.id, 1),
      secretOf("visit", randomUUID(), 1),
      secretOf("appointment", randomUUID(), 1),
      here.place.id,
      here.organisation.id,
      ...(share ? [share.id] : []),
    ],
  };
}
