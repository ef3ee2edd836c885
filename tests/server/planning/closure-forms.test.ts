import { createHash, randomUUID } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { fieldsOfClosure, readClosureForm } from "#lib/wire/closure-form.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { openTyped } = await import("#lib/server/typed-form.ts");
const { effectOfClosureForm } = await import("#app/[locale]/coordination/fermetures/closure-forms.ts");
const create = await import("#app/[locale]/coordination/fermetures/creer/[acte]/route.ts");
const change = await import("#app/[locale]/coordination/fermetures/[id]/[acte]/route.ts");

afterAll(() => db.$disconnect());

/** A coordinator with a login at a place that holds a half-day on Tuesday 2 March; `posts` answers where a form leads, and what it came back with. */
async function closing() {
  const of = await organisationWithPlace(db);
  const place = await of.placeOf("Médiathèque");
  const { id: halfDay } = await db.permanence.create({
    data: {
      placeId: place.id,
      organisationId: of.id,
      timeZone: "Europe/Paris",
      localDate: new Date("2027-03-02"),
      startsAt: new Date(instantOf("2027-03-02T09:00:00+01:00")),
      endsAt: new Date(instantOf("2027-03-02T12:00:00+01:00")),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      createdAt: new Date(clock.now()),
      updatedAt: new Date(clock.now()),
    },
  });
  const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: of.id } });
  const login = randomUUID();
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await db.session.create({
    data: { userId: of.coordinator.user, expires: new Date("2099-01-01T00:00:00Z"), sessionToken },
  });
  const fields = {
    slug,
    place: place.id,
    from: "2027-03-01",
    end: "known",
    until: "2027-03-05",
    sentence: "Fuite d’eau dans la salle",
  };
  const posts = async (acte: string, sent: Readonly<Record<string, string>>, id?: string) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(sent)) body.append(name, value);
    const headers = { cookie: `session=${login}`, "sec-fetch-site": "same-origin" };
    const request = new Request("http://localhost/x", { method: "POST", body, headers });
    const answer = id
      ? await change.POST(request, { params: Promise.resolve({ locale: "fr", id, acte }) })
      : await create.POST(request, { params: Promise.resolve({ locale: "fr", acte }) });
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost");
    const back = openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), of.coordinator.user);
    return { led, back };
  };
  return { ...of, place, halfDay, fields, posts };
}

test("a closure is typed, looked at, and saved with what was seen; its page lists what is left and opens again", async () => {
  const { id, coordinator, halfDay, fields, posts } = await closing();
  const looked = await posts("voir", fields);
  expect(looked.back).toMatchObject({ form: "fermeture", refusals: {} });
  const { effect } = await effectOfClosureForm(coordinator, looked.back, { organisation: id });
  expect(effect?.halfDays.map(({ permanence, fate }) => [permanence, fate])).toEqual([[halfDay, "is-cancelled"]]);
  const saved = await posts("enregistrer", { ...fields, seen: effect?.version ?? "" });
  expect(saved.led.searchParams.get("fait")).toBe("closureMade");
  const closure = saved.led.pathname.split("/").at(-1) ?? "";
  expect(await db.permanence.findUnique({ where: { id: halfDay } })).toMatchObject({ status: "cancelled" });
  const early = await posts("retablir", { permanence: halfDay }, closure);
  expect(early.back?.refusals).toEqual({ form: "still-shut" });
  const stale = await posts("rouvrir", { seen: "another" }, closure);
  expect(stale.back?.refusals).toEqual({ form: "effect-changed" });
});

test("what is missing is said beside its field, and nothing typed is lost", async () => {
  const { fields, posts } = await closing();
  const { back } = await posts("voir", { ...fields, until: "", sentence: "" });
  expect(back).toMatchObject({ refusals: { until: "missing", sentence: "missing" }, fields: { from: "2027-03-01" } });
  const unknown = await posts("voir", { ...fields, end: "unknown" });
  expect(unknown.back?.refusals).toEqual({ decideOn: "decision-day-missing" });
});

test("a place that was not chosen is asked for, and never means every place", async () => {
  const { id, fields, posts } = await closing();
  const { back } = await posts("enregistrer", { ...fields, place: "" });
  expect(back).toMatchObject({
    refusals: { place: "place-not-chosen" },
    fields: { sentence: "Fuite d’eau dans la salle" },
  });
  expect(await db.closure.count({ where: { organisationId: id } })).toBe(0);
});

test("what somebody else saved since the look is told, and nothing is closed", async () => {
  const { id, fields, posts } = await closing();
  const { back, led } = await posts("enregistrer", { ...fields, seen: "of an earlier look" });
  expect([back?.form, back?.refusals, led.pathname]).toEqual([
    "enregistrer",
    { form: "effect-changed" },
    "/coordination/fermetures/creer",
  ]);
  expect(await db.closure.count({ where: { organisationId: id } })).toBe(0);
});

test("a closure comes back into its form as it was typed", () => {
  const typed = {
    place: "all",
    from: "2027-03-01",
    fromHour: "09:30",
    end: "known",
    until: "2027-03-02",
    untilHour: "",
    decideOn: "",
    sentence: "Travaux",
  };
  const read = readClosureForm(typed);
  expect(read).toMatchObject({ ok: true, body: { fromMinute: 570, untilMinute: 1440 } });
  const moments = { from: { day: "2027-03-01", minute: 570 }, until: { day: "2027-03-02", minute: 1440 } };
  expect({ place: "all", ...fieldsOfClosure({ ...moments, sentence: "Travaux" }) }).toEqual(typed);
  expect(readClosureForm({ ...typed, fromHour: "nine" })).toEqual({ ok: false, refusals: { fromHour: "malformed" } });
});
