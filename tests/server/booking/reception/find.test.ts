import { addContact } from "#tests/support/identities.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { loginOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { at, hautepierre, morningAt, neuhof, NOW, staffAt } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";

process.env["APP_URL"] = "http://localhost:3000";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, SMS_GATEWAY: "database" });
const { POST } = await import("#app/[locale]/accueil/[acte]/route.ts");
const { CODE_LETTERS } = await import("#lib/server/code-letters.ts");
const { findAtReception } = await import("#lib/server/booking/reception/find.ts");
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
  const { id: appointment } = await db.appointment.create({
    data: {
      permanenceId: permanence,
      placeId: here.place,
      startsAt: new Date(at("09:30")),
      endsAt: new Date(at("10:00")),
      lane: 1,
      bookedAt: new Date(instantOf(NOW)),
      createdAt: new Date(instantOf(NOW)),
      topicKeys: ["caf"],
      code,
    },
  });
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

  test("of another operator, or at a place where this person may not look, is unknown", async () => {
    const [one, other] = [await reception(), await reception()];
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
    ["no day", { name: "Fatima", day: "hier" }, { day: "day-unreadable" }],
    ["no hour", { name: "Fatima", hour: "tôt" }, { hour: "malformed" }],
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
