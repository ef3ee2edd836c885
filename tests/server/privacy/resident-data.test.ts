import { createHash } from "node:crypto";
import { plusMinutes } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { addContact, contactOf, identityOf, nameVisit } from "#tests/support/identities.ts";

let server: Server;
let find: typeof import("#lib/server/privacy/find-resident.ts");
let exportResident: typeof import("#lib/server/privacy/read-resident.ts").exportResident;
const forms: Record<string, (request: Request, given: never) => Promise<Response>> = {};
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let eraseResident: typeof import("#lib/server/privacy/erase-resident.ts").eraseResident;

beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  server = await freshServer();
  find = await import("#lib/server/privacy/find-resident.ts");
  ({ exportResident } = await import("#lib/server/privacy/read-resident.ts"));
  ({ eraseResident } = await import("#lib/server/privacy/erase-resident.ts"));
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  forms["chercher"] = (await import("#app/[locale]/(site)/conseiller/donnees/chercher/route.ts")).POST;
  forms["exporter"] = (await import("#app/[locale]/(site)/conseiller/donnees/exporter/route.ts")).POST;
  forms["effacer"] = (await import("#app/[locale]/(site)/conseiller/donnees/effacer/route.ts")).POST;
});
afterAll(() => server.db.$disconnect());

let codes = 0;
/** A code of the right form that no other test has. */
const freshCode = (): string => `ABC${String(++codes + 222).replace(/[01]/gu, "9")}`;

const CONTACT = { name: "Fatima", phone: "+33612345678", email: "fatima@exemple.fr", overbookReason: "vient de loin" };

/** An open half-day, somebody booked at ten under a code, with a name and every contact. */
async function booked() {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  setTime(server, "9:05");
  const appointment = await here.booked("10:00");
  const code = freshCode();
  await server.db.appointment.update({ where: { id: appointment }, data: { code } });
  await addContact(server.db, appointment, CONTACT);
  const checksIn = async () => {
    const visit = crypto.randomUUID();
    await here.does({ type: "check-in", appointment, visit });
    return server.db.visit.findUniqueOrThrow({ where: { id: visit } });
  };
  const row = () => server.db.appointment.findUniqueOrThrow({ where: { id: appointment } });
  const noted = async (act: string) =>
    server.db.journalEntry.findMany({ where: { organisationId: here.organisation.id, act }, orderBy: { id: "asc" } });
  return { ...here, appointment, code, row, noted, checksIn };
}

const opened = async (actor: Parameters<typeof find.findResident>[0], code: string) => {
  const found = await find.findResident(actor, code);
  if (!found.ok) throw new Error(found.refusal);
  return { found: found.value, shown: await find.readFound(actor, found.value) };
};

describe("by the code of an appointment", () => {
  test("the team finds that something is kept, not what: neither name, telephone nor address are shown", async () => {
    const { staff, code, place } = await booked();
    const { shown } = await opened(staff, ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `);
    expect(shown).toMatchObject([
      { kind: "appointment", place: place.name, keeps: { name: true, phone: true, email: true }, toCome: true },
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/Fatima|612345678|exemple/u);
  });

  test("everything that is kept is exported, and that it was is noted without the code", async () => {
    const { staff, appointment, code, noted } = await booked();
    const read = await exportResident(staff, { kind: "appointment", id: appointment });
    expect(read).toMatchObject({
      ok: true,
      value: {
        organisation: "Ville",
        records: expect.arrayContaining([
          { kind: "appointment", facts: expect.objectContaining({ code, topics: ["caf"], state: "booked" }) },
          {
            kind: "contact",
            facts: {
              firstName: "Fatima",
              phone: "+33612345678",
              email: "fatima@exemple.fr",
              overbookReason: "vient de loin",
              prefersCall: false,
              refusesSms: false,
              refusesMail: false,
            },
          },
        ]),
      },
    });
    const entries = await noted("resident-exported");
    expect(entries).toMatchObject([{ actor: `staff:${staff.user}`, data: { kind: "appointment" } }]);
    expect(JSON.stringify(entries.map(({ data }) => data))).not.toContain(code);
  });

  test("erased, the appointment is cancelled first and its name, contact, code and reason are gone; what names nobody stays", async () => {
    const { staff, appointment, row, noted } = await booked();
    expect(await eraseResident(staff, { kind: "appointment", id: appointment })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await row()).toMatchObject({
      state: "cancelled-by-resident",
      code: null,
      cancelledAt: expect.any(Date),
      contactErasedAt: expect.any(Date),
      topicKeys: ["caf"],
    });
    expect(await contactOf(server.db, appointment)).toBeNull();
    expect(await noted("resident-erased")).toMatchObject([{ data: { kind: "appointment", cancelled: true } }]);
  });

  test("an hour that is offered is exported; erased, it is free and nothing is kept of it", async () => {
    const { staff, appointment, permanence, organisation } = await booked();
    const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
    const start = at("11:30");
    const span = { start, end: plusMinutes(start, 30) };
    const wish = { appointment, permanence, span, lane: 3, until: start };
    const made = await server.transaction((tx) => makeOffers(tx, [wish], server.clock.now()), staff);
    expect(made).toHaveLength(1);
    const read = await exportResident(staff, { kind: "appointment", id: appointment });
    const records = read.ok ? read.value.records : [];
    expect(records.find(({ kind }) => kind === "offer")?.facts).toMatchObject({
      start: isoInZone(start, "Europe/Paris"),
      heldUntil: isoInZone(start, "Europe/Paris"),
    });
    await eraseResident(staff, { kind: "appointment", id: appointment });
    expect(await server.db.appointmentOffer.count({ where: { appointmentId: appointment } })).toBe(0);
    expect(await server.db.appointment.count({ where: { state: "held", organisationId: organisation.id } })).toBe(0);
  });

  test("who waits leaves the line, and the name of their number goes with their contact", async () => {
    const { staff, appointment, does, visit } = await booked();
    const id = crypto.randomUUID();
    expect(await does({ type: "check-in", visit: id, appointment })).toBe("applied");
    await nameVisit(server.db, id, { name: "Fatima", phone: "+33612345678" });
    expect(await eraseResident(staff, { kind: "appointment", id: appointment })).toMatchObject({ ok: true });
    expect(await visit(id)).toMatchObject({ state: "left" });
    expect(await identityOf(server.db, id)).toEqual({ name: "", phone: null });
  });

  test("while they are at a table nothing is erased, and afterwards it is", async () => {
    const { staff, appointment, does, row } = await booked();
    const id = crypto.randomUUID();
    await does({ type: "check-in", visit: id, appointment });
    await does({ type: "call", visit: id, desk: 1 });
    await does({ type: "start", visit: id });
    expect(await eraseResident(staff, { kind: "appointment", id: appointment })).toEqual({
      ok: false,
      refusal: "being-helped",
    });
    expect(await contactOf(server.db, appointment)).toEqual(CONTACT);
    await does({ type: "finish", visit: id });
    expect(await eraseResident(staff, { kind: "appointment", id: appointment })).toMatchObject({ ok: true });
    expect(await contactOf(server.db, appointment)).toBeNull();
    expect(await row()).toMatchObject({ state: "booked", code: null });
  });

  test("a message that was not sent is not sent any more, one that was sent stays", async () => {
    const { staff, appointment, organisation } = await booked();
    const message = (key: string, sent: boolean) => ({
      id: crypto.randomUUID(),
      organisationId: organisation.id,
      kind: "reminder",
      causeKind: "appointment",
      causeId: appointment,
      appointmentId: appointment,
      dedupeKey: `reminder:${appointment}:${key}`,
      dueAt: new Date(server.clock.now()),
      createdAt: new Date(server.clock.now()),
      ...(sent && { sentAt: new Date(server.clock.now()), attempts: 1 }),
    });
    await server.db.outboxMessage.createMany({ data: [message("1", false), message("2", true)] });
    await eraseResident(staff, { kind: "appointment", id: appointment });
    const rows = await server.db.outboxMessage.findMany({
      where: { appointmentId: appointment },
      orderBy: { dedupeKey: "asc" },
    });
    expect(rows.map(({ cancelledAt }) => cancelledAt !== null)).toEqual([true, false]);
  });

  test("erased, the code opens nothing any more; erasing again does the same", async () => {
    const { staff, appointment, code } = await booked();
    const { shown } = await opened(staff, code);
    const [ref] = find.openFound(staff, shown[0]?.ref);
    expect(ref).toEqual({ kind: "appointment", id: appointment });
    for (const _ of "twice")
      expect(await eraseResident(staff, { kind: "appointment", id: appointment })).toMatchObject({ ok: true });
    expect(await find.findResident(staff, code)).toEqual({ ok: false, refusal: "not-found" });
  });
});

describe("by a number of today", () => {
  test("the name of the number is exported and erased; the number stays in the line", async () => {
    const { staff, walksIn, visit } = await booked();
    const id = await walksIn();
    await nameVisit(server.db, id, { name: "Amina", phone: "+33698765432" });
    const { number } = await visit(id);
    const { shown } = await opened(staff, String(number));
    expect(shown).toMatchObject([{ kind: "number", number, keeps: { name: true, phone: true, email: false } }]);
    const read = await exportResident(staff, { kind: "number", id });
    expect(read.ok && read.value.records.map(({ kind }) => kind)).toEqual(["number", "identity", "event"]);
    expect(await eraseResident(staff, { kind: "number", id })).toMatchObject({ ok: true });
    expect(await identityOf(server.db, id)).toEqual({ name: "", phone: null });
    expect(await visit(id)).toMatchObject({ state: "waiting" });
    const [after] = await find.readFound(staff, (await opened(staff, String(number))).found);
    expect(after?.keeps).toEqual({ name: false, phone: false, email: false });
    const again = await exportResident(staff, { kind: "number", id });
    expect(again.ok && again.value.records.map(({ kind }) => kind)).toEqual(["number", "event"]);
  });

  test("the number of who came with an appointment stands for the appointment, so that their contact is erased too", async () => {
    const { staff, appointment, checksIn } = await booked();
    const { number } = await checksIn();
    const { found, shown } = await opened(staff, String(number));
    expect(shown).toMatchObject([{ kind: "appointment", keeps: { name: true, phone: true, email: true } }]);
    const [ref] = find.openFound(staff, found);
    expect(await eraseResident(staff, ref!)).toMatchObject({ ok: true });
    expect(await contactOf(server.db, appointment)).toEqual(null);
  });

  test("a number of yesterday opens nothing", async () => {
    const { staff, walksIn, visit } = await booked();
    const { number } = await visit(await walksIn());
    server.clock.move(server.clock.offset() + 24 * 60 * 60_000);
    expect(await find.findResident(staff, String(number))).toEqual({ ok: false, refusal: "not-found" });
    setTime(server, "9:05");
  });
});

describe("a code that opens nothing here", () => {
  test("is refused in one way: unknown, malformed, or another organisation’s; and nothing of it is exported or erased", async () => {
    const mine = await booked();
    const foreign = await booked();
    const refused = { ok: false, refusal: "not-found" };
    for (const typed of ["ZZZZZZ", "9999", "Fatima", foreign.code])
      expect([typed, await find.findResident(await mine.newStaff(), typed)]).toEqual([typed, refused]);
    const ref = { kind: "appointment", id: foreign.appointment } as const;
    const notAllowed = { ok: false, refusal: "not-allowed" };
    expect([await exportResident(mine.staff, ref), await eraseResident(mine.staff, ref)]).toEqual([
      notAllowed,
      notAllowed,
    ]);
    expect(await contactOf(server.db, foreign.appointment)).toEqual(CONTACT);
  });

  test("is refused to a team of another place, a partner and an administrator", async () => {
    const { staff, newStaff, code } = await booked();
    const elsewhere = {
      ...staff,
      user: (await newStaff()).user,
      roles: [{ ...staff.roles[0]!, places: [crypto.randomUUID()] }],
    };
    for (const actor of [elsewhere, await newStaff("partner"), await newStaff("administrator")])
      expect(await find.findResident(actor, code)).toEqual({ ok: false, refusal: "not-found" });
    for (const role of ["reception", "conseiller", "coordinator"] as const)
      expect([role, (await find.findResident(await newStaff(role), code)).ok]).toEqual([role, true]);
  });

  test("may be typed five times a minute, then even the right one waits", async () => {
    const { newStaff, code } = await booked();
    const guesser = await newStaff();
    for (let tries = 0; tries < 5; tries += 1) await find.findResident(guesser, "ZZZZZ9");
    expect(await find.findResident(guesser, code)).toMatchObject({ ok: false, refusal: "too-many-requests" });
    expect((await find.findResident(await newStaff(), code)).ok).toBe(true);
  });

  test("what one found opens for nobody else, and not after ten minutes", async () => {
    const { staff, newStaff, code } = await booked();
    const { found } = await opened(staff, code);
    expect(find.openFound(await newStaff(), found)).toEqual([]);
    server.clock.move(server.clock.offset() + 10 * 60_000);
    expect(find.openFound(staff, found)).toEqual([]);
    setTime(server, "9:05");
  });
});

test("the journal notes that the team looked for somebody, found or not, never what was typed", async () => {
  const { staff, code, noted, permanence } = await booked();
  await find.findResident(staff, code);
  await find.findResident(staff, "ZZZZZ8");
  const { checkInAtTheDoor } = await import("#lib/server/queue/check-in-at-the-door.ts");
  await checkInAtTheDoor(staff, permanence, { code: "ZZZZZ7" });
  const entries = await noted("resident-searched");
  expect(entries.map(({ actor, data }) => [actor, data])).toEqual([
    [`staff:${staff.user}`, { found: 1 }],
    [`staff:${staff.user}`, { found: 0 }],
    [`staff:${staff.user}`, { found: 0 }],
  ]);
  expect(
    JSON.stringify(entries, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toMatch(new RegExp(`ZZZZZ|${code}`, "u"));
});

/** Somebody booked with a code, and one of the team who is signed in. */
async function atTheDesk() {
  const here = await neuhof(server);
  setTime(server, "9:00");
  const appointment = await here.booked("10:00");
  await server.db.appointment.update({ where: { id: appointment }, data: { code: "ABC234" } });
  await addContact(server.db, appointment, { name: "<b>Fatima</b>", phone: "+33612345678" });
  const session = crypto.randomUUID();
  await server.db.session.create({
    data: {
      userId: here.staff.user,
      expires: new Date("2099-01-01"),
      sessionToken: createHash("sha256").update(session).digest("base64url"),
    },
  });
  const posts = (form: string, fields: Record<string, string>) =>
    forms[form]!(posted(`/conseiller/donnees/${form}`, fields, { session }), {
      params: Promise.resolve({ locale: "fr" }),
    } as never);
  const found = async (): Promise<string> => {
    const { searchParams } = new URL(
      (await posts("chercher", { code: "abc 234" })).headers.get("location") ?? "",
      "http://x",
    );
    return searchParams.get("trouve") ?? "";
  };
  return { ...here, appointment, posts, found };
}

/** What a refused form leads its sender back with. */
const refusedWith = (answer: Response, { user }: { readonly user: string }) => {
  const address = new URL(answer.headers.get("location") ?? "", "http://x");
  return openTyped(address.searchParams.get("saisie") ?? "", server.clock.now(), user);
};

test("two taps: a code is looked for, then what was found is erased, and the page says so", async () => {
  const { posts, found, appointment } = await atTheDesk();
  const erased = await posts("effacer", { ref: await found() });
  expect([erased.status, erased.headers.get("location")]).toEqual([303, "/conseiller/donnees?fait=residentErased"]);
  expect(await contactOf(server.db, appointment)).toBeNull();
});

test("it is exported as a page to read, with nothing in it that runs, and as JSON, neither kept by the browser", async () => {
  const { posts, found } = await atTheDesk();
  const ref = await found();
  const page = await posts("exporter", { ref, format: "html" });
  expect([page.headers.get("content-disposition"), page.headers.get("cache-control")]).toEqual([
    'attachment; filename="donnees.html"',
    "no-store",
  ]);
  const text = await page.text();
  expect(text).toContain("&lt;b&gt;Fatima&lt;/b&gt;");
  expect(text).toContain("+33612345678");
  expect(text).not.toMatch(/residentFile|<script|<b>/u);
  const json = await posts("exporter", { ref, format: "json" });
  expect(json.headers.get("content-type")).toMatch(/^application\/json/u);
  expect(await json.json()).toMatchObject({ organisation: "Ville", records: expect.any(Array) });
});

test("the page to read is in the language that the person said", async () => {
  const { posts, found, appointment } = await atTheDesk();
  await server.db.appointment.update({ where: { id: appointment }, data: { language: "ar" } });
  const page = await posts("exporter", { ref: await found(), format: "html" });
  expect(await page.text()).toMatch(/<html lang="ar" dir="rtl">[^]*\p{Script=Arabic}/u);
});

test("a code that opens nothing comes back as it was typed, with the reason beside the field", async () => {
  const { posts, staff } = await atTheDesk();
  const refused = refusedWith(await posts("chercher", { code: "ZZZ999" }), staff);
  expect(refused).toEqual({ form: "code", fields: { code: "ZZZ999" }, refusals: { code: "code-unknown" } });
  expect(refusedWith(await posts("chercher", { code: " " }), staff)?.refusals).toEqual({ code: "missing" });
});

test("what was found by somebody else, is too old or was made up is looked for again", async () => {
  const mine = await atTheDesk();
  const other = await atTheDesk();
  for (const ref of [await other.found(), "made-up"])
    for (const form of ["effacer", "exporter"])
      expect([form, refusedWith(await mine.posts(form, { ref, format: "json" }), mine.staff)?.refusals]).toEqual([
        form,
        { code: "state-changed" },
      ]);
  expect(await contactOf(server.db, other.appointment)).not.toBeNull();
});
