import { addContact, contactOf } from "#tests/support/identities.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { loginOf } from "#tests/server/auth/second-factor/with-factor.ts";
import {
  at,
  bookedAtHalfPastNine,
  hautepierre,
  isoAt,
  morningAt,
  neuhof,
  NOW,
  staffAt,
  WEEK_AFTER,
} from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";

process.env["APP_URL"] = "http://localhost:3000";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, SMS_GATEWAY: "database" });
const { POST } = await import("#app/[locale]/accueil/[acte]/route.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { CODE_LETTERS } = await import("#lib/server/code-letters.ts");
const { readCases } = await import("#lib/server/booking/reception/cases.ts");
const { findAtReception } = await import("#lib/server/booking/reception/find.ts");
const { readFirstHours } = await import("#lib/server/booking/reception/first-hours.ts");
const { readFound, readMasked, sealFound } = await import("#lib/server/booking/reception/open-found.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

let codes = 0;
const PHONE = "+33639980124";

/** Fatima is booked on Monday at 9:30, and somebody of the reception looks for her. */
async function reception({ name = "Fatima" as string | null, phone = PHONE as string | null } = {}) {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const actor = await staffAt(db, here);
  const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: here.organisation } });
  const place = await db.place.findUniqueOrThrow({ where: { id: here.place } });
  const code = `F2222${CODE_LETTERS[(codes += 1)] ?? ""}`;
  const appointment = await bookedAtHalfPastNine(db, here, permanence, code);
  if (name ?? phone) await addContact(db, appointment, { ...(name && { name }), ...(phone && { phone }) });
  const session = await loginOf(db, actor.user);
  const posts = async (acte: string, fields: Record<string, string>, by = { session, user: actor.user }) => {
    const answer = await POST(posted(`/accueil/${acte}`, { slug, ...fields }, { session: by.session }), {
      params: Promise.resolve({ locale: "fr", acte }),
    });
    const to = new URL(answer.headers.get("location") ?? "", "http://x");
    const typed = openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), by.user);
    return { to, query: Object.fromEntries(to.searchParams), refusals: typed?.refusals };
  };
  const journal = async () =>
    (
      await db.journalEntry.findMany({
        where: { organisationId: here.organisation },
        select: { act: true, data: true, placeId: true },
        orderBy: { id: "asc" },
      })
    ).map(({ act, data, placeId }) => [act, data, placeId === here.place]);
  const when = { place: place.slug, day: "2026-11-23", hour: "9:30" };
  return { here, permanence, actor, appointment, code, posts, journal, when };
}

describe("a code", () => {
  test("opens the appointment, however it is typed: hour, place and name are read, of the telephone four digits", async () => {
    const { posts, code, actor, appointment, journal } = await reception();
    const { query } = await posts("code", { code: ` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}` });
    const found = await readFound(actor, query["trouve"]);
    expect(found).toMatchObject({
      held: { id: appointment, span: { start: at("09:30") }, place: { name: "Mairie de quartier du Neuhof" } },
      name: "Fatima",
      phone: { ending: "01\u00a024" },
    });
    expect(JSON.stringify(found)).not.toContain("639980124");
    expect(await journal()).toEqual([
      ["appointment-searched", { by: "code", found: 1 }, false],
      ["appointment-opened", { by: "code" }, true],
    ]);
  });

  test("of another organisation, or at a place where this person may not look, is unknown", async () => {
    const one = await reception();
    const other = await reception();
    expect((await one.posts("code", { code: other.code })).refusals).toEqual({ code: "code-unknown" });
    expect(await one.journal()).toEqual([["appointment-searched", { by: "code", found: 0 }, false]]);
    const there = await hautepierre(db, one.here);
    const narrowed = { ...one.actor, roles: one.actor.roles.map((role) => ({ ...role, places: [there.place] })) };
    const search = { by: "code", code: one.code } as const;
    expect(await findAtReception(narrowed, one.here.organisation, search)).toEqual({
      ok: false,
      refusal: "code-unknown",
    });
  });

  test.each(["", "ABC", "0OIL11"])("that cannot be one («%s») is no search", async (code) => {
    const { posts, journal } = await reception();
    expect((await posts("code", { code })).refusals).toEqual({ code: code === "" ? "missing" : "code-unknown" });
    expect(await journal()).toEqual([]);
  });
});

describe("an hour and a place", () => {
  test("open the appointment together with the first name that was noted", async () => {
    const { posts, when, actor, appointment, journal } = await reception();
    const { query } = await posts("heure", { ...when, name: "fátima" });
    expect(await readFound(actor, query["trouve"])).toMatchObject({ held: { id: appointment } });
    expect((await journal()).at(-1)).toEqual(["appointment-opened", { by: "hour" }, true]);
  });

  test.each([
    ["another name", { name: "Amina" }, { form: "not-by-hour" }],
    ["another hour", { name: "Fatima", hour: "10:00" }, { form: "not-by-hour" }],
    ["another day", { name: "Fatima", day: "24/11" }, { form: "not-by-hour" }],
    ["no name", { name: "" }, { name: "missing" }],
    ["no place", { name: "Fatima", place: "ailleurs" }, { place: "no-such-place" }],
  ])("with %s open nothing", async (_, change, refusals) => {
    const { posts, when } = await reception();
    expect((await posts("heure", { ...when, ...change })).refusals).toEqual(refusals);
  });

  test("open nothing where no first name was noted: only the code does", async () => {
    const { posts, when } = await reception({ name: null });
    expect((await posts("heure", { ...when, name: "Fatima" })).refusals).toEqual({ form: "not-by-hour" });
  });
});

describe("a telephone, or a first name with place and day", () => {
  test.each([
    ["numero", { phone: "06 39 98 01 24" }],
    ["prenom", { name: "Fatima" }],
  ])(
    "(%s) say neither hour nor place: they lead to sending the link again, and the journal notes no value",
    async (acte, fields) => {
      const { posts, when, actor, journal, appointment } = await reception();
      const { query } = await posts(acte, { place: when.place, day: when.day, ...fields });
      expect(query["trouve"]).toBeUndefined();
      const [masked, ...others] = await readMasked(actor, query["masque"]);
      expect([masked, others]).toEqual([{ ref: expect.any(String), ending: "01\u00a024", email: false }, []]);
      expect(await readFound(actor, query["masque"])).toBeUndefined();
      expect(await readFound(actor, masked?.ref)).toBeUndefined();
      expect(await journal()).toEqual([
        ["appointment-searched", { by: acte === "numero" ? "phone" : "name", found: 1 }, false],
      ]);
      const sent = await posts("renvoyer", { ref: masked?.ref ?? "" });
      expect(sent.query).toEqual({ fait: "linkSentAgain" });
      expect(await db.outboxMessage.count({ where: { appointmentId: appointment, kind: "found-again" } })).toBe(1);
      expect((await journal()).at(-1)).toEqual(["appointment-sent-again", {}, true]);
      expect((await posts("renvoyer", { ref: masked?.ref ?? "" })).refusals).toEqual({ form: "nothing-sent" });
    },
  );

  test("that nobody has are found by nobody", async () => {
    const { posts, when } = await reception();
    expect((await posts("numero", { phone: "06 39 98 01 25" })).refusals).toEqual({ form: "nobody-found" });
    expect((await posts("prenom", { ...when, name: "Ali" })).refusals).toEqual({ form: "nobody-found" });
    expect((await posts("numero", { phone: "12" })).refusals).toEqual({ phone: "no-such-phone" });
  });

  test("find nothing that is over or cancelled", async () => {
    const { posts, appointment } = await reception();
    await db.appointment.update({
      where: { id: appointment },
      data: { state: "cancelled-by-resident", cancelledAt: new Date(instantOf(NOW)) },
    });
    expect((await posts("numero", { phone: PHONE })).refusals).toEqual({ form: "nobody-found" });
  });
});

describe("the contact", () => {
  test("of an opened appointment is shown whole when it is asked for, and the journal notes it", async () => {
    const { posts, code, actor, journal } = await reception();
    const { query } = await posts("code", { code });
    const shown = await posts("montrer", { trouve: query["trouve"] ?? "" });
    expect(shown.query["fait"]).toBe("contactShown");
    expect(await readFound(actor, shown.query["trouve"])).toMatchObject({ phone: { whole: PHONE } });
    expect((await journal()).at(-1)).toEqual(["contact-shown", {}, true]);
  });

  test("is neither shown nor written to by who did not find it, or found it twenty minutes ago", async () => {
    const { here, posts, code, actor, appointment } = await reception();
    const { query } = await posts("code", { code });
    const colleague = await staffAt(db, here);
    const by = { session: await loginOf(db, colleague.user), user: colleague.user };
    for (const acte of ["montrer", "renvoyer"])
      expect((await posts(acte, { trouve: query["trouve"] ?? "", ref: query["trouve"] ?? "" }, by)).refusals).toEqual({
        form: "found-gone",
      });
    const old = sealFound(actor, { appointment, contact: false });
    setTime(plusMinutes(instantOf(NOW), 21));
    expect((await posts("montrer", { trouve: old })).refusals).toEqual({ form: "found-gone" });
  });
});

describe("an appointment that the reception books", () => {
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
    test("are three over all places of the organisation, each of another half-day, the earliest first, then the three after them", async () => {
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

    test("are of the places of whoever books alone, and none of another organisation", async () => {
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
      expect(await cases()).toMatchObject([
        { id, topic: "caf", hour: { start: at("09:30"), timeZone: "Europe/Paris" } },
      ]);
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
      const first = await posts("prendre", person, id);
      const second = await posts("prendre", person, id);
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
      const numbered = { name: "2 85 05 67 482 123 45", phone: "", language: "ar" };
      expect((await posts("prendre", numbered, id)).refusals).toEqual({ name: "personal-number-refused" });
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
      const first = await begins();
      const second = await begins("10:30");
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
      expect((await cases()).find((kept) => kept.id === id)).toMatchObject({
        name: "Ali",
        hour: { start: at("09:30") },
      });
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
});
