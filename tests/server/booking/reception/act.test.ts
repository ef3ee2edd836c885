import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { hautepierre, morningAt, staffAt } from "#tests/server/booking/neuhof.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { loginOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let POST: typeof import("#app/[locale]/accueil/[acte]/route.ts").POST;
let openFound: typeof import("#lib/server/booking/reception/open-found.ts");
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let readOpenLines: typeof import("#lib/server/queue/read-open-lines.ts").readOpenLines;

beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  server = await freshServer();
  ({ POST } = await import("#app/[locale]/accueil/[acte]/route.ts"));
  openFound = await import("#lib/server/booking/reception/open-found.ts");
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  ({ readOpenLines } = await import("#lib/server/queue/read-open-lines.ts"));
});
afterAll(() => server.db.$disconnect());

/** Somebody is booked at ten in a morning that is open, and the reception has their appointment open. */
async function reception(hour = "10:00") {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  setTime(server, "8:55");
  const appointment = await here.booked(hour);
  await server.db.appointment.update({ where: { id: appointment }, data: { code: "ABC234" } });
  const actor = await here.newStaff("reception");
  const session = await loginOf(server.db, actor.user);
  const trouve = openFound.sealFound(actor, { appointment, contact: false });
  const posts = async (
    acte: string,
    fields: Record<string, string> = {},
    by = { session, user: actor.user, trouve },
  ) => {
    const answer = await POST(
      posted(`/accueil/${acte}?trouve=${by.trouve}`, { trouve: by.trouve, ...fields }, { session: by.session }),
      { params: Promise.resolve({ locale: "fr", acte }) },
    );
    const to = new URL(answer.headers.get("location") ?? "", "http://x");
    const typed = openTyped(to.searchParams.get("saisie") ?? undefined, server.clock.now(), by.user);
    return typed?.refusals ?? { done: to.searchParams.get("fait"), open: to.searchParams.get("trouve") === by.trouve };
  };
  const found = () => openFound.readFound(actor, trouve);
  const done = (sentence: string) => ({ done: sentence, open: true });
  const journal = async () =>
    (
      await server.db.journalEntry.findMany({
        where: { organisationId: here.organisation.id },
        select: { act: true, placeId: true, data: true },
      })
    ).map(({ act, placeId, data }) => [act, placeId, data]);
  return { ...here, appointment, actor, posts, found, done, journal };
}

const iso = (hour: string) => `2026-11-24T${hour}:00+01:00`;

describe("whoever asks at the desk or on the telephone", () => {
  test("has their appointment moved to another hour, also one too soon for whoever books alone, and the journal notes it", async () => {
    const { posts, found, done, journal, permanence, place } = await reception("11:30");
    expect(await posts("deplacer", { permanence, startsAt: iso("09:00") })).toEqual(done("appointmentMoved"));
    expect((await found())?.held.span.start).toBe(at("9:00"));
    expect(await journal()).toEqual([["appointment-moved", place.id, {}]]);
  });

  test("has it moved to another place of the organisation, and keeps code and link", async () => {
    const { posts, found, organisation } = await reception();
    const before = await found();
    const there = await hautepierre(server.db, { organisation: organisation.id });
    const elsewhere = await morningAt(server.db, there, { day: "2026-11-25" });
    await posts("deplacer", { permanence: elsewhere, startsAt: "2026-11-25T09:00:00+01:00" });
    expect(await found()).toMatchObject({
      held: {
        place: { name: "Mairie de quartier de Hautepierre" },
        code: before?.held.code,
        secret: before?.held.secret,
      },
    });
  });

  test("has it left where it is when the hour is taken, is none, or is another organisation’s", async () => {
    const { posts, found, permanence, booked } = await reception();
    const other = await reception();
    await booked("11:00");
    await booked("11:00", 2);
    expect(await posts("deplacer", { permanence, startsAt: iso("11:00") })).toEqual({ form: "hour-gone" });
    expect(await posts("deplacer", { permanence, startsAt: iso("08:00") })).toEqual({ form: "hour-gone" });
    expect(await posts("deplacer", { permanence: other.permanence, startsAt: iso("11:30") })).toEqual({
      form: "found-gone",
    });
    expect(await posts("deplacer", {})).toEqual({ form: "hour-missing" });
    expect((await found())?.held.span.start).toBe(at("10:00"));
  });

  test("has it cancelled, and the hour is free", async () => {
    const { posts, found, done, journal, place } = await reception();
    expect(await posts("annuler")).toEqual(done("appointmentCancelled"));
    expect((await found())?.held.state).toBe("cancelled-by-resident");
    expect(await journal()).toEqual([["appointment-cancelled", place.id, {}]]);
    expect(await posts("deplacer", { permanence: crypto.randomUUID(), startsAt: iso("09:00") })).toEqual({
      form: "found-gone",
    });
  });

  test("is noted as late with an hour in people’s words, and not with one that is no hour or is past", async () => {
    const { posts, found, done } = await reception();
    expect(await posts("retard", { hour: "10 h 20" })).toEqual(done("lateNoted"));
    expect((await found())?.held.state).toBe("late");
    expect(await posts("retard", { hour: "bientôt" })).toEqual({ hour: "malformed" });
    expect(await posts("retard", { hour: "8:00" })).toEqual({ hour: "not-now" });
  });

  test("gets a number when they are here, the same when asked again, and then priority", async () => {
    const { posts, found, done, line } = await reception();
    expect(await posts("priorite")).toEqual({ form: "not-now" });
    expect(await posts("arrive")).toEqual(done("checkedIn"));
    const number = (await found())?.held.visit?.number;
    expect(await posts("arrive")).toEqual(done("checkedIn"));
    expect((await found())?.held.visit?.number).toBe(number);
    expect((await line()).visits).toHaveLength(1);
    expect(await posts("priorite")).toEqual(done("priorityGiven"));
    expect((await found())?.line).toMatchObject({ state: "waiting", priority: true, toFetch: false });
    expect(
      await posts("deplacer", { permanence: (await found())?.held.permanence ?? "", startsAt: iso("11:00") }),
    ).toEqual({
      form: "too-late-to-change",
    });
  });

  test("is fetched at their turn, before they are here and after, or not after all", async () => {
    const { posts, found, done } = await reception();
    expect(await posts("chercher", { on: "on" })).toEqual(done("fetchNoted"));
    expect((await found())?.held.toFetch).toBe(true);
    expect(await posts("chercher", { on: "" })).toEqual(done("fetchNotNoted"));
    expect((await found())?.held.toFetch).toBeUndefined();
    await posts("arrive");
    expect(await posts("chercher", { on: "on" })).toEqual(done("fetchNoted"));
    expect((await found())?.line).toMatchObject({ toFetch: true });
  });

  test("has the SMS of their telephone stopped, and sent again; nothing else is a way", async () => {
    const { posts, found, done, appointment } = await reception();
    const of = { where: { appointmentId: appointment } };
    const { endsAt } = await server.db.appointment.findUniqueOrThrow({ where: { id: appointment } });
    await server.db.appointmentContact.create({
      data: { appointmentId: appointment, day: new Date("2026-11-24"), endsAt, phone: "+33612345678" },
    });
    expect(await posts("prevenir", { way: "no-sms" })).toEqual(done("wayNoted"));
    expect(await server.db.appointmentContact.findFirst(of)).toMatchObject({ refusesSms: true });
    expect((await found())?.way).toMatchObject({ refusesSms: true });
    expect(await posts("prevenir", { way: "sms" })).toEqual(done("wayNoted"));
    expect((await found())?.way).toMatchObject({ refusesSms: false });
    expect(await posts("prevenir", { way: "pigeon" })).toEqual({ form: "malformed" });
  });
});

test("nobody does anything with an appointment that they have not opened", async () => {
  const { posts, organisation, found } = await reception();
  const colleague = await staffAt(server.db, { organisation: organisation.id });
  const session = await loginOf(server.db, colleague.user);
  const stolen = { session, user: colleague.user, trouve: (await found())?.ref ?? "" };
  const hour = { permanence: crypto.randomUUID(), startsAt: iso("09:00") };
  for (const acte of ["deplacer", "annuler", "arrive", "priorite", "chercher"])
    expect([acte, await posts(acte, hour, stolen)]).toEqual([acte, { form: "found-gone" }]);
  expect((await found())?.held.state).toBe("booked");
});

describe("the lines of an organisation", () => {
  test("are told with how many people wait and how long, those that begin within the hour after them, and no other organisation’s", async () => {
    const { actor, organisation, walksIn, place } = await reception();
    await walksIn();
    const there = await hautepierre(server.db, { organisation: organisation.id });
    await morningAt(server.db, there, { day: "2026-11-24" });
    const lines = await readOpenLines(actor, organisation.id);
    expect(lines.map(({ place: name, board }) => [name, board?.waiting])).toEqual([
      [place.name, 1],
      ["Mairie de quartier de Hautepierre", undefined],
    ]);
    expect(await readOpenLines((await reception()).actor, organisation.id)).toEqual([]);
  });
});

test("without a contract for SMS a number given at the desk asks for no telephone, and notes none", async () => {
  const { giveNumber, notePhone, readNumberGiven } = await import("#lib/server/booking/reception/number-given.ts");
  const here = await neuhof(server);
  await here.opens();
  const actor = await here.newStaff("reception");
  const given = await giveNumber(actor, here.permanence, crypto.randomUUID());
  const ref = given.ok ? given.value : "";
  expect(await readNumberGiven(actor, ref)).toEqual({
    ref,
    number: 1,
    secret: expect.any(String),
    place: here.place.name,
  });
  expect(await notePhone(actor, ref, "+33639980124", "fr")).toEqual({ ok: false, refusal: "not-now" });
});
