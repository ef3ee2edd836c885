import { randomUUID } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { makeShareBody } from "#lib/wire/calendar/share.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { mailboxes } from "#tests/server/message/phone-store.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, type Giver } from "./calendars.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-05-10T10:00:00+02:00",
  APP_URL: "https://permanences.example",
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "Permanences <permanences@exemple.fr>",
  LOG_LEVEL: "silent",
});
const { askForShare, listShareRequests, refuseShareRequest } = await import("#lib/server/calendar/share-requests.ts");
const { readGivenShare } = await import("#lib/server/calendar/given-shares.ts");
const { makeShare } = await import("#lib/server/calendar/make-share.ts");
const { EVERYBODY, openTyped } = await import("#lib/server/typed-form.ts");
const { shareRequestsToMail } = await import("#lib/server/calendar/mail-of-share-request.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { messagesNotSent } = await import("#lib/server/organisation/messages/messages-not-sent.ts");
const { sendDue } = await import("#lib/server/message/send-due.ts");
const { POST } = await import("#app/[locale]/(site)/agenda/demander/envoyer/route.ts");

const { moveTo } = movedClock(clock);
let city: Giver;
let slug: string;
beforeEach(async () => {
  city = await giver(db);
  ({ slug } = await db.organisation.findUniqueOrThrow({ where: { id: city.organisation } }));
});
afterAll(() => db.$disconnect());

const coordinator = (organisation = city.organisation) =>
  ({
    kind: "staff",
    user: randomUUID(),
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  }) as const;

const FIELDS = { sender: "CAF du Bas-Rhin", email: "Accueil@caf.example", phone: "", purpose: "Dire où aller." };
async function sent(fields: Record<string, string> = {}): Promise<URL> {
  const body = new URLSearchParams({ organisation: slug, ...FIELDS, ...fields });
  const answer = await POST(
    new Request("https://permanences.example/agenda/demander/envoyer", {
      method: "POST",
      body: body.toString(),
      headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded" },
    }),
    { params: Promise.resolve({ locale: "fr" }) },
  );
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get("location") ?? "", "https://permanences.example");
}
const refusalsIn = (led: URL) => openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), EVERYBODY);
const waiting = async () => {
  const list = await listShareRequests(coordinator(), city.organisation);
  return list.ok ? list.value : [];
};

test("what a partner asks for is kept for whoever shares that calendar, and nobody else", async () => {
  const led = await sent();
  expect([led.pathname, led.searchParams.has("fait"), led.searchParams.get("a")]).toEqual([
    "/agenda/demander",
    true,
    slug,
  ]);
  expect(await waiting()).toMatchObject([
    { sender: "CAF du Bas-Rhin", email: "accueil@caf.example", purpose: "Dire où aller." },
  ]);
  const stranger = coordinator((await giver(db)).organisation);
  expect(await listShareRequests(stranger, city.organisation)).toMatchObject({ refusal: "not-allowed" });
  const [request] = await waiting();
  expect(await refuseShareRequest(stranger, request?.id ?? "")).toMatchObject({ refusal: "not-allowed" });
  expect(await db.journalEntry.findMany({ where: { organisationId: city.organisation } })).toMatchObject([
    { act: "share-asked", actor: "anonymous" },
  ]);
});

test("sent twice with the same key it is kept once", async () => {
  const key = randomUUID();
  await Promise.all([sent({ key }), sent({ key })]);
  expect(await waiting()).toHaveLength(1);
});

test("one organisation is sent twenty a day from anywhere, a repeated one aside; the next is told to wait, and another organisation is asked all the same", async () => {
  const key = randomUUID();
  for (const number of Array(18).keys()) await sent({ sender: `CAF ${number}` });
  for (const [fields, how] of [
    [{ key }, "fait"],
    [{ key }, "fait"],
    [{}, "fait"],
    [{}, "saisie"],
    [{ key }, "fait"],
  ] as const)
    expect((await sent(fields)).searchParams.has(how)).toBe(true);
  const typed = refusalsIn(await sent({ sender: "Association" }));
  expect(typed).toMatchObject({ refusals: { form: "asked-too-often" }, fields: { sender: "Association" } });
  expect(await waiting()).toHaveLength(20);
  const other = await db.organisation.findUniqueOrThrow({ where: { id: (await giver(db)).organisation } });
  expect((await sent({ organisation: other.slug })).searchParams.has("fait")).toBe(true);
});

test.each([
  [{ sender: "" }, "sender", "missing"],
  [{ email: "", phone: "" }, "email", "no-way-to-reach"],
  [{ purpose: "Le 2 84 05 67 482 159 75 demande" }, "purpose", "personal-number-refused"],
  [{ organisation: "nulle-part" }, "organisation", "not-found"],
])("%j is refused beside its field, and what was typed stands there again", async (fields, field, refusal) => {
  const typed = refusalsIn(await sent(fields));
  expect(typed?.refusals).toEqual({ [field]: refusal });
  expect(typed?.fields).toMatchObject({ ...FIELDS, ...fields });
  expect(await waiting()).toEqual([]);
});

test("the form of an organisation’s own pages leads back to them", async () => {
  expect((await sent({ chez: slug })).pathname).toBe(`/chez/${slug}/agenda/demander`);
  expect((await sent({ chez: "../x" })).pathname).toBe("/agenda/demander");
});

test("a request that is refused, or accepted by a share, waits no longer; a share of another organisation answers none", async () => {
  await sent();
  await sent({ sender: "Association" });
  const [first, second] = await waiting();
  expect(await refuseShareRequest(coordinator(), second?.id ?? "")).toEqual({ ok: true });
  expect((await waiting()).map(({ id }) => id)).toEqual([first?.id]);
  const accepts = (organisation: string) =>
    makeShareBody.parse({
      organisation,
      receiver: { name: "CAF du Bas-Rhin", kind: "caf" },
      name: "CAF",
      level: "open-hours",
      shows: { by: "places", places: "every" },
      request: first?.id,
    });
  const other = (await giver(db)).organisation;
  await makeShare(coordinator(other), accepts(other));
  expect(await waiting()).toHaveLength(1);
  await makeShare(coordinator(), accepts(city.organisation));
  expect(await waiting()).toEqual([]);
  const rows = await db.shareRequest.findMany({ where: { organisationId: city.organisation }, orderBy: { id: "asc" } });
  const own = await db.calendarShare.findFirstOrThrow({ where: { giverId: city.organisation } });
  expect(rows.map(({ shareId }) => shareId)).toEqual([own.id, null]);
  expect(rows.map(({ accepted }) => accepted)).toEqual([true, false]);
  const acts = await db.journalEntry.findMany({ where: { organisationId: city.organisation }, orderBy: { id: "asc" } });
  expect(acts.map(({ act }) => act)).toEqual(["share-asked", "share-asked", "share-request-refused", "share-made"]);
});

test("the share says who asked for it, how to reach them and what for, until the request is erased", async () => {
  await sent({ phone: "03 88 00 00 00" });
  const [request] = await waiting();
  const made = await makeShare(
    coordinator(),
    makeShareBody.parse({
      organisation: city.organisation,
      receiver: { name: "CAF", kind: "caf" },
      name: "CAF",
      level: "open-hours",
      shows: { by: "places", places: "every" },
      request: request?.id,
    }),
  );
  if (!made.ok) throw new Error(made.refusal);
  expect(await readGivenShare(coordinator(), made.value.id)).toMatchObject({
    value: {
      askedBy: {
        sender: "CAF du Bas-Rhin",
        email: "accueil@caf.example",
        phone: "+33388000000",
        purpose: "Dire où aller.",
      },
    },
  });
  await db.shareRequest.deleteMany({ where: { organisationId: city.organisation } });
  const later = await readGivenShare(coordinator(), made.value.id);
  expect(later.ok && "askedBy" in later.value).toBe(false);
});

describe("the mails that tell of a request", () => {
  beforeEach(async () => {
    await db.outboxMessage.deleteMany();
    moveTo(instantOf("2027-05-10T10:00:00+02:00"));
  });

  /** An organisation that a partner asks for its calendar, and mailboxes of its team. */
  async function asked() {
    const town = await organisationWithPlace(db);
    await town.joins("conseiller");
    await town.joins("coordinator", { everyPlace: false });
    await town.joins("administrator", { endsAt: new Date(clock.now() - 1) });
    const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: town.id }, select: { slug: true } });
    const wanted = {
      organisation: slug,
      sender: "CAF du Bas-Rhin",
      email: "accueil@caf.example",
      phone: "",
      purpose: "",
    };
    const done = await askForShare(wanted, randomUUID());
    if (!done.ok) throw new Error(done.refusal);
    const { id: request } = await db.shareRequest.findFirstOrThrow({ where: { organisationId: town.id } });
    const { sender: mail, mails, answers } = mailboxes();
    const send = () =>
      sendDue({ mail, mailOf: mailOfAppointment, lettersOfTeam: shareRequestsToMail, random: () => 0.5 });
    const refused = () => refuseShareRequest(town.coordinator, request);
    return { ...town, request, mails, answers, send, refused };
  }

  test("whoever may share the calendar at every place is told, and the mail names the organisation that asks and no person", async () => {
    const { mails, send, coordinator, administrator } = await asked();
    const emails = await db.user.findMany({ where: { id: { in: [coordinator.user, administrator.user] } } });
    await send();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(emails.map(({ email }) => email).toSorted());
    expect(mails[0]).toMatchObject({ from: { name: "Ville de Rennes", address: "permanences@exemple.fr" } });
    expect(mails[0]?.text).toContain("CAF du Bas-Rhin");
    expect(mails[0]?.text).toContain("https://permanences.example/coordination/partages");
    expect(JSON.stringify(mails)).not.toContain("accueil@caf.example");
  });

  test("nobody waits for it, so it keeps the quiet hours", async () => {
    moveTo(instantOf("2027-05-10T22:00:00+02:00"));
    const { mails, send } = await asked();
    await send();
    expect(mails).toEqual([]);
    moveTo(instantOf("2027-05-11T08:00:00+02:00"));
    await send();
    expect(mails).toHaveLength(2);
  });

  test("once somebody has answered, nobody else is told, and nothing stands among what never left", async () => {
    const { id, mails, answers, send, refused } = await asked();
    answers.push({ kind: "refused", reason: "bad-recipient", code: "smtp-550" });
    await send();
    expect(mails).toHaveLength(1);
    expect(await messagesNotSent(id, clock.now())).toMatchObject([{ kind: "share-asked", why: "refused" }]);
    await refused();
    expect(await messagesNotSent(id, clock.now())).toEqual([]);
    const other = await asked();
    await other.refused();
    await other.send();
    expect(other.mails).toEqual([]);
  });

  test("whose role has ended meanwhile is not told", async () => {
    const { mails, send, coordinator } = await asked();
    await db.membership.updateMany({ where: { userId: coordinator.user }, data: { endsAt: new Date(clock.now()) } });
    await send();
    expect(mails).toHaveLength(1);
  });
});
