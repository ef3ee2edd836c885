import { createHash, randomUUID } from "node:crypto";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, planned } from "./assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T07:30:00+01:00", LOG_LEVEL: "silent" });
const { openTyped } = await import("#lib/server/typed-form.ts");
const { effectOfAbsenceForm } = await import("#app/[locale]/coordination/equipe/absence-forms.ts");
const { readAbsences, readTeamWeek } = await import("#lib/server/planning/absences/read-absences.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const ofTeam = await import("#app/[locale]/coordination/equipe/[account]/absence/[acte]/route.ts");
const own = await import("#app/[locale]/conseiller/absence/[acte]/route.ts");

afterAll(() => db.$disconnect());

/** An operator with Awa planned on Monday from 9 to 12, and its coordinator signed in; `posts` answers where a form leads and what it came back with. */
async function team() {
  const here = await planned(db);
  const { slug, id: organisation } = here.organisation;
  const awa = await here.person("Awa");
  await assign(here.coordinator, { permanence: here.permanence, account: awa });
  await db.membership.create({
    data: { userId: here.coordinator.user, organisationId: organisation, role: "coordinator" },
  });
  const loginOf = async (userId: string) => {
    const login = randomUUID();
    const sessionToken = createHash("sha256").update(login).digest("base64url");
    await db.session.create({ data: { userId, expires: new Date("2099-01-01T00:00:00Z"), sessionToken } });
    return login;
  };
  const posts = async (
    acte: string,
    sent: Readonly<Record<string, string>>,
    { as = here.coordinator.user, query = "", self = false } = {},
  ) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ slug, ...sent })) body.append(name, value);
    const headers = { cookie: `session=${await loginOf(as)}`, "sec-fetch-site": "same-origin" };
    const request = new Request(`http://localhost/x${query}`, { method: "POST", body, headers });
    const answer = self
      ? await own.POST(request, { params: Promise.resolve({ locale: "fr", acte }) })
      : await ofTeam.POST(request, { params: Promise.resolve({ locale: "fr", account: awa, acte }) });
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return { led, back: openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), as) };
  };
  const whose = { organisation, account: awa };
  const looks = async (sent: Readonly<Record<string, string>>) => {
    const { back } = await posts("voir", sent);
    return effectOfAbsenceForm(here.coordinator, back, whose);
  };
  const stands = () => db.absence.count({ where: { conseillerId: awa } });
  return { ...here, slug, organisation, awa, whose, posts, looks, stands };
}

test("an absence is looked at by the button of its days, then noted with what was seen", async () => {
  const { looks, posts, stands, permanence, awa } = await team();
  const looked = await looks({ when: "today" });
  expect(looked.effect?.days).toEqual({ from: "2027-03-01", until: "2027-03-01", part: "day" });
  expect(looked.effect?.effect.halfDays.map((one) => [one.permanence, one.nobody])).toEqual([[permanence, true]]);
  expect(await stands()).toBe(0);
  const seen = looked.effect?.effect.version ?? "";
  const { led } = await posts("enregistrer", { when: "today", seen });
  expect([led.pathname, led.searchParams.get("fait")]).toEqual([`/coordination/equipe/${awa}/absence`, "absenceNoted"]);
  expect(await stands()).toBe(1);
});

test("once it is taken back, it says whether a half-day of these hours stays cancelled", async () => {
  const { posts, awa, permanence, coordinator, away } = await team();
  const removed = async () => {
    const { id } = await away(awa, monday("08:00"), monday("18:00"));
    return (await posts("retirer", { absence: id })).led.searchParams.get("fait");
  };
  expect(await removed()).toBe("absenceRemoved");
  await cancelPermanence(coordinator, { permanence, preview: false, reason: "Travaux" });
  expect(await removed()).toBe("absenceRemovedCancelled");
});

test("beside a week its forms lead back to that week and that person", async () => {
  const { posts, awa, slug } = await team();
  const { led } = await posts(
    "voir",
    { when: "today" },
    { query: `?organisation=${slug}&semaine=2027-03-01&langue=ar` },
  );
  expect(led.pathname).toBe("/coordination/equipe/semaine");
  expect(Object.fromEntries(led.searchParams)).toMatchObject({ semaine: "2027-03-01", personne: awa, langue: "ar" });
});

test("what is wrong is said beside its field, and what was typed comes back", async () => {
  const { posts, looks } = await team();
  const { back } = await posts("voir", { when: "days", from: "2027-03-05", until: "2027-03-04" });
  expect(back).toMatchObject({
    form: "absence",
    fields: { from: "2027-03-05", until: "2027-03-04" },
    refusals: { until: "ends-before-it-begins" },
  });
  const past = await looks({ when: "days", from: "2027-02-01", until: "2027-03-04" });
  expect(past).toMatchObject({ sentence: { refusals: { from: "begins-in-the-past" } } });
  expect(past.effect).toBeUndefined();
});

test("what changed since the look is told, and nothing is noted; what is noted already too", async () => {
  const { posts, stands } = await team();
  const stale = await posts("enregistrer", { when: "today", seen: "of an earlier look" });
  expect([stale.back?.refusals, await stands()]).toEqual([{ form: "effect-changed" }, 0]);
  expect((await posts("enregistrer", { when: "today" })).back?.refusals).toEqual({ form: "effect-changed" });
});

test("of two coordinators who looked at one absence, whoever comes second is told, in both orders", async () => {
  for (const [first, second] of [
    ["today", "week"],
    ["week", "today"],
  ] as const) {
    const { posts, looks, stands } = await team();
    const seen = async (when: string) => (await looks({ when })).effect?.effect.version ?? "";
    const [ofFirst, ofSecond] = [await seen(first), await seen(second)];
    const one = await posts("enregistrer", { when: first, seen: ofFirst });
    expect(one.led.searchParams.get("fait")).toBe("absenceNoted");
    const other = await posts("enregistrer", { when: second, seen: ofSecond });
    expect(other.back?.refusals).toEqual({ form: second === "week" ? "effect-changed" : "away-already" });
    expect(await stands()).toBe(1);
  }
});

test("an absence is changed and taken back from its list", async () => {
  const { posts, looks, stands, whose, coordinator } = await team();
  const seen = (await looks({ when: "tomorrow" })).effect?.effect.version ?? "";
  await posts("enregistrer", { when: "tomorrow", seen });
  const list = async () => {
    const read = await readAbsences(coordinator, whose);
    return read.ok ? read.value.absences : [];
  };
  const [noted] = await list();
  expect(noted).toMatchObject({ own: true, begun: false });
  const change = { when: "days", absence: noted?.id ?? "", from: "2027-03-04", until: "2027-03-05" };
  const looked = await looks(change);
  const { led } = await posts("enregistrer", { ...change, seen: looked.effect?.effect.version ?? "" });
  expect(led.searchParams.get("fait")).toBe("absenceChanged");
  expect(await stands()).toBe(1);
  expect((await posts("retirer", { absence: noted?.id ?? "" })).led.searchParams.get("fait")).toBe("absenceRemoved");
  expect(await list()).toEqual([]);
  expect((await posts("retirer", { absence: noted?.id ?? "" })).back?.refusals).toEqual({ form: "not-found" });
  expect((await posts("autre", { when: "today" })).back?.refusals).toEqual({ form: "malformed" });
});

test("a conseiller notes their own from their phone, reads whom to call, and nobody else's", async () => {
  const { posts, awa, looks, whose, person, stands } = await team();
  const seen = (await looks({ when: "today" })).effect?.effect.version ?? "";
  const { led } = await posts("enregistrer", { when: "today", seen }, { as: awa, self: true });
  expect([led.pathname, led.searchParams.get("fait")]).toEqual(["/conseiller/absence", "absenceNoted"]);
  expect(await stands()).toBe(1);
  const actor = {
    kind: "staff",
    user: awa,
    by: "login",
    roles: [{ ...whose, role: "conseiller", places: "all" }],
  } as const;
  expect(await readAbsences(actor, whose)).toMatchObject({ value: { name: "Awa", coordinators: ["Coordination"] } });
  const bo = await person("Bo");
  expect((await posts("voir", { when: "today" }, { as: bo })).back?.refusals).toEqual({ form: "not-allowed" });
  expect(await readAbsences({ ...actor, user: bo }, whose)).toMatchObject({ refusal: "not-allowed" });
});

test("the week of a team has its people by name, what comes next, their hours and absences", async () => {
  const { coordinator, organisation, awa, away, person, halfDay, meinau, permanence } = await team();
  await person("Zoe", "civic-service");
  await person("Rio", "reception");
  const cancelled = await halfDay(meinau, monday("14:00"));
  await away(awa, monday("14:00"), monday("18:00"));
  const read = await readTeamWeek(coordinator, { organisation });
  if (!read.ok) throw new Error(read.refusal);
  expect(read.value.monday).toBe("2027-03-01");
  expect(read.value.people.map(({ name, roles, minutes, halfDays }) => [name, roles, minutes, halfDays])).toEqual([
    ["Awa", ["conseiller"], 180, 1],
    ["Coordination", ["coordinator"], 0, 0],
    ["Zoe", ["civic-service"], 0, 0],
  ]);
  expect(read.value.people[0]).toMatchObject({
    next: [{ permanence, place: "Neuhof" }],
    absences: [{ start: monday("14:00") }],
  });
  expect(JSON.stringify(read.value)).not.toContain(cancelled.id);
  const later = await readTeamWeek(coordinator, { organisation, from: "2027-03-08" });
  expect(later).toMatchObject({ value: { people: [{ minutes: 0, next: [] }, {}, {}] } });
});
