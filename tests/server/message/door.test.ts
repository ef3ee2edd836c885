import { mailboxes } from "./phone-store.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "#tests/server/planning/assignments/planned.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { holdAgain } = await import("#lib/server/planning/disruption/hold-again.ts");
const { settleOwn } = await import("#lib/server/planning/disruption/settle-own.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");
const { removePlaceContact } = await import("#lib/server/place/place-contacts.ts");
const { readPlace } = await import("#lib/server/place/read-places.ts");
const { readDoorNotice } = await import("#lib/server/schedule/read-door-notice.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { openLink } = await import("#lib/server/message/short-links.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");

const START = on("02-25 10:00");
const { moveTo, waitFor } = movedClock(clock);
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(START) } });
  await db.$executeRaw`UPDATE door_change SET look_at = NULL`;
  moveTo(START);
});

const AT_DESK = "accueil@mairie.example";

/** An organisation with a half-day ahead, somebody on site who is written to, and their mailbox. */
async function withContact(more: object = {}) {
  const here = await planned(db);
  const organisation = here.organisation.id;
  const { sender: mail, mails, meanwhile } = mailboxes();
  const contact = (contact: object = {}, placeId: string = here.neuhof.id) =>
    db.placeContact.create({ data: { placeId, roleName: "Accueil", email: AT_DESK, ...contact } });
  const send = () => tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
  /** What has come to contacts since it was asked last: the subjects. */
  const read = async () => {
    await send();
    waitFor(6);
    await send();
    return mails.splice(0).map(({ subject }) => subject);
  };
  const cancel = async (permanence = here.permanence) => {
    const done = await cancelPermanence(here.coordinator, { permanence, preview: false, reason: "Travaux" });
    if (!done.ok) throw new Error(done.refusal);
  };
  const hold = async (permanence = here.permanence) => {
    const done = await holdAgain(here.coordinator, { permanence, preview: false });
    if (!done.ok) throw new Error(done.refusal);
  };
  const endEarly = async (at = monday("11:00"), permanence = here.permanence) => {
    const declared = { kind: "ends-early", at } as const;
    const done = await settleOwn(here.coordinator, { permanence, declared, reason: "", preview: false });
    if (!done.ok) throw new Error(done.refusal);
  };
  const close = async (from: string, until: string) => {
    const body = closureBody.parse({ place: here.neuhof.id, from, until, sentence: "Travaux." });
    const done = await saveClosure(here.coordinator, { organisation, body, preview: false });
    if (!done.ok) throw new Error(done.refusal);
    return done.value.closure;
  };
  const other = async (day: string, place = here.neuhof) => (await here.halfDay(place, on(`${day} 09:00`))).id;
  const first = await contact(more);
  return {
    ...here,
    organisation,
    contact,
    first,
    mails,
    meanwhile,
    send,
    read,
    cancel,
    hold,
    endEarly,
    close,
    other,
  };
}

const HANG = expect.stringMatching(/^À mettre sur la porte\s: /u) as string;
const TAKE_OFF = expect.stringMatching(/^À enlever de la porte\s: /u) as string;
const REPLACE = expect.stringMatching(/^À remplacer sur la porte\s: /u) as string;

test("a half-day that is cancelled is mailed to the contact on site once it has settled, with a link to the notice that opens without signing in", async () => {
  const { cancel, send, mails, neuhof } = await withContact();
  await cancel();
  await send();
  expect(mails).toEqual([]);
  waitFor(5);
  await send();
  expect(mails).toMatchObject([{ to: AT_DESK, subject: HANG }]);
  expect(mails[0]?.text).toMatch(/Lundi 1er mars, de 9\sh à 12\sh\s+Pas d’aide numérique\./u);
  const [, link = ""] = /\/r\/([a-z0-9]{12})/u.exec(mails[0]?.text ?? "") ?? [];
  expect(await openLink(link)).toEqual({ page: "avis", place: neuhof.slug });
  moveTo(on("03-02 11:59"));
  expect(await openLink(link)).toBeDefined();
  moveTo(on("03-02 12:00"));
  expect(await openLink(link)).toBeUndefined();
});

test("what is cancelled and held again before it was told tells nobody; told, they are asked to take the sheet off", async () => {
  const { cancel, hold, read } = await withContact();
  await cancel();
  await hold();
  expect(await read()).toEqual([]);
  await cancel();
  expect(await read()).toEqual([HANG]);
  await hold();
  expect(await read()).toEqual([TAKE_OFF]);
});

test("of one that ends early the mail says until when, and it is told once", async () => {
  const { endEarly, mails, send } = await withContact();
  moveTo(monday("08:00"));
  await endEarly();
  await send();
  expect(mails[0]?.text).toMatch(/Lundi 1er mars, de 9\sh à 12\sh\s+Ce sera de 9\sh à 11\sh\./u);
  waitFor(10);
  await send();
  expect(mails).toHaveLength(1);
});

test("several that are cancelled are one mail a contact, which names each", async () => {
  const { cancel, other, mails, send, contact } = await withContact();
  await contact({ email: "gardien@mairie.example" });
  await cancel(await other("03-02"));
  await send();
  await cancel();
  waitFor(6);
  await send();
  expect(mails.map(({ to }) => to).sort()).toEqual([AT_DESK, "gardien@mairie.example"]);
  expect(mails[0]?.text).toMatch(/1er mars[\s\S]*2 mars/u);
});

test("one that is held after all while another is not replaces the sheet", async () => {
  const { cancel, hold, other, read, mails, send } = await withContact();
  await cancel();
  await cancel(await other("03-02"));
  expect(await read()).toEqual([HANG]);
  await hold();
  waitFor(1);
  await send();
  waitFor(6);
  await send();
  expect(mails.splice(0)).toMatchObject([
    { subject: REPLACE, text: expect.stringContaining("Enlevez l’ancien.") as string },
  ]);
});

test("a contact without e-mail, one of another place and one of a place that no page shows are sent nothing", async () => {
  const { cancel, read, contact, meinau, other } = await withContact({ email: null, phone: "+33388123456" });
  await contact({ email: "meinau@mairie.example" }, meinau.id);
  await cancel();
  expect(await read()).toEqual([]);
  await db.place.update({ where: { id: meinau.id }, data: { hidden: true } });
  await cancel(await other("03-02", meinau));
  expect(await read()).toEqual([]);
});

test("what is further ahead than the notice speaks is told on the day on which it does", async () => {
  const { cancel, read, other } = await withContact();
  await cancel(await other("03-18"));
  expect(await read()).toEqual([]);
  moveTo(on("03-04 23:59"));
  expect(await read()).toEqual([]);
  moveTo(on("03-05 08:00"));
  expect(await read()).toEqual([HANG]);
});

test("a closure is told once: the notice says until when, also for its later half-days", async () => {
  const { close, read, other, cancel } = await withContact();
  for (const day of ["03-08", "03-15", "03-22", "03-29"]) await other(day);
  await close("2027-03-01", "2027-03-23");
  expect(await read()).toEqual([HANG]);
  moveTo(on("03-15 09:00"));
  expect(await read()).toEqual([]);
  await cancel(await other("03-24"));
  expect(await read()).toEqual([HANG]);
});

test("other hours that a change gives further ahead are for the poster, and tell nobody", async () => {
  const { read, other, endEarly } = await withContact();
  const far = await other("03-18");
  await endEarly(on("03-18 11:00"), far);
  expect(await read()).toEqual([]);
  moveTo(on("03-10 09:00"));
  expect(await read()).toEqual([]);
  await endEarly(on("03-18 10:30"), far);
  expect(await read()).toEqual([HANG]);
});

test("what a series that ended has no longer, further ahead than the notice speaks, is for the poster and tells nobody", async () => {
  const { cancel, read, other, neuhof, organisation } = await withContact();
  const far = await other("03-18");
  const series = await db.series.create({
    data: {
      placeId: neuhof.id,
      organisationId: organisation,
      weekday: 4,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2027-01-01"),
      untilDate: new Date("2027-03-17"),
      desks: 1,
      bookableLanes: 0,
      windows: [{ from: 0, to: 180, mode: "walk-in" }],
    },
  });
  await db.permanence.update({
    where: { id: far },
    data: { seriesId: series.id, originalDate: new Date("2027-03-18") },
  });
  await cancel(far);
  expect(await read()).toEqual([]);
  moveTo(on("03-10 09:00"));
  expect(await read()).toEqual([]);
});

test("a contact who is removed while a mail waits gets none, and what they were told goes with them", async () => {
  const { cancel, read, first, neuhof, organisation } = await withContact();
  await cancel();
  await read();
  const administrator = {
    kind: "staff",
    user: (await db.user.create({ data: { email: `${crypto.randomUUID()}@exemple.fr` } })).id,
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  } as const;
  expect(await removePlaceContact(administrator, neuhof.id, first.id)).toMatchObject({ ok: true });
  expect(await db.doorTold.count({ where: { contactId: first.id } })).toBe(0);
  expect(await db.outboxMessage.count({ where: { contactId: first.id } })).toBe(0);
  expect(await read()).toEqual([]);
});

test("the notice that the link opens says what the mail says: who is not there, at which other hours, and where one is held instead", async () => {
  const { cancel, endEarly, other, neuhof, meinau, permanence } = await withContact();
  const shorter = await other("03-02");
  const taken = await other("03-03");
  await endEarly();
  await cancel();
  await endEarly(on("03-02 11:00"), shorter);
  await db.permanence.update({ where: { id: taken }, data: { placeId: meinau.id } });
  const place = await readPlace(neuhof.slug);
  if (!place) throw new Error("There is no such place.");
  const { notHeld, otherHours, until } = await readDoorNotice(place);
  // Of one that was shortened and then cancelled it says the hours of the door.
  expect(notHeld).toMatchObject([
    { id: permanence, span: { end: monday("12:00") } },
    { id: taken, movedTo: { elsewhere: meinau.name } },
  ]);
  expect(otherHours).toMatchObject([
    { id: shorter, planned: { end: on("03-02 12:00") }, span: { end: on("03-02 11:00") } },
  ]);
  expect(until).toBe("2027-03-03");
});

test("what is held again and answered while other mails are on their way is not told any more", async () => {
  const { cancel, hold, contact, send, mails, meanwhile } = await withContact();
  for (let nth = 0; nth < 8; nth += 1) await contact({ email: `c${nth}@mairie.example` });
  await cancel();
  meanwhile(() => hold());
  await send();
  waitFor(5);
  await send();
  const hangs = mails.splice(0).filter(({ subject }) => subject.startsWith("À mettre"));
  // Four leave at a time at most, and were on their way; these contacts are told the truth after it.
  expect(hangs.length).toBeLessThanOrEqual(4);
  expect(hangs.length).toBeGreaterThan(0);
  waitFor(6);
  await send();
  expect(mails.map(({ to }) => to).sort()).toEqual(hangs.map(({ to }) => to).sort());
  expect(mails.every(({ subject }) => subject.startsWith("À enlever"))).toBe(true);
});

test("whoever becomes a contact while a notice is to hang is told of it, and nobody else again", async () => {
  const { cancel, contact, read, mails, send } = await withContact();
  await cancel();
  expect(await read()).toEqual([HANG]);
  await contact({ email: "gardien@mairie.example" });
  await send();
  waitFor(6);
  await send();
  expect(mails).toMatchObject([{ to: "gardien@mairie.example", subject: HANG }]);
});

test("two processes tell each contact once", async () => {
  const { cancel, send, mails } = await withContact();
  await cancel();
  await Promise.all([send(), send()]);
  waitFor(6);
  await Promise.all([send(), send(), send()]);
  expect(mails).toHaveLength(1);
});
