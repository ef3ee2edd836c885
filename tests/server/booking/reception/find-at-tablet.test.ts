import { instantOf } from "#lib/time/instant.ts";
import {
  at,
  bookedAtHalfPastNine,
  hautepierre,
  isoAt,
  morningAt,
  neuhof,
  NOW,
  staffAt,
  visitFor,
  WEEK_AFTER,
} from "#tests/server/booking/neuhof.ts";
import { addContact } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

process.env["APP_URL"] = "http://localhost:3000";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { CODE_LETTERS } = await import("#lib/server/code-letters.ts");
const { findAtTablet } = await import("#lib/server/booking/reception/find-at-tablet.ts");
const { findAtReception } = await import("#lib/server/booking/reception/find.ts");
const { readFound } = await import("#lib/server/booking/reception/open-found.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

let codes = 0;

/**
 * Fatima is booked at 9:30 of a Monday at Neuhof, and somebody stands at the tablet of that half-day, or of the one a
 * week after.
 */
async function atTablet() {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const weekAfter = await morningAt(db, here, { day: WEEK_AFTER });
  const actor = await staffAt(db, here);
  const code = `T2222${CODE_LETTERS[(codes += 1)] ?? ""}`;
  const appointment = await bookedAtHalfPastNine(db, here, permanence, code);
  await addContact(db, appointment, { name: "Fatima", phone: "+33639980124" });
  const tablet = {
    ...actor,
    by: "tablet" as const,
    only: { permanence, place: here.place, organisation: here.organisation, over: false },
  };
  const journal = async () =>
    (
      await db.journalEntry.findMany({
        where: { organisationId: here.organisation },
        select: { act: true, data: true, placeId: true },
        orderBy: { id: "asc" },
      })
    ).map(({ act, data, placeId }) => [act, data, placeId === here.place]);
  return { here, permanence, weekAfter, actor, tablet, code, appointment, journal };
}

const cancelled = (id: string, by: "resident" | "service" = "resident") =>
  db.appointment.update({
    where: { id },
    data: { state: `cancelled-by-${by}`, cancelledAt: new Date(instantOf(NOW)) },
  });

describe("the code of an appointment, said at the tablet", () => {
  test("of that half-day leads to the person who is expected; the journal notes the search, without the code", async () => {
    const { actor, permanence, code, appointment, journal } = await atTablet();
    const found = await findAtTablet(actor, permanence, code);
    expect(found).toEqual({ ok: true, value: { kind: "expected", appointment } });
    expect(await journal()).toEqual([["appointment-searched", { by: "code", found: 1 }, true]]);
  });

  test("of whoever has their number there leads to it", async () => {
    const { actor, permanence, code, appointment } = await atTablet();
    setTime(at("09:20"));
    const visit = await visitFor(db, permanence, appointment);
    expect(await findAtTablet(actor, permanence, code)).toEqual({ ok: true, value: { kind: "arrived", visit } });
  });

  test("of another half-day says hour and place, and opens it at the reception, which the journal notes", async () => {
    const { actor, weekAfter, code, appointment, journal } = await atTablet();
    const found = await findAtTablet(actor, weekAfter, code);
    expect(found).toMatchObject({
      ok: true,
      value: { kind: "elsewhere", start: at("09:30"), place: "Mairie de quartier du Neuhof" },
    });
    expect(JSON.stringify(found)).not.toContain("Fatima");
    const opened = found.ok && "opened" in found.value ? found.value.opened : undefined;
    expect(await readFound(actor, opened)).toMatchObject({ held: { id: appointment } });
    expect((await journal()).at(-1)).toEqual(["appointment-opened", { by: "code" }, true]);
  });

  test("of whom an hour there is offered, and who has not answered, leads to that hour", async () => {
    const { here, actor, weekAfter, code, appointment } = await atTablet();
    await cancelled(appointment, "service");
    await db.appointmentOffer.create({
      data: {
        appointmentId: appointment,
        permanenceId: weekAfter,
        organisationId: here.organisation,
        startsAt: new Date(isoAt("10:00", WEEK_AFTER)),
        endsAt: new Date(isoAt("10:30", WEEK_AFTER)),
        until: new Date(isoAt("10:00", WEEK_AFTER)),
        createdAt: new Date(NOW),
      },
    });
    expect(await findAtTablet(actor, weekAfter, code)).toMatchObject({
      value: { kind: "offered", start: instantOf(isoAt("10:00", WEEK_AFTER)) },
    });
  });

  test("that was cancelled says so", async () => {
    const { actor, tablet, permanence, code, appointment } = await atTablet();
    await cancelled(appointment);
    expect(await findAtTablet(actor, permanence, code)).toMatchObject({
      value: { kind: "cancelled", opened: expect.any(String) },
    });
    expect(await findAtTablet(tablet, permanence, code)).toEqual({ ok: true, value: { kind: "cancelled" } });
  });

  test("of another organisation, or at a place where this person may not look, is of nobody", async () => {
    const one = await atTablet();
    const other = await atTablet();
    expect(await findAtTablet(one.actor, one.permanence, other.code)).toEqual({ ok: true, value: { kind: "unknown" } });
    expect(await one.journal()).toEqual([["appointment-searched", { by: "code", found: 0 }, true]]);
    const there = await hautepierre(db, one.here);
    const away = await morningAt(db, there);
    const narrowed = { ...one.actor, roles: one.actor.roles.map((role) => ({ ...role, places: [there.place] })) };
    expect(await findAtTablet(narrowed, away, one.code)).toEqual({ ok: true, value: { kind: "unknown" } });
    expect(await findAtTablet(narrowed, one.permanence, one.code)).toEqual({ ok: false, refusal: "not-allowed" });
    expect(await findAtTablet(other.actor, one.permanence, one.code)).toEqual({ ok: false, refusal: "not-allowed" });
  });
});

describe("a shared tablet", () => {
  test("learns of its half-day alone: of another one not even that the code exists", async () => {
    const { tablet, permanence, weekAfter, here, code, appointment } = await atTablet();
    expect(await findAtTablet(tablet, permanence, code)).toEqual({
      ok: true,
      value: { kind: "expected", appointment },
    });
    const only = { permanence: weekAfter, place: here.place, organisation: here.organisation, over: false };
    expect(await findAtTablet({ ...tablet, only }, weekAfter, code)).toEqual({ ok: true, value: { kind: "unknown" } });
    expect(await findAtTablet(tablet, weekAfter, code)).toEqual({ ok: false, refusal: "not-allowed" });
    await cancelled(appointment);
    expect(await findAtTablet({ ...tablet, only }, weekAfter, code)).toEqual({ ok: true, value: { kind: "unknown" } });
  });

  test("still looks nobody up at the reception", async () => {
    const { tablet, here, code } = await atTablet();
    expect(await findAtReception(tablet, here.organisation, { by: "code", code })).toEqual({
      ok: false,
      refusal: "not-allowed",
    });
  });
});

test("five codes of nobody a minute, and none that was found counts", async () => {
  const { actor, permanence, code } = await atTablet();
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await findAtTablet(actor, permanence, "ZZZZZZ")).toMatchObject({ value: { kind: "unknown" } });
    if (tries < 4) expect(await findAtTablet(actor, permanence, code)).toMatchObject({ value: { kind: "expected" } });
  }
  expect(await findAtTablet(actor, permanence, code)).toMatchObject({ ok: false, refusal: "too-many-requests" });
});

test("a program finds nobody, whatever its scopes", async () => {
  const { actor, permanence, code } = await atTablet();
  const program = { ...actor, by: "token" as const, scopes: ["line", "read", "booking"] as const };
  expect(await findAtTablet(program, permanence, code)).toEqual({ ok: false, refusal: "not-allowed" });
});

test("there is no half-day for an id that is none", async () => {
  const { actor, code } = await atTablet();
  expect(await findAtTablet(actor, "nothing", code)).toEqual({ ok: false, refusal: "not-found" });
});
