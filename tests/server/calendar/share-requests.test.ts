import { randomUUID } from "node:crypto";
import { makeShareBody } from "#lib/wire/share.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, type Giver } from "./calendars.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-05-10T08:00:00Z", APP_URL: "https://permanences.example" });
const { listShareRequests, refuseShareRequest } = await import("#lib/server/calendar/share-requests.ts");
const { readGivenShare } = await import("#lib/server/calendar/given-shares.ts");
const { makeShare } = await import("#lib/server/calendar/make-share.ts");
const { EVERYBODY, openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST } = await import("#app/[locale]/agenda/demander/envoyer/route.ts");

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
  expect([led.pathname, led.searchParams.has("fait")]).toEqual(["/agenda/demander", true]);
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

test("the page that follows is told who was asked, so that it can name them", async () => {
  expect((await sent()).searchParams.get("a")).toBe(slug);
});

test("sent twice with the same key it is kept once", async () => {
  const key = randomUUID();
  await Promise.all([sent({ key }), sent({ key })]);
  expect(await waiting()).toHaveLength(1);
});

test("one operator is sent twenty a day from anywhere, a repeated one aside; the next is told to wait, and another operator is asked all the same", async () => {
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
  [{ email: "accueil" }, "email", "no-such-email"],
  [{ email: "", phone: "123" }, "phone", "no-such-phone"],
  [{ purpose: "" }, "purpose", "missing"],
  [{ purpose: "Le 2 84 05 67 482 159 75 demande" }, "purpose", "personal-number-refused"],
  [{ organisation: "nulle-part" }, "organisation", "not-found"],
])("%j is refused beside its field, and what was typed stands there again", async (fields, field, refusal) => {
  const typed = refusalsIn(await sent(fields));
  expect(typed?.refusals).toEqual({ [field]: refusal });
  expect(typed?.fields).toMatchObject({ ...FIELDS, ...fields });
  expect(await waiting()).toEqual([]);
});

test("the form of an operator’s own pages leads back to them", async () => {
  expect((await sent({ chez: slug })).pathname).toBe(`/chez/${slug}/agenda/demander`);
  expect((await sent({ chez: "../x" })).pathname).toBe("/agenda/demander");
});

test("a request that is refused, or accepted by a share, waits no longer; a share of another operator answers none", async () => {
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
