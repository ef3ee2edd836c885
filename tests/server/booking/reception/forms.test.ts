import { contactOf } from "#tests/support/identities.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { loginOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { at, hautepierre, isoAt, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";

process.env["APP_URL"] = "http://localhost:3000";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { POST } = await import("#app/[locale]/accueil/[acte]/route.ts");
const { readCases } = await import("#lib/server/booking/reception/cases.ts");
const { readFirstHours } = await import("#lib/server/booking/reception/first-hours.ts");
const { readFound } = await import("#lib/server/booking/reception/open-found.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

/** A reception with a morning at Neuhof, and somebody who is signed in there. */
async function reception() {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const actor = await staffAt(db, here);
  const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: here.organisation } });
  const session = await loginOf(db, actor.user);
  const posts = async (acte: string, fields: Record<string, string>, kept?: string) => {
    const answer = await POST(posted(`/accueil/${acte}${kept ? `?cas=${kept}` : ""}`, fields, { session }), {
      params: Promise.resolve({ locale: "fr", acte }),
    });
    const to = new URL(answer.headers.get("location") ?? "", "http://x");
    const typed = openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), actor.user);
    return { to, query: Object.fromEntries(to.searchParams), refusals: typed?.refusals, typed };
  };
  const hour = (time: string) => ({ slug, topic: "caf", permanence, startsAt: isoAt(time) });
  /** Holds an hour; the id of the case that began with it. */
  const begins = async (time = "09:30") => (await posts("tenir", hour(time))).query["cas"] ?? "";
  const cases = () => readCases(actor);
  const rows = () =>
    db.appointment.findMany({
      where: { permanenceId: permanence },
      select: { id: true, state: true, startsAt: true, origin: true, language: true },
      orderBy: { startsAt: "asc" },
    });
  /** How many minutes after the beginning of the test the hour of the only case is held, in whole ones. */
  const heldFor = async () => Math.floor((((await cases())[0]?.hour?.until ?? 0) - instantOf(NOW)) / MINUTE);
  return { here, permanence, actor, slug, posts, hour, begins, cases, rows, heldFor };
}

describe("the topic", () => {
  test("is found by its first letters, and leads to its hours", async () => {
    const { posts, slug } = await reception();
    expect((await posts("demarche", { slug, topic: "ca" })).query).toEqual({ organisation: slug, demarche: "caf" });
    expect((await posts("demarche", { slug, topic: "zz" })).refusals).toEqual({ topic: "no-such-topic" });
    expect((await posts("demarche", { slug, topic: " " })).refusals).toEqual({ topic: "missing" });
    expect((await posts("demarche", { slug: "another", topic: "caf" })).refusals).toEqual({ form: "not-allowed" });
  });
});

describe("the first hours", () => {
  test("are three over all places of the operator, each of another half-day, the earliest first, then the three after them", async () => {
    const { here, permanence, actor } = await reception();
    const there = await hautepierre(db, here);
    await morningAt(db, there, { day: "2026-11-24" });
    await morningAt(db, here, { day: "2026-11-25" });
    await morningAt(db, there, { day: "2026-11-26" });
    const days = async (asked: Parameters<typeof readFirstHours>[3] = {}) => {
      const { hours, further } = await readFirstHours(actor, here.organisation, ["caf"], asked);
      return [hours.map(({ span }) => new Date(span.start).toISOString().slice(8, 16)), further];
    };
    expect(await days()).toEqual([["23T08:00", "24T08:00", "25T08:00"], true]);
    expect(await days({ further: 1 })).toEqual([["26T08:00"], false]);
    const [all, later] = await days({ permanence });
    expect([all, later]).toEqual([["23T08:00", "23T08:30", "23T09:00", "23T09:30", "23T10:00", "23T10:30"], false]);
  });

  test("are of the places of whoever books alone, and none of another operator", async () => {
    const { here, actor } = await reception();
    const there = await hautepierre(db, here);
    await morningAt(db, there, { day: WEEK_AFTER });
    const narrowed = { ...actor, roles: actor.roles.map((role) => ({ ...role, places: [there.place] })) };
    const { hours } = await readFirstHours(narrowed, here.organisation, ["caf"]);
    expect(hours.map(({ place }) => place.name)).toEqual(["Mairie de quartier de Hautepierre"]);
    const other = await reception();
    expect(await readFirstHours(other.actor, here.organisation, ["caf"])).toEqual({ hours: [], further: false });
  });

  test("may begin at once, unlike for whoever books alone", async () => {
    const { here, actor } = await reception();
    setTime(at("08:55"));
    const { hours } = await readFirstHours(actor, here.organisation, ["caf"]);
    expect(hours[0]?.span.start).toBe(at("09:00"));
  });
});

describe("a case", () => {
  test("begins with the hour that is chosen, which is held for five minutes", async () => {
    const { begins, cases, rows, heldFor } = await reception();
    const id = await begins();
    expect(await rows()).toMatchObject([{ state: "held", startsAt: new Date(at("09:30")) }]);
    expect(await cases()).toMatchObject([{ id, topic: "caf", hour: { start: at("09:30"), timeZone: "Europe/Paris" } }]);
    expect(await heldFor()).toBe(5);
  });

  test("is booked with a name and a telephone, or with neither, and ends", async () => {
    const { begins, posts, cases, rows, actor } = await reception();
    const person = { name: "Fatima", phone: "06 39 98 01 24", language: "tr" };
    const { query } = await posts("prendre", person, await begins());
    expect(query["fait"]).toBe("appointmentBooked");
    const found = await readFound(actor, query["trouve"]);
    expect(found).toMatchObject({
      held: { state: "booked", span: { start: at("09:30") }, code: expect.stringMatching(/^[2-9A-Z]{6}$/u) },
      name: "Fatima",
      phone: { ending: "01\u00a024" },
      language: "tr",
    });
    expect(found?.phone).not.toHaveProperty("whole");
    await posts("prendre", { name: "", phone: "", language: "fr" }, await begins("10:00"));
    expect(await rows()).toMatchObject([
      { state: "booked", origin: "reception", language: "tr" },
      { state: "booked", origin: "reception", language: "fr" },
    ]);
    expect(await contactOf(db, (await rows())[1]!.id)).toBeNull();
    expect(await cases()).toEqual([]);
  });

  test("is booked with a call instead of messages where a telephone is given, and with being fetched", async () => {
    const { begins, posts, rows, cases } = await reception();
    const id = await begins();
    const ticked = { name: "Ali", phone: "", language: "fr", prefersCall: "on", toFetch: "on" };
    expect((await posts("prendre", ticked, id)).refusals).toEqual({ phone: "missing" });
    expect(await cases()).toMatchObject([{ prefersCall: true, toFetch: true }]);
    await posts("prendre", { ...ticked, phone: "0639980124" }, id);
    const [row] = await rows();
    expect(await db.appointment.findUnique({ where: { id: row!.id }, select: { toFetch: true } })).toEqual({
      toFetch: true,
    });
    expect(
      await db.appointmentContact.findFirst({ where: { appointmentId: row!.id }, select: { prefersCall: true } }),
    ).toEqual({
      prefersCall: true,
    });
  });

  test("that is sent twice is booked once, and shows the same code", async () => {
    const { begins, posts, rows, actor } = await reception();
    const id = await begins();
    const person = { name: "Ali", phone: "", language: "fr" };
    const [first, second] = [await posts("prendre", person, id), await posts("prendre", person, id)];
    const codes = await Promise.all([first, second].map(({ query }) => readFound(actor, query["trouve"])));
    expect(codes[0]?.held.code).toBeDefined();
    expect(codes[1]?.held.code).toBe(codes[0]?.held.code);
    expect(await rows()).toHaveLength(1);
  });

  test("with a telephone that is none keeps all that was typed, and its hour", async () => {
    const { begins, posts, cases, rows } = await reception();
    const id = await begins();
    const back = await posts("prendre", { name: "Ali", phone: "06 12", language: "ar" }, id);
    expect([back.query["cas"], back.refusals]).toEqual([id, { phone: "no-such-phone" }]);
    expect((await posts("prendre", { name: "2 85 05 67 482 123 45", phone: "", language: "ar" }, id)).refusals).toEqual(
      {
        name: "personal-number-refused",
      },
    );
    await posts("garder", { name: "Ali", phone: "06 12", language: "ar" }, id);
    expect(await cases()).toMatchObject([
      { name: "Ali", phone: "06 12", language: "ar", hour: { start: at("09:30") } },
    ]);
    expect(await rows()).toMatchObject([{ state: "held" }]);
  });

  test("changes its hour: the new one is held and the former free; an hour that is taken leaves it the one it has", async () => {
    const { begins, posts, hour, permanence, rows, cases } = await reception();
    const id = await begins();
    await posts("tenir", hour("10:30"), id);
    expect(await rows()).toMatchObject([{ startsAt: new Date(at("10:30")) }]);
    await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start: at("09:30"), onBehalfOf: false },
    );
    expect((await posts("tenir", hour("09:30"), id)).refusals).toEqual({ form: "hour-gone" });
    expect(await cases()).toMatchObject([{ hour: { start: at("10:30") } }]);
  });

  test("the same hour chosen again is held for another five minutes", async () => {
    const { begins, posts, hour, rows, heldFor } = await reception();
    const id = await begins();
    setTime(plusMinutes(instantOf(NOW), 4));
    await posts("tenir", hour("09:30"), id);
    expect(await rows()).toHaveLength(1);
    expect(await heldFor()).toBe(9);
  });

  test("whose hour is held no more is booked all the same while it is free, and else another hour is chosen", async () => {
    const { begins, posts, permanence, rows } = await reception();
    const [first, second] = [await begins(), await begins("10:30")];
    setTime(plusMinutes(instantOf(NOW), 6));
    await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start: at("10:30"), onBehalfOf: false },
    );
    expect((await posts("prendre", { name: "" }, first)).query["fait"]).toBe("appointmentBooked");
    expect((await posts("prendre", { name: "Léa" }, second)).refusals).toEqual({ form: "hour-gone" });
    expect((await rows()).filter(({ state }) => state === "booked")).toHaveLength(2);
  });

  test("is put aside with what was typed, five at most, and its hour stays held", async () => {
    const { begins, posts, hour, cases, slug } = await reception();
    const id = await begins();
    const aside = await posts("garder", { name: "Ali", phone: "", language: "fr" }, id);
    expect(aside.query).toEqual({ organisation: slug, fait: "caseAside" });
    for (let count = 0; count < 4; count += 1) await posts("garder", { slug, topic: "caf" });
    expect((await posts("garder", { slug, topic: "caf" })).refusals).toEqual({ form: "cases-full" });
    expect((await posts("tenir", hour("10:00"))).refusals).toEqual({ form: "cases-full" });
    expect((await cases()).find((kept) => kept.id === id)).toMatchObject({ name: "Ali", hour: { start: at("09:30") } });
  });

  test("is dropped, and its hour is free at once", async () => {
    const { begins, posts, cases, rows } = await reception();
    await posts("abandonner", {}, await begins());
    expect([await cases(), await rows()]).toEqual([[], []]);
  });

  test("of a colleague, or one that is half an hour old, is not there", async () => {
    const { here, begins, posts, cases } = await reception();
    const id = await begins();
    const colleague = await staffAt(db, here);
    expect(await readCases(colleague)).toEqual([]);
    // Also not when its row were given to them: it is sealed for one account.
    await db.typedForm.create({
      data: {
        ...(await db.typedForm.findUniqueOrThrow({ where: { id } })),
        id: crypto.randomUUID(),
        userId: colleague.user,
      },
    });
    expect(await readCases(colleague)).toEqual([]);
    setTime(plusMinutes(instantOf(NOW), 31));
    expect(await cases()).toEqual([]);
    expect((await posts("prendre", { name: "Ali" }, id)).refusals).toEqual({ form: "case-gone" });
  });

  test("holds no readable name or telephone in its row or in an address", async () => {
    const { begins, posts } = await reception();
    const { to } = await posts("garder", { name: "Marguerite", phone: "0639980124", language: "fr" }, await begins());
    const rows = JSON.stringify(await db.typedForm.findMany());
    expect([rows.includes("Marguerite"), rows.includes("0639980124"), to.href.includes("Marguerite")]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

test("what was opened by somebody else, or twenty minutes ago, opens nothing", async () => {
  const { here, begins, posts, actor } = await reception();
  const { query } = await posts("prendre", { name: "Ali" }, await begins());
  expect(await readFound(await staffAt(db, here), query["trouve"])).toBeUndefined();
  expect(await readFound({ ...actor, roles: [] }, query["trouve"])).toBeUndefined();
  setTime(plusMinutes(instantOf(NOW), 21));
  expect(await readFound(actor, query["trouve"])).toBeUndefined();
});
