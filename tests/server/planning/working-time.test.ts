import { createHash, randomUUID } from "node:crypto";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { weekOf } from "#lib/place/opening-hours.ts";
import { openedText } from "#lib/wire/merge-form.ts";
import { fieldsOfWorkingTime } from "#lib/wire/planning/working-time-form.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { openTyped } = await import("#lib/server/typed-form.ts");
const { readWorkingTime, saveWorkingTime } = await import("#lib/server/planning/working-time.ts");
const { becomeConseiller } = await import("#lib/server/auth/people/change-roles.ts");
const changeRoles = await import("#lib/server/auth/people/change-roles.ts");
const { readPerson } = await import("#lib/server/auth/people/read-people.ts");
const { rolesOfAccounts } = await import("#lib/server/auth/roles-of-accounts.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts");
const person = await import("#app/[locale]/coordination/equipe/[account]/[acte]/route.ts");

afterAll(() => db.$disconnect());

const MONDAY_MORNING = weekOf([{ weekday: 0, from: 9 * 60, to: 10 * 60 }]);
const NONE = weekOf([]);

async function team() {
  const here = await planned(db);
  const { id: organisation, slug } = here.organisation;
  await db.membership.create({
    data: { userId: here.coordinator.user, organisationId: organisation, role: "coordinator" },
  });
  const awa = await here.person("Awa", "civic-service");
  await db.topic.create({ data: { organisationId: organisation, key: "retraite", rank: 0, minutes: 60 } });
  const whose = { organisation, account: awa };
  const reads = async () => {
    const read = await readWorkingTime(here.coordinator, whose);
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  const saves = async (facts: Partial<Parameters<typeof saveWorkingTime>[1]>, actor: StaffActor = here.coordinator) => {
    const seen = contentHash(fieldsOfWorkingTime(await reads()));
    return saveWorkingTime(actor, { ...whose, hours: NONE, topicKeys: [], seen, ...facts });
  };
  const login = randomUUID();
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await db.session.create({
    data: { userId: here.coordinator.user, expires: new Date("2099-01-01T00:00:00Z"), sessionToken },
  });
  const posts = async (acte: string, sent: Readonly<Record<string, string>>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ organisation: slug, slug, ...sent })) body.append(name, value);
    const headers = { cookie: `session=${login}`, "sec-fetch-site": "same-origin" };
    const answer = await person.POST(new Request("http://localhost/x", { method: "POST", body, headers }), {
      params: Promise.resolve({ locale: "fr", account: awa, acte }),
    });
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return { led, back: openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), here.coordinator.user) };
  };
  const panel = async () => {
    const week = await readPlanning(here.coordinator, {
      organisation,
      from: "2027-03-01",
      days: 7,
      chosen: here.permanence,
    });
    if (!week.ok) throw new Error(week.refusal);
    const one = week.value.chosen?.people.find(({ account }) => account === awa);
    return one?.not?.refusal ?? one?.but.map(({ code }) => code);
  };
  return { ...here, slug, organisation, awa, whose, reads, saves, posts, panel };
}

describe("usual hours and topics", () => {
  test("are known once somebody said them, warn in the planning, and plan nobody", async () => {
    const { reads, saves, panel, journal, standing } = await team();
    expect(await reads()).toMatchObject({ hours: "", topicKeys: [] });
    expect(await panel()).toEqual(["alone"]);
    const { topics } = await reads();
    const topic = topics[0]?.key ?? "";
    expect(await saves({ hours: MONDAY_MORNING, topicKeys: [topic] })).toMatchObject({ ok: true });
    expect(await reads()).toMatchObject({ hours: "Mo 09:00-10:00", topicKeys: [topic] });
    expect(await panel()).toEqual(["alone", "outside-hours", "topic-missing"]);
    expect(await standing()).toEqual([]);
    expect(await journal()).toEqual(["working-time-changed"]);
    expect(await saves({})).toMatchObject({ ok: true });
    expect(await panel()).toEqual(["alone"]);
  });

  test("that somebody else saved since are not undone unseen, and a topic of nobody is refused", async () => {
    const { saves, reads } = await team();
    await saves({ hours: MONDAY_MORNING });
    expect(await saves({ seen: "of an earlier look" })).toMatchObject({ refusal: "changed-meanwhile" });
    expect(await saves({ topicKeys: ["no-such-topic"] })).toMatchObject({ refusal: "unknown-topic" });
    expect(await reads()).toMatchObject({ hours: "Mo 09:00-10:00", topicKeys: [] });
  });

  test("are typed as a week; what cannot be read comes back with the reason beside it", async () => {
    const { posts, reads } = await team();
    const opened = openedText(fieldsOfWorkingTime(await reads()));
    const wrong = await posts("temps", { hours: "9h-12h", opened });
    expect(wrong.back).toMatchObject({ fields: { hours: "9h-12h" }, refusals: { hours: "unreadable-hours" } });
    const done = await posts("temps", { hours: "lundi au jeudi 9h-12h et 14h-17h", opened });
    expect(done.led.searchParams.get("fait")).toBe("workingTimeSaved");
    expect(await reads()).toMatchObject({ hours: "Mo-Th 09:00-12:00,14:00-17:00" });
  });

  test("go with an account that is anonymised", async () => {
    const { saves, awa, reads } = await team();
    await saves({ hours: MONDAY_MORNING, topicKeys: [(await reads()).topics[0]?.key ?? ""] });
    await anonymiseAccount(awa);
    expect([
      await db.workingHours.count({ where: { userId: awa } }),
      await db.skill.count({ where: { userId: awa } }),
    ]).toEqual([0, 0]);
  });
});

describe("from service civique to conseiller on a day", () => {
  const FRIDAY = on("03-05 00:00");

  test("both roles stay written, and each holds in its time", async () => {
    const { coordinator, whose, awa, organisation } = await team();
    expect(await becomeConseiller(coordinator, whose, FRIDAY)).toMatchObject({ ok: true });
    const roles = await db.membership.findMany({ where: { userId: awa }, orderBy: { role: "asc" } });
    expect(roles.map(({ role, startsAt, endsAt }) => [role, startsAt?.getTime(), endsAt?.getTime()])).toEqual([
      ["civic-service", undefined, FRIDAY],
      ["conseiller", FRIDAY, undefined],
    ]);
    const at = async (moment: typeof FRIDAY) => (await rolesOfAccounts(db, [awa], moment))(awa).map(({ role }) => role);
    expect(await at(monday("09:00"))).toEqual(["civic-service"]);
    expect(await at(FRIDAY)).toEqual(["conseiller"]);
    const read = await readPerson(coordinator, organisation, awa);
    expect(read).toMatchObject({
      value: {
        roles: [
          { role: "civic-service", ends: FRIDAY, over: false },
          { role: "conseiller", starts: FRIDAY },
        ],
      },
    });
  });

  test("they are alone until then, and not from that day on", async () => {
    const { coordinator, whose, halfDay, neuhof, organisation, panel } = await team();
    await becomeConseiller(coordinator, whose, FRIDAY);
    expect(await panel()).toEqual(["alone"]);
    const friday = await halfDay(neuhof, on("03-05 09:00"));
    const week = await readPlanning(coordinator, { organisation, from: "2027-03-01", days: 7, chosen: friday.id });
    expect(week.ok && week.value.chosen?.people.find(({ account }) => account === whose.account)).toMatchObject({
      learns: false,
      but: [],
    });
  });

  test("keeps the places and the end of the role, and is refused where there is nothing to change", async () => {
    const { coordinator, organisation, person: somebody, meinau, whose } = await team();
    const until = new Date(on("06-30 00:00"));
    const narrow = await somebody("Bo", "civic-service", { endsAt: until, places: [meinau.id] });
    const of = { organisation, account: narrow };
    expect(await becomeConseiller(coordinator, of, FRIDAY)).toMatchObject({ ok: true });
    expect(
      await db.membership.findFirst({ where: { userId: narrow, role: "conseiller" }, include: { places: true } }),
    ).toMatchObject({ everyPlace: false, endsAt: until, places: [{ placeId: meinau.id }] });
    const said = async (account: string, from = FRIDAY) => {
      const outcome = await becomeConseiller(coordinator, { organisation, account }, from);
      return outcome.ok ? "done" : outcome.refusal;
    };
    expect(await said(narrow)).toBe("has-role");
    expect(await said(await somebody("Cem"))).toBe("not-theirs");
    expect(await said(whose.account, monday("08:00"))).toBe("already-over");
    expect(await said(await somebody("Dia", "civic-service", { endsAt: new Date(on("03-04 00:00")) }))).toBe(
      "already-over",
    );
    expect(await said(coordinator.user)).toBe("own-account");
    expect(await said(randomUUID())).toBe("not-found");
  });

  test("a role that has not begun goes when it is ended, and so with the access", async () => {
    const { coordinator, whose, awa, organisation, person: somebody } = await team();
    await becomeConseiller(coordinator, whose, FRIDAY);
    expect(await changeRoles.endRole(coordinator, whose, "conseiller")).toMatchObject({ ok: true });
    expect(await db.membership.count({ where: { userId: awa, role: "conseiller" } })).toBe(0);
    const bo = { organisation, account: await somebody("Bo", "civic-service") };
    await becomeConseiller(coordinator, bo, FRIDAY);
    expect(await changeRoles.deactivateAccount(coordinator, bo)).toMatchObject({ ok: true });
    const left = await db.membership.findMany({ where: { userId: bo.account } });
    expect(left.map(({ role, endsAt }) => [role, (endsAt?.getTime() ?? Infinity) <= clock.now()])).toEqual([
      ["civic-service", true],
    ]);
  });

  test("a role that is given anew begins at once", async () => {
    const { coordinator, whose, awa } = await team();
    await becomeConseiller(coordinator, whose, FRIDAY);
    await changeRoles.giveRole(coordinator, whose, { role: "conseiller", places: "all" });
    expect(
      (await rolesOfAccounts(db, [awa], clock.now()))(awa)
        .map(({ role }) => role)
        .toSorted(),
    ).toEqual(["civic-service", "conseiller"]);
  });

  test("is noted by its form, which says a missing or past day beside it", async () => {
    const { posts } = await team();
    expect((await posts("devient", { from: "" })).back?.refusals).toEqual({ from: "missing" });
    expect((await posts("devient", { from: "demain" })).back?.refusals).toEqual({ from: "malformed" });
    expect((await posts("devient", { from: "2027-02-01" })).back?.refusals).toEqual({ from: "already-over" });
    expect((await posts("devient", { from: "2027-03-05" })).led.searchParams.get("fait")).toBe("becomesConseiller");
    expect((await posts("devient", { from: "2027-03-06" })).back?.refusals).toEqual({ form: "has-role" });
  });
});
