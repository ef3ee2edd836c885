import type { Step } from "#lib/place/first-hour.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { emptyOrganisation, SERVICE } from "./first-hour.ts";

// A Friday; its Wednesday is 2 December.
const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00", LOG_LEVEL: "silent" });
const { offeredFirstHour, readFirstHour } = await import("#lib/server/organisation/first-hour/read-first-hour.ts");
const { planWeekly } = await import("#lib/server/organisation/first-hour/plan-weekly.ts");
const { chooseTopics } = await import("#lib/server/organisation/first-hour/choose-topics.ts");
const { markSetUp } = await import("#lib/server/organisation/first-hour/mark-set-up.ts");
const { readPlan } = await import("#lib/server/organisation/first-hour/read-plan.ts");
const { saveOrganisationSettings } = await import("#lib/server/organisation/save-organisation-settings.ts");
const { ensureStandardTopics, standardTopicKeys } = await import("#lib/server/schedule/standard-topics.ts");
const { doorOf } = await import("#lib/server/place/door.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST } = await import("#app/[locale]/(guide)/coordination/premiere-heure/[etape]/[acte]/route.ts");

beforeAll(() => ensureStandardTopics(db));
afterAll(() => db.$disconnect());

type Organisation = Awaited<ReturnType<typeof emptyOrganisation>>;

const wednesday = (place: string) => ({
  weekday: "3",
  from: "14:00",
  to: "17:00",
  place,
  desks: "1",
  way: "walk-in",
});
/** The states of the steps. */
const states = async ({ actor, id }: Organisation): Promise<Readonly<Record<Step, string>> | undefined> => {
  const read = await readFirstHour(actor, id);
  return read.ok ? read.value.states : undefined;
};
/** What is wrong, as « field: code ». */
const wrong = (planned: Awaited<ReturnType<typeof planWeekly>>): readonly string[] =>
  "problems" in planned ? planned.problems.map(({ path, code }) => `${path}: ${code}`) : [JSON.stringify(planned)];
const acts = async ({ id }: Organisation): Promise<readonly string[]> =>
  (await db.journalEntry.findMany({ where: { organisationId: id }, orderBy: { id: "asc" } })).map(({ act }) => act);

describe("how far a set-up is", () => {
  test("is computed from what stands, and a step that was left is found again as it was", async () => {
    const organisation = await emptyOrganisation(db);
    const read = await readFirstHour(organisation.actor, organisation.id);
    expect(read).toMatchObject({ ok: true, value: { next: "mails", missing: ["telephone", "written"] } });
    await saveOrganisationSettings(organisation.actor, {
      organisation: organisation.id,
      fields: { telephone: "02 61 91 00 36", written: { mail: "aide@rennes.example" } },
    });
    expect(await states(organisation)).toMatchObject({ service: "done", places: "to-do" });
    await organisation.place("Caché", true);
    expect(await states(organisation)).toMatchObject({ places: "to-do" });
    await organisation.place();
    expect(await states(organisation)).toMatchObject({ places: "done", team: "to-do" });
  });

  test("counts a colleague with a role that has not ended, and an invitation that is open", async () => {
    const ended = await emptyOrganisation(db);
    const open = await emptyOrganisation(db);
    const invited = await emptyOrganisation(db);
    for (const [organisation, endsAt] of [
      [ended, new Date("2026-11-26T09:00:00Z")],
      [open, null],
    ] as const)
      await db.user.create({
        data: {
          email: `collegue-${organisation.slug}@ville.example`,
          memberships: { create: { organisationId: organisation.id, role: "conseiller", endsAt } },
        },
      });
    await db.invitation.create({
      data: {
        organisationId: invited.id,
        email: "invite@ville.example",
        role: "conseiller",
        code: "c".repeat(43),
        createdAt: new Date("2026-11-27T09:00:00Z"),
        expiresAt: new Date("2026-12-04T09:00:00Z"),
      },
    });
    for (const [organisation, state] of [
      [ended, "to-do"],
      [open, "done"],
      [invited, "done"],
    ] as const)
      expect((await states(organisation))?.team).toBe(state);
  });
});

describe("the card that leads back", () => {
  test("is shown to an administrator until the set-up is finished", async () => {
    const organisation = await emptyOrganisation(db);
    expect(await offeredFirstHour(organisation.actor)).toMatchObject({ slug: organisation.slug, next: "mails" });
    expect(await offeredFirstHour(organisation.as("coordinator"))).toBeUndefined();
    await planWeekly(organisation.actor, organisation.id, wednesday(await organisation.place()));
    expect(await offeredFirstHour(organisation.actor)).toMatchObject({ slug: organisation.slug });
    expect(await markSetUp(organisation.actor, organisation.id, "finished")).toMatchObject({ ok: true });
    expect(await offeredFirstHour(organisation.actor)).toBeUndefined();
  });

  test("is not shown once it was put away, nor for an organisation whose first half-day has begun", async () => {
    const away = await emptyOrganisation(db);
    const atWork = await emptyOrganisation(db);
    await markSetUp(away.actor, away.id, "put-away");
    expect(await offeredFirstHour(away.actor)).toBeUndefined();
    const friday = { ...wednesday(await atWork.place()), weekday: "5", from: "09:00", to: "12:00" };
    expect(await planWeekly(atWork.actor, atWork.id, friday)).toMatchObject({ ok: true });
    expect(await offeredFirstHour(atWork.actor)).toBeUndefined();
  });

  test("leads whoever sets up several organisations to the one that is not finished", async () => {
    const done = await emptyOrganisation(db);
    const begun = await emptyOrganisation(db);
    await markSetUp(done.actor, done.id, "put-away");
    const both = { ...done.actor, roles: [...done.actor.roles, ...begun.actor.roles] };
    expect(await offeredFirstHour(both)).toMatchObject({ slug: begun.slug });
  });
});

describe("a weekly half-day in one sentence", () => {
  test("makes the series and its dates of a year, which are shown back with the door of their place", async () => {
    const organisation = await emptyOrganisation(db);
    const place = await organisation.place("Mairie de quartier");
    const planned = await planWeekly(organisation.actor, organisation.id, wednesday(place));
    // 52 Wednesdays, without 14 July 2027.
    expect(planned).toMatchObject({ ok: true, value: { dates: 51 } });
    const plan = await readPlan(organisation.actor, organisation.id);
    if (!plan.ok) throw new Error(plan.refusal);
    const { series, dates, doors } = plan.value;
    expect(series).toMatchObject([
      {
        weekday: 3,
        startMinute: 840,
        endMinute: 1020,
        everyWeeks: 1,
        desks: 1,
        place: { name: "Mairie de quartier" },
      },
    ]);
    expect(dates.slice(0, 2).map(({ start }) => new Date(start).toISOString())).toEqual([
      "2026-12-02T13:00:00.000Z",
      "2026-12-09T13:00:00.000Z",
    ]);
    const [, , slug = "", secret = ""] = doors[0]?.path.split("/") ?? [];
    expect((await doorOf(slug, secret))?.place.id).toBe(place);
    expect(await acts(organisation)).toEqual(["half-days-planned"]);
  });

  test("with appointments first has bookable desks until that hour, and lines after it", async () => {
    const organisation = await emptyOrganisation(db);
    const sentence = {
      ...wednesday(await organisation.place()),
      way: "appointment-first",
      until: "15:00",
      desks: "2",
    };
    await planWeekly(organisation.actor, organisation.id, sentence);
    const series = await db.series.findFirstOrThrow({ where: { organisationId: organisation.id } });
    expect(series).toMatchObject({
      desks: 2,
      windows: [
        { from: 0, to: 60, mode: "appointment" },
        { from: 60, to: 180, mode: "walk-in" },
      ],
    });
    expect(series.bookableLanes).toBeGreaterThan(0);
  });

  test("said twice, also at once, is one series and is noted once", async () => {
    const organisation = await emptyOrganisation(db);
    const sentence = wednesday(await organisation.place());
    const twice = await Promise.all([1, 2].map(() => planWeekly(organisation.actor, organisation.id, sentence)));
    expect(twice.every(({ ok }) => ok)).toBe(true);
    expect(await db.series.count({ where: { organisationId: organisation.id } })).toBe(1);
    expect(await acts(organisation)).toEqual(["half-days-planned"]);
  });

  test("with other desks or another way than the one that stands changes nothing until that is asked for, and says what stands", async () => {
    const organisation = await emptyOrganisation(db);
    const sentence = wednesday(await organisation.place());
    await planWeekly(organisation.actor, organisation.id, sentence);
    const rows = async () => [
      await db.series.findMany({ where: { organisationId: organisation.id } }),
      await db.permanence.findMany({ where: { organisationId: organisation.id }, orderBy: { id: "asc" } }),
    ];
    const before = await rows();
    const desks = await planWeekly(organisation.actor, organisation.id, { ...sentence, desks: "3" });
    expect(desks).toMatchObject({
      problems: [{ path: "change", code: "series-with-desks", values: { desks: 1, dates: 51 } }],
    });
    const way = { ...sentence, way: "appointment-first", until: "15:00" };
    expect(wrong(await planWeekly(organisation.actor, organisation.id, way))).toEqual(["change: series-with-windows"]);
    expect(await rows()).toEqual(before);
    expect(await acts(organisation)).toEqual(["half-days-planned"]);
    const changed = await planWeekly(organisation.actor, organisation.id, { ...sentence, desks: "3", change: "on" });
    expect(changed).toMatchObject({ ok: true, value: { dates: 51 } });
    expect(await db.series.findMany({ where: { organisationId: organisation.id } })).toMatchObject([{ desks: 3 }]);
    expect(await acts(organisation)).toEqual(["half-days-planned", "half-days-planned"]);
  });

  test("is refused beside its start where it overlaps another, also one that is planned at the same moment", async () => {
    const organisation = await emptyOrganisation(db);
    const place = await organisation.place();
    const both = await Promise.all(
      ["14:00", "15:00"].map((from) => planWeekly(organisation.actor, organisation.id, { ...wednesday(place), from })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(wrong(both.find(({ ok }) => !ok)!)).toEqual(["from: overlaps"]);
    expect(await db.series.count({ where: { organisationId: organisation.id } })).toBe(1);
  });

  test("is refused beside its place when that is hidden, another organisation’s, or none", async () => {
    const organisation = await emptyOrganisation(db);
    const other = await emptyOrganisation(db);
    for (const place of [await organisation.place("Caché", true), await other.place(), "mairie"])
      expect(wrong(await planWeekly(organisation.actor, organisation.id, wednesday(place)))).toEqual([
        "place: no-own-place",
      ]);
    expect(await db.series.count({ where: { organisationId: organisation.id } })).toBe(0);
  });
});

describe("the standard topics at once", () => {
  const active = async ({ id }: Organisation): Promise<readonly string[]> =>
    (await db.$queryRaw<{ key: string }[]>`SELECT key FROM topics_of(${id}::uuid) WHERE active ORDER BY key`).map(
      ({ key }) => key,
    );

  test("those that are ticked are on, the others off, and the step is done", async () => {
    const organisation = await emptyOrganisation(db);
    expect(await chooseTopics(organisation.actor, organisation.id, ["impots", "email"])).toMatchObject({ ok: true });
    expect(await active(organisation)).toEqual(["email", "impots"]);
    expect((await states(organisation))?.topics).toBe("done");
    expect(await acts(organisation)).toEqual(["topics-chosen"]);
    await chooseTopics(organisation.actor, organisation.id, ["impots", "email"]);
    expect(await acts(organisation)).toEqual(["topics-chosen"]);
  });

  test("all of them keep the organisation with the standard ones, and the step is done too", async () => {
    const organisation = await emptyOrganisation(db);
    await chooseTopics(organisation.actor, organisation.id, standardTopicKeys());
    expect(await db.topic.count({ where: { organisationId: organisation.id } })).toBe(0);
    expect((await states(organisation))?.topics).toBe("done");
  });

  test("none, and one that there is not, change nothing", async () => {
    const organisation = await emptyOrganisation(db);
    expect(await chooseTopics(organisation.actor, organisation.id, [])).toEqual({
      ok: false,
      refusal: "no-topic-chosen",
    });
    expect(await chooseTopics(organisation.actor, organisation.id, ["cuisine"])).toEqual({
      ok: false,
      refusal: "not-found",
    });
    expect((await active(organisation)).length).toBe(standardTopicKeys().length);
    expect((await states(organisation))?.topics).toBe("to-do");
  });
});

describe("what is passed over", () => {
  test("is kept and noted once", async () => {
    const organisation = await emptyOrganisation(db);
    for (let time = 0; time < 2; time += 1) await markSetUp(organisation.actor, organisation.id, "team");
    expect((await states(organisation))?.team).toBe("passed");
    expect(await acts(organisation)).toEqual(["set-up-step-passed"]);
  });

  test("a set-up is not finished before a half-day is planned, nor by anybody else", async () => {
    const organisation = await emptyOrganisation(db);
    expect(await markSetUp(organisation.actor, organisation.id, "finished")).toEqual({
      ok: false,
      refusal: "nothing-planned",
    });
    await planWeekly(organisation.actor, organisation.id, wednesday(await organisation.place()));
    expect(await markSetUp(organisation.as("coordinator"), organisation.id, "finished")).toEqual({
      ok: false,
      refusal: "not-allowed",
    });
    expect(await markSetUp(organisation.actor, organisation.id, "finished")).toMatchObject({ ok: true });
    expect(await acts(organisation)).toEqual(["half-days-planned", "set-up-finished"]);
  });
});

/** An organisation, and the forms of its guided set-up as its administrator sends them. */
async function guide() {
  const organisation = await emptyOrganisation(db);
  const sendOnce = async (step: string, act: string, fields: Readonly<Record<string, string>>, locale: string) => {
    const body = new FormData();
    body.append("organisation", organisation.id);
    body.append("organisationId", organisation.id);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (step !== "service") body.delete("organisationId");
    else body.delete("organisation");
    const answer = await POST(
      new Request(`http://localhost/coordination/premiere-heure/${step}/${act}?organisation=${organisation.slug}`, {
        method: "POST",
        body,
        headers: { cookie: `session=${organisation.login}`, "sec-fetch-site": "same-origin" },
      }),
      { params: Promise.resolve({ locale, etape: step, acte: act }) },
    );
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return {
      status: answer.status,
      at: to.pathname.replace("/coordination/premiere-heure/", ""),
      organisation: to.searchParams.get("organisation"),
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), organisation.user),
    };
  };
  const send = (step: string, act: string, fields: Readonly<Record<string, string>> = {}, locale = "fr") =>
    asOpened(
      fields,
      (sent) => sendOnce(step, act, sent, locale),
      ({ typed }) => typed,
    );
  return { ...organisation, send };
}

test("each step saves on its own and leads to the next one, of the same organisation", async () => {
  const { slug, send, place } = await guide();
  const at = await place();
  const way = [
    await send("compte", "enregistrer", { name: "Prénom Nom" }),
    await send("mails", "continuer"),
    await send("service", "enregistrer", { ...SERVICE, suite: "oui" }),
    await send("equipe", "continuer"),
    await send("demarches", "enregistrer", { "topic:impots": "on" }),
    await send("ouverture", "planifier", { weekday: "3", from: "14:00", to: "17:00", place: at, desks: "1" }),
    await send("ouverture", "finir"),
  ];
  expect(way.map(({ status, at: next, done }) => `${status} ${next} ${done}`)).toEqual([
    "303 mails saved",
    "303 service saved",
    "303 lieux saved",
    "303 demarches saved",
    "303 ouverture topicsChosen",
    "303 ouverture planned",
    "303 ouverture setUpFinished",
  ]);
  expect(new Set(way.map(({ organisation }) => organisation))).toEqual(new Set([slug]));
});

test("a service that is saved without going on is shown again, and so is a darker colour that was taken", async () => {
  const { send, id } = await guide();
  expect((await send("service", "enregistrer", SERVICE)).at).toBe("service");
  const taken = await send("service", "enregistrer", {
    ...SERVICE,
    accent: "#E0782F",
    darker: "#a9541a",
    suite: "oui",
  });
  expect([taken.at, taken.done]).toEqual(["service", "saved"]);
  expect((await db.organisationSettings.findUniqueOrThrow({ where: { organisationId: id } })).accent).toBe("#a9541a");
});

test("a sentence that is wrong comes back with a sentence beside each wrong field, in the reader’s language", async () => {
  const { send, place } = await guide();
  const wrong = { weekday: "3", from: "17:00", to: "14:00", place: await place(), desks: "0" };
  const french = await send("ouverture", "planifier", wrong);
  expect(french.typed).toMatchObject({ form: "semaine", fields: wrong });
  expect(french.typed?.refusals["desks"]).toMatch(/0.» n’est pas un nombre de tables/u);
  const missing = await send("ouverture", "planifier", { ...wrong, desks: "1" });
  expect(missing.typed?.refusals).toEqual({ to: "La fin n’est pas après le début." });
  const english = await send("ouverture", "planifier", { ...wrong, desks: "1" }, "en");
  expect(english.typed?.refusals["to"]).toMatch(/^The end/u);
});

test("without any topic the form comes back, and says so", async () => {
  const { send } = await guide();
  const { at, typed } = await send("demarches", "enregistrer");
  expect([at, typed?.form, typed?.refusals]).toEqual(["demarches", "demarches", { topics: "no-topic-chosen" }]);
});

test("a place that is typed by hand is made, and the step is shown again with it", async () => {
  const { send, id } = await guide();
  const typed = { name: "Médiathèque", address: "1 rue de la Mairie", postalCode: "35000", city: "Rennes" };
  const made = await send("lieux", "creer", { ...typed, wheelchair: "unknown" });
  expect([made.at, made.done, made.typed?.refusals]).toEqual(["lieux", "placeMade", undefined]);
  expect(await db.place.count({ where: { organisationId: id } })).toBe(1);
});

test("a colleague is invited, and the step is shown again with the invitation", async () => {
  const { send, id } = await guide();
  const invited = await send("equipe", "inviter", {
    email: "collegue@rennes.example",
    role: "conseiller",
    where: "all",
  });
  expect([invited.at, invited.done]).toEqual(["equipe", "invited"]);
  expect(await db.invitation.count({ where: { organisationId: id } })).toBe(1);
});

test("a test message is refused where mail is not set up, and says so", async () => {
  const { send } = await guide();
  const { at, typed } = await send("mails", "essai");
  expect([at, typed?.refusals]).toEqual(["mails", { form: "no-mail-server" }]);
});

test("the card that is put away leads back to the first page of coordination", async () => {
  const { send } = await guide();
  expect((await send("ouverture", "cacher")).at).toBe("/coordination");
});

test.each([
  ["nulle-part", "enregistrer"],
  ["compte", "effacer"],
])("%s/%s is no form of the set-up", async (step, act) => {
  const { send } = await guide();
  expect((await send(step, act)).typed?.refusals).toEqual({ form: "malformed" });
});

test("whoever is not signed in signs in first, and comes back to the step", async () => {
  const answer = await POST(
    new Request("http://localhost/coordination/premiere-heure/lieux/creer?organisation=rennes", {
      method: "POST",
      body: new FormData(),
      headers: { "sec-fetch-site": "same-origin" },
    }),
    { params: Promise.resolve({ locale: "fr", etape: "lieux", acte: "creer" }) },
  );
  const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
  expect([to.pathname, to.searchParams.get("retour")]).toEqual([
    "/connexion",
    "/coordination/premiere-heure/lieux?organisation=rennes",
  ]);
});
