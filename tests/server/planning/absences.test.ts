import { createHash, randomUUID } from "node:crypto";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { Interval } from "#lib/time/interval.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T07:30:00+01:00", LOG_LEVEL: "silent" });
const { noteAbsence, changeAbsence, removeAbsence } = await import("#lib/server/planning/absences/note-absence.ts");
const { readTeamWeek, readAbsences, readWhatAbsencesTouch } =
  await import("#lib/server/planning/absences/read-absences.ts");
const { readDisruption } = await import("#lib/server/planning/disruption/read-disruption.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { effectOfAbsenceForm } = await import("#app/[locale]/coordination/equipe/absence-forms.ts");
const ofTeam = await import("#app/[locale]/coordination/equipe/[account]/absence/[acte]/route.ts");
const own = await import("#app/[locale]/(site)/conseiller/absence/[acte]/route.ts");

const setTime = (hour: string): void => clock.move(monday(hour) - (clock.now() - clock.offset()));
beforeEach(() => setTime("07:30"));
afterAll(() => db.$disconnect());

const MONDAY = { start: monday("00:00"), end: on("03-02 00:00") };
const MORNING = { start: monday("00:00"), end: monday("13:00") };

/** Somebody who signed in, with that role at every place of an organisation. */
const signedIn = (
  user: string,
  organisation: string,
  role: StaffActor["roles"][number]["role"] = "conseiller",
): StaffActor => ({
  kind: "staff",
  user,
  by: "login",
  roles: [{ organisation, role, places: "all" }],
});

/** An organisation, with what its coordinator notes. */
async function anOrganisation() {
  const here = await planned(db);
  const { coordinator } = here;
  const organisation = here.organisation.id;
  const notes = (
    account: string,
    span: Interval,
    more: { preview?: boolean; seen?: string; actor?: StaffActor } = {},
  ) => {
    const { preview = false, seen, actor = coordinator } = more;
    return noteAbsence(actor, { organisation, account, span, preview, ...(seen !== undefined && { seen }) });
  };
  const stands = async (account: string): Promise<readonly string[]> =>
    (await db.absence.findMany({ where: { conseillerId: account }, orderBy: { startsAt: "asc" } })).map(
      ({ startsAt, endsAt }) =>
        [startsAt, endsAt].map((at) => new Date(at.getTime() + 3_600_000).toISOString().slice(5, 16)).join("–"),
    );
  const idOf = async (account: string) => (await db.absence.findFirstOrThrow({ where: { conseillerId: account } })).id;
  return { ...here, id: organisation, notes, stands, idOf };
}

const said = (outcome: { readonly ok: boolean; readonly refusal?: string }): string =>
  outcome.ok ? "done" : String(outcome.refusal);

describe("an absence that is noted", () => {
  test("says first what it touches, and writes nothing then", async () => {
    const { person, notes, stands, permanence, coordinator, halfDay, meinau } = await anOrganisation();
    const awa = await person("Awa");
    const bo = await person("Bo");
    const cem = await person("Cem");
    await assign(coordinator, { permanence, account: awa });
    const later = await halfDay(meinau, monday("14:00"), { desks: 2 });
    await assign(coordinator, { permanence: later.id, account: awa, desk: 2 });
    await assign(coordinator, { permanence: later.id, account: bo });
    const preview = await notes(awa, MONDAY, { preview: true });
    expect(preview).toMatchObject({
      ok: true,
      value: {
        name: "Awa",
        spans: [MONDAY],
        ids: [],
        elsewhere: 0,
        halfDays: [
          {
            permanence,
            place: { name: "Neuhof" },
            hours: { start: monday("09:00"), end: monday("12:00") },
            desk: 1,
            nobody: true,
            alone: false,
            couldStepIn: [
              { account: cem, name: "Cem", minutes: 0, seat: { desk: 1 } },
              { account: bo, name: "Bo", minutes: 180 },
            ],
          },
          { permanence: later.id, desk: 2, nobody: false, couldStepIn: [{ account: cem, seat: { desk: 2 } }] },
        ],
      },
    });
    expect(await stands(awa)).toEqual([]);
  });

  test("says of whoever could step in the same as « Imprévu », and how many besides the first three", async () => {
    const { person, notes, permanence, coordinator, id } = await anOrganisation();
    const awa = await person("Awa");
    await assign(coordinator, { permanence, account: awa });
    await assign(coordinator, { permanence, account: await person("Bo") });
    for (const name of ["Cem", "Dia", "Eva", "Fay", "Gil"]) await person(name);
    const looked = await notes(awa, MONDAY, { preview: true });
    const [touched] = looked.ok ? looked.value.halfDays : [];
    const day = await readDisruption(coordinator, {
      organisation: id,
      day: "2027-03-01",
      away: new Map([[awa, "day"]]),
      shut: new Set(),
      besides: [],
    });
    const offered = day.ok ? (day.value.toSettle[0]?.replace?.people ?? []) : [];
    expect(offered.map(({ name }) => name)).toEqual(["Cem", "Dia", "Eva", "Fay", "Gil"]);
    expect(touched?.couldStepIn.map(({ name }) => name)).toEqual(["Cem", "Dia", "Eva"]);
    expect(touched?.more).toBe(2);
  });

  test("stands after that, takes nobody off, and the journal says whose it is and never when or why", async () => {
    const { person, notes, stands, standing, permanence, coordinator, id } = await anOrganisation();
    const awa = await person("Awa");
    await assign(coordinator, { permanence, account: awa });
    const done = await notes(awa, MORNING);
    expect(done).toMatchObject({ ok: true, value: { ids: [expect.any(String)] } });
    expect(await stands(awa)).toEqual(["03-01T00:00–03-01T13:00"]);
    expect(await standing()).toEqual(["Awa 1 09:00–12:00"]);
    const entry = await db.journalEntry.findFirstOrThrow({ where: { organisationId: id, act: "absence-noted" } });
    expect(entry.data).toEqual({ account: awa, halfDays: 1, nobody: 1 });
  });

  test("still says on its own page what it touches: who is booked, and that nobody is there", async () => {
    const { person, notes, permanence, coordinator, id, halfDay, meinau } = await anOrganisation();
    const awa = await person("Awa");
    await assign(coordinator, { permanence, account: awa });
    const other = await halfDay(meinau, on("03-05 09:00"));
    await assign(coordinator, { permanence: other.id, account: awa });
    const reads = () => readWhatAbsencesTouch(signedIn(awa, id), { organisation: id, account: awa });
    expect(await reads()).toEqual({ ok: true, value: { halfDays: [], otherPlaces: 0, elsewhere: 0 } });
    await notes(awa, MONDAY);
    expect(await reads()).toMatchObject({ ok: true, value: { halfDays: [{ permanence, nobody: true, booked: 0 }] } });
    const stranger = signedIn(await person("Bo"), id);
    expect(await readWhatAbsencesTouch(stranger, { organisation: id, account: awa })).toEqual({
      ok: false,
      refusal: "not-allowed",
    });
  });

  test("is not offered for a morning that is over, and says when the telephone answers", async () => {
    const { person, id } = await anOrganisation();
    const awa = await person("Awa");
    await db.organisation.update({ where: { id }, data: { phone: "+33388000000", phoneHours: "Mo-Fr 09:00-12:00" } });
    const reads = () => readAbsences(signedIn(awa, id), { organisation: id, account: awa });
    setTime("12:59");
    expect(await reads()).toMatchObject({ value: { morningOver: false, phoneHours: "Mo-Fr 09:00-12:00" } });
    setTime("13:00");
    expect(await reads()).toMatchObject({ value: { morningOver: true } });
  });

  test("counts who is booked in the hours that are missed, and who wants this person", async () => {
    const { person, notes, permanence, coordinator, id, neuhof } = await anOrganisation();
    const awa = await person("Awa");
    await assign(coordinator, { permanence, account: awa, span: { start: monday("10:00"), end: monday("12:00") } });
    const booked = (hour: string, facts: object = {}) =>
      db.appointment.create({
        data: {
          permanenceId: permanence,
          organisationId: id,
          startsAt: new Date(monday(hour)),
          endsAt: new Date(monday(hour) + 30 * 60_000),
          placeId: neuhof.id,
          lane: 1,
          topicKeys: ["rsa"],
          createdAt: new Date(monday("07:00")),
          bookedAt: new Date(monday("07:00")),
          ...facts,
        },
      });
    await booked("09:00");
    await booked("10:00", { wantedConseillerId: awa });
    await booked("11:30");
    expect(await notes(awa, MONDAY, { preview: true })).toMatchObject({
      value: { halfDays: [{ booked: 2, wanted: 1 }] },
    });
  });

  test("is written only where nobody had noted one, and is refused when nothing is left", async () => {
    const { person, notes, stands, away } = await anOrganisation();
    const awa = await person("Awa");
    await away(awa, monday("12:00"), monday("14:00"));
    expect(await notes(awa, MONDAY)).toMatchObject({
      ok: true,
      value: {
        spans: [
          { start: monday("00:00"), end: monday("12:00") },
          { start: monday("14:00"), end: on("03-02 00:00") },
        ],
      },
    });
    expect(await stands(awa)).toEqual([
      "03-01T00:00–03-01T12:00",
      "03-01T12:00–03-01T14:00",
      "03-01T14:00–03-02T00:00",
    ]);
    expect(said(await notes(awa, MORNING))).toBe("away-already");
  });

  test("by two coordinators at once stands once, and the second is told", async () => {
    const { person, notes, stands } = await anOrganisation();
    const awa = await person("Awa");
    expect((await Promise.all([notes(awa, MONDAY), notes(awa, MONDAY)])).map(said).sort()).toEqual([
      "away-already",
      "done",
    ]);
    expect(await stands(awa)).toHaveLength(1);
  });

  test("by two organisations at once stands once too, and neither names the other's half-day", async () => {
    const here = await anOrganisation();
    const there = await anOrganisation();
    const awa = await here.person("Awa");
    await db.membership.create({ data: { userId: awa, organisationId: there.id, role: "conseiller" } });
    await assign(here.coordinator, { permanence: here.permanence, account: awa });
    expect(await there.notes(awa, MONDAY, { preview: true })).toMatchObject({ value: { halfDays: [], elsewhere: 1 } });
    const answers = await Promise.all([here.notes(awa, MONDAY), there.notes(awa, MONDAY)]);
    expect(answers.map(said).sort()).toEqual(["away-already", "done"]);
  });

  test("is refused when what was read before is no longer so, but not because somebody else has become free", async () => {
    const { person, notes, coordinator, permanence, halfDay, meinau, stands } = await anOrganisation();
    const awa = await person("Awa");
    const bo = await person("Bo");
    await assign(coordinator, { permanence, account: awa });
    const preview = await notes(awa, MONDAY, { preview: true });
    const seen = preview.ok ? preview.value.version : "";
    const afternoon = (await halfDay(meinau, monday("14:00"))).id;
    await assign(coordinator, { permanence: afternoon, account: awa });
    expect(said(await notes(awa, MONDAY, { seen }))).toBe("changed-meanwhile");
    expect(await stands(awa)).toEqual([]);
    const again = await notes(awa, MONDAY, { preview: true });
    await assign(coordinator, { permanence: (await halfDay(meinau, monday("10:00"))).id, account: bo });
    expect(said(await notes(awa, MONDAY, { seen: again.ok ? again.value.version : "" }))).toBe("done");
  });

  test("of a half-day that goes on misses the hours that are left, and one that is cancelled misses nobody", async () => {
    const { person, notes, coordinator, permanence } = await anOrganisation();
    const awa = await person("Awa");
    await assign(coordinator, { permanence, account: awa });
    setTime("10:20");
    expect(await notes(awa, MONDAY, { preview: true })).toMatchObject({
      value: { halfDays: [{ hours: { start: monday("10:20"), end: monday("12:00") } }] },
    });
    await db.permanence.update({ where: { id: permanence }, data: { status: "cancelled", cancelReason: "Travaux" } });
    expect(await notes(awa, MONDAY, { preview: true })).toMatchObject({ value: { halfDays: [] } });
  });

  test("may have begun today, but neither before nor be over, nor end in more than two years", async () => {
    const { person, notes } = await anOrganisation();
    const awa = await person("Awa");
    setTime("14:00");
    const refused = async (start: number, end: number) =>
      said(await notes(awa, { start, end } as Interval, { preview: true }));
    expect(await refused(monday("00:00"), monday("13:00"))).toBe("ends-in-the-past");
    expect(await refused(on("02-28 00:00"), on("03-02 00:00"))).toBe("begins-in-the-past");
    expect(await refused(on("03-03 00:00"), on("03-03 00:00"))).toBe("ends-before-it-begins");
    expect(await refused(on("03-03 00:00"), on("03-03 00:00") + 733 * 86_400_000)).toBe("too-far-ahead");
    expect(await refused(monday("00:00"), on("03-02 00:00"))).toBe("done");
  });
});

describe("who notes an absence", () => {
  test("is a coordinator of the organisation, or whoever it is about, also on a Saturday when nobody coordinates", async () => {
    const here = await anOrganisation();
    const there = await anOrganisation();
    const awa = await here.person("Awa");
    const bo = await here.person("Bo");
    const by = async (actor: StaffActor, account = awa) =>
      said(await here.notes(account, MONDAY, { actor, preview: true }));
    expect(await by(here.coordinator)).toBe("done");
    expect(await by(signedIn(awa, here.id))).toBe("done");
    expect(await by(signedIn(awa, here.id, "civic-service"))).toBe("done");
    expect(await by(signedIn(bo, here.id))).toBe("not-allowed");
    expect(await by(there.coordinator)).toBe("not-allowed");
    expect(await by(signedIn(awa, there.id))).toBe("not-allowed");
    expect(await by({ ...signedIn(awa, here.id), by: "token", scopes: ["planning"] })).toBe("not-allowed");
    expect(await by({ ...here.coordinator, by: "token", scopes: ["planning"] })).toBe("not-allowed");
    expect(await by(here.coordinator, randomUUID())).toBe("not-found");
    expect(await by(here.coordinator, await here.person("Rio", "reception"))).toBe("not-found");
    expect(await by(here.coordinator, await there.person("Zoe"))).toBe("not-found");
    expect(await by(here.coordinator, "nobody")).toBe("not-found");
  });
});

describe("a coordinator of one place", () => {
  async function atNeuhof() {
    const here = await anOrganisation();
    const { coordinator, neuhof, meinau, halfDay, person } = here;
    const role = { organisation: here.id, role: "coordinator" as const, places: [neuhof.id] };
    const there = { ...coordinator, roles: [role] };
    const awa = await person("Awa");
    const later = await halfDay(meinau, monday("14:00"), { desks: 1 });
    for (const permanence of [here.permanence, later.id])
      expect(await assign(coordinator, { permanence, account: awa })).toMatchObject({ ok: true });
    return { ...here, there, awa };
  }

  test("notes that somebody of theirs is away, and reads of their own half-days alone", async () => {
    const { notes, stands, there, awa, permanence, coordinator } = await atNeuhof();
    const preview = await notes(awa, MONDAY, { preview: true, actor: there });
    expect(preview).toMatchObject({ value: { halfDays: [{ permanence }], otherPlaces: 1, elsewhere: 0 } });
    expect(preview.ok && preview.value.halfDays).toHaveLength(1);
    expect(await notes(awa, MONDAY, { actor: there, seen: preview.ok ? preview.value.version : "" })).toMatchObject({
      ok: true,
    });
    expect(await stands(awa)).toEqual(["03-01T00:00–03-02T00:00"]);
    expect(await notes(awa, MONDAY, { preview: true, actor: coordinator })).toMatchObject({ refusal: "away-already" });
  });

  test("changes and takes it back, and notes none of who is planned at other places alone or in another organisation", async () => {
    const { notes, there, awa, id: organisation, idOf, person, meinau } = await atNeuhof();
    await notes(awa, MONDAY, { actor: there });
    const absence = await idOf(awa);
    const asked = { organisation, absence, preview: false };
    expect(await changeAbsence(there, { ...asked, span: MORNING })).toMatchObject({ ok: true });
    expect(await removeAbsence(there, asked)).toMatchObject({ ok: true });
    const bo = await person("Bo", "conseiller", { places: [meinau.id] });
    const cem = await person("Cem", "conseiller", { places: [meinau.id, there.roles[0]?.places[0] ?? ""] });
    expect(said(await notes(bo, MONDAY, { actor: there }))).toBe("not-allowed");
    expect(said(await notes(cem, MONDAY, { actor: there, preview: true }))).toBe("done");
    const other = await anOrganisation();
    expect(said(await other.notes(await other.person("Zoe"), MONDAY, { actor: there }))).toBe("not-allowed");
  });

  test("reads in the week of the team of whoever may be planned there, without the places where else they stand", async () => {
    const { there, awa, coordinator, id: organisation, person, meinau } = await atNeuhof();
    await person("Bo", "conseiller", { places: [meinau.id] });
    const names = async (actor: StaffActor) => {
      const week = await readTeamWeek(actor, { organisation, from: "2027-03-01" });
      return week.ok ? week.value.people.map(({ name }) => name) : week.refusal;
    };
    expect(await names(coordinator)).toEqual(expect.arrayContaining(["Awa", "Bo"]));
    expect(await names(there)).not.toContain("Bo");
    const week = await readTeamWeek(there, { organisation, from: "2027-03-01" });
    const person_ = week.ok ? week.value.people.find(({ account }) => account === awa) : undefined;
    expect(person_?.next.map(({ place }) => place)).toEqual(["Neuhof", undefined]);
  });
});

describe("an absence that stands", () => {
  test("is changed by its organisation alone, and one that has begun keeps its beginning", async () => {
    const here = await anOrganisation();
    const there = await anOrganisation();
    const awa = await here.person("Awa");
    await here.notes(awa, MORNING);
    const absence = await here.idOf(awa);
    const change = (span: Interval, by: { actor?: StaffActor; organisation?: string; seen?: string } = {}) => {
      const { actor = here.coordinator, organisation = here.id, seen } = by;
      return changeAbsence(actor, { organisation, absence, span, preview: false, ...(seen !== undefined && { seen }) });
    };
    expect(said(await change(MONDAY, { actor: there.coordinator }))).toBe("not-allowed");
    expect(said(await change(MONDAY, { actor: there.coordinator, organisation: there.id }))).toBe("not-found");
    expect(said(await change(MONDAY, { seen: "another" }))).toBe("changed-meanwhile");
    expect(said(await change({ start: on("03-02 00:00"), end: on("03-03 00:00") }))).toBe("done");
    expect(await here.stands(awa)).toEqual(["03-01T00:00–03-03T00:00"]);
    await here.away(awa, on("03-04 00:00"), on("03-05 00:00"));
    expect(said(await change({ start: MONDAY.start, end: on("03-04 12:00") }))).toBe("away-already");
    expect(await here.journal()).toEqual(["absence-noted", "absence-changed"]);
  });

  test("goes when it is taken back before it began, and ends then once it has", async () => {
    const { person, notes, stands, idOf, coordinator, id, journal } = await anOrganisation();
    const awa = await person("Awa");
    const remove = async (preview = false) =>
      said(await removeAbsence(coordinator, { organisation: id, absence: await idOf(awa), preview }));
    await notes(awa, { start: on("03-02 00:00"), end: on("03-03 00:00") });
    expect(await remove(true)).toBe("done");
    expect(await stands(awa)).toHaveLength(1);
    expect(await remove()).toBe("done");
    expect(await stands(awa)).toEqual([]);
    await notes(awa, MONDAY);
    setTime("10:00");
    expect(await remove()).toBe("done");
    expect(await stands(awa)).toEqual(["03-01T00:00–03-01T10:00"]);
    expect(await remove()).toBe("already-over");
    expect(await journal()).toEqual(["absence-noted", "absence-removed", "absence-noted", "absence-removed"]);
  });

  test("is nothing to whoever names another one", async () => {
    const { coordinator, id } = await anOrganisation();
    for (const absence of [randomUUID(), "nothing"]) {
      const wanted = { organisation: id, absence, preview: false };
      expect(said(await removeAbsence(coordinator, wanted))).toBe("not-found");
      expect(said(await changeAbsence(coordinator, { ...wanted, span: MONDAY }))).toBe("not-found");
    }
  });
});

/**
 * An organisation with Awa planned on Monday from 9 to 12, and its coordinator signed in; `posts` answers where a form
 * leads and what it came back with.
 */
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
  const postsOnce = async (
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
  const posts = (...[acte, fields, how]: Parameters<typeof postsOnce>) =>
    asOpened(
      fields,
      (sent) => postsOnce(acte, sent, how),
      ({ back }) => back,
    );
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
