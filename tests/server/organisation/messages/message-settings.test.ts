import { createHash, randomUUID } from "node:crypto";
import { at, morningAt, neuhof, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, SMS_GATEWAY: "database", SMS_SENDER: "Aide" });
const { readMessages, readMessageTroubles, saveMessageSettings } =
  await import("#lib/server/organisation/messages/message-settings.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { statementsOf } = await import("#tests/server/booking/statements.ts");
const { POST } = await import("#app/[locale]/coordination/messages/[acte]/route.ts");

afterAll(() => db.$disconnect());

let count = 0;
/** An organisation with an account of that role that signed in. */
async function anOrganisation(role: "coordinator" | "administrator" | "conseiller" = "coordinator") {
  const slug = `ville-${(count += 1)}`;
  const { id } = await db.organisation.create({ data: { slug, name: "Ville", kind: "city", runsPermanences: true } });
  const login = randomUUID();
  const { id: user } = await db.user.create({
    data: {
      email: `${slug}@ville.example`,
      memberships: { create: { organisationId: id, role } },
      sessions: {
        create: {
          expires: new Date("2099-01-01T00:00:00Z"),
          sessionToken: createHash("sha256").update(login).digest("base64url"),
        },
      },
    },
  });
  const actor = { kind: "staff", user, by: "login", roles: [{ organisation: id, role, places: "all" }] } as const;
  const read = async () => {
    const answer = await readMessages(actor, id);
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.value;
  };
  const sendOnce = async (fields: Readonly<Record<string, string>>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ organisation: id, slug, first: "48", last: "2", ...fields }))
      body.append(name, value);
    const request = new Request("http://localhost/coordination/messages/rappels", {
      method: "POST",
      body,
      headers: { cookie: `session=${login}`, "sec-fetch-site": "same-origin" },
    });
    const answer = await POST(request, { params: Promise.resolve({ locale: "fr", acte: "rappels" }) });
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return {
      path: `${to.pathname}?organisation=${to.searchParams.get("organisation")}`,
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), user),
    };
  };
  const send = (fields: Readonly<Record<string, string>>) => asOpened(fields, sendOnce, ({ typed }) => typed);
  const place = async (name: string) => {
    const { id: made } = await db.place.create({
      data: {
        organisationId: id,
        slug: randomUUID(),
        name,
        shortName: name,
        address: "1 rue",
        city: "Strasbourg",
        postalCode: "67100",
        latitude: 48.5,
        longitude: 7.7,
        holidayRegion: "67",
      },
    });
    return made;
  };
  return { id, slug, user, actor, read, send, place };
}

/** An SMS that left at that moment, counted at this place. */
const sms = (organisationId: string, accountId: string, placeId: string, segments: number, sentAt = NOW) =>
  db.outboxMessage.create({
    data: {
      id: randomUUID(),
      organisationId,
      kind: "confirmation",
      causeKind: "appointment",
      causeId: randomUUID(),
      accountId,
      dedupeKey: `confirmation:${randomUUID()}`,
      dueAt: new Date(sentAt),
      createdAt: new Date(sentAt),
      sentAt: new Date(sentAt),
      attempts: 1,
      channel: "sms",
      placeId,
      segments,
    },
  });

test("as long as nothing was set reminders leave 48 and 2 hours before, without a limit", async () => {
  const { read } = await anOrganisation();
  expect((await read()).settings).toEqual({ reminders: { first: 2880, last: 120 } });
});

test.each(["coordinator", "administrator"] as const)(
  "whoever is %s sets them, and the journal notes which, once",
  async (role) => {
    const { id, slug, read, send } = await anOrganisation(role);
    const fields = { first: "none", last: "3", cap: "400" };
    expect(await send(fields)).toMatchObject({ path: `/coordination/messages?organisation=${slug}`, done: "saved" });
    expect((await read()).settings).toEqual({ reminders: { first: "none", last: 180 }, cap: 400 });
    await send(fields);
    expect(await db.journalEntry.findMany({ where: { organisationId: id } })).toMatchObject([
      { act: "organisation-settings-changed", data: { fields: "firstReminder lastReminder smsCap" } },
    ]);
    await send({ ...fields, cap: "" });
    expect((await read()).settings).toEqual({ reminders: { first: "none", last: 180 } });
    // The name of the service stands as it was, that of the organisation.
    expect(await db.organisationSettings.findUnique({ where: { organisationId: id } })).toMatchObject({
      serviceName: "Ville",
    });
  },
);

test("what is booked afterwards has reminders at the new moments, and what was booked before keeps its own", async () => {
  const here = await neuhof(db);
  const roles = [{ organisation: here.organisation, role: "coordinator", places: "all" }] as const;
  const { user } = await anOrganisation();
  const reminders = async (phone: string) => {
    const permanence = await morningAt(db, here, { day: WEEK_AFTER });
    const start = at("10:00", WEEK_AFTER);
    const booked = await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start, onBehalfOf: false, phone },
    );
    if (!booked.ok) throw new Error(booked.refusal);
    await tellAndSend(clock.now(), { mailOf: mailOfAppointment, random: () => 0.5 });
    return async () => {
      const put = await db.outboxMessage.findMany({
        where: { appointmentId: booked.value.id, kind: { endsWith: "reminder" } },
        orderBy: { dueAt: "asc" },
      });
      return put.map(({ kind, dueAt }) => [kind, (start - dueAt.getTime()) / 3_600_000]);
    };
  };
  const before = await reminders("+33611000091");
  const change = { reminders: { first: "none", last: 180 } } as const;
  const saved = await saveMessageSettings(
    { kind: "staff", user, by: "login", roles },
    { organisation: here.organisation, change },
  );
  expect(saved.ok).toBe(true);
  const after = await reminders("+33611000092");
  expect(await before()).toEqual([
    ["first-reminder", 48],
    ["last-reminder", 2],
  ]);
  expect(await after()).toEqual([["last-reminder", 3]]);
});

test("what cannot be set comes back as it was typed, each reason beside its field, and nothing is changed", async () => {
  const { read, send } = await anOrganisation();
  const { done, typed } = await send({ first: "8", last: "4", cap: "beaucoup" });
  expect(done).toBeNull();
  expect(typed).toMatchObject({
    form: "rappels",
    fields: { first: "8", last: "4", cap: "beaucoup" },
    refusals: { last: "reminders-too-close", cap: "no-such-limit" },
  });
  expect((await read()).settings).toEqual({ reminders: { first: 2880, last: 120 } });
});

test("a form without the limit, as it is without a contract, leaves it as it stands", async () => {
  const { read, send } = await anOrganisation();
  await send({ cap: "400" });
  await send({ last: "1" });
  expect((await read()).settings).toEqual({ reminders: { first: 2880, last: 60 }, cap: 400 });
});

test("whoever has no right there sets and reads nothing, also a coordinator of some places and of another organisation", async () => {
  const { id, actor } = await anOrganisation();
  const other = await anOrganisation();
  const conseiller = await anOrganisation("conseiller");
  const narrowed = { ...actor, roles: [{ organisation: id, role: "coordinator", places: ["one"] }] } as const;
  const change = { reminders: { first: "none", last: "none" } } as const;
  for (const [who, organisation] of [
    [other.actor, id],
    [narrowed, id],
    [conseiller.actor, conseiller.id],
    [{ kind: "anonymous" }, id],
  ] as const) {
    expect(await saveMessageSettings(who, { organisation, change })).toMatchObject({ refusal: "not-allowed" });
    expect(await readMessages(who, organisation)).toMatchObject({ refusal: "not-allowed" });
    expect(await readMessageTroubles(who, organisation)).toBeUndefined();
  }
});

test("the SMS of this month stand by place in segments, the fullest first, those of last month and of another organisation not", async () => {
  const { id, user, actor, read, send, place } = await anOrganisation();
  const other = await anOrganisation();
  const few = await place("Peu");
  const near = await place("Bientôt");
  const full = await place("Plein");
  const unused = await place("Sans");
  const elsewhere = await other.place("Ailleurs");
  await send({ cap: "10" });
  await sms(id, user, few, 1);
  await sms(id, user, near, 6);
  await sms(id, user, near, 2);
  await sms(id, user, full, 10);
  await sms(id, user, few, 9, "2026-10-31T23:30:00+01:00");
  await sms(other.id, other.user, elsewhere, 10);
  expect((await read()).places).toEqual([
    { place: "Plein", used: 10, standing: "reached" },
    { place: "Bientôt", used: 8, standing: "near" },
    { place: "Peu", used: 1, standing: "within" },
  ]);
  expect(unused).toBeDefined();
  expect(await readMessageTroubles(actor, id)).toEqual({ near: 1, reached: 1, ofDay: 0, notSent: 0 });
});

test("as many statements for sixty places as for one", async () => {
  const one = await anOrganisation();
  await sms(one.id, one.user, await one.place("Seul"), 1);
  await one.send({ cap: "10" });
  const many = await anOrganisation();
  for (let each = 0; each < 60; each += 1) await sms(many.id, many.user, await many.place(`Lieu ${each}`), 1);
  await many.send({ cap: "10" });
  const of = async (work: () => Promise<unknown>) => (await statementsOf(work)).length;
  expect(await of(() => many.read())).toBe(await of(() => one.read()));
  expect(await of(() => readMessageTroubles(many.actor, many.id))).toBe(
    await of(() => readMessageTroubles(one.actor, one.id)),
  );
  expect((await many.read()).places).toHaveLength(60);
});
