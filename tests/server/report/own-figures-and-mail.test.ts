import { randomUUID } from "node:crypto";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

process.env["SMTP_URL"] = "smtp://127.0.0.1:1";
process.env["MAIL_FROM"] = "aide@ville.example";

let server: Server;
let own: typeof import("#lib/server/report/read-own-figures.ts");
let summaries: typeof import("#lib/server/report/read-half-day-summary.ts");
let reports: typeof import("#lib/server/report/own-reports.ts");
let mails: typeof import("#lib/server/report/mail-of-summary.ts");
beforeAll(async () => {
  server = await freshServer();
  own = await import("#lib/server/report/read-own-figures.ts");
  summaries = await import("#lib/server/report/read-half-day-summary.ts");
  reports = await import("#lib/server/report/own-reports.ts");
  mails = await import("#lib/server/report/mail-of-summary.ts");
});
afterAll(() => server.db.$disconnect());

const NOVEMBER = "2026-11-01";

async function figuresOf(who: Neuhof["staff"], month: string) {
  const read = await own.readOwnFigures(who, month);
  if (!read.ok) throw new Error(read.refusal);
  return read.value;
}

/** Two desks: at the first two people are helped, 31 minutes and 20 seconds together, at the second one, 30 minutes. */
async function twoDesks(): Promise<{ place: Neuhof; team: Awaited<ReturnType<Neuhof["opens"]>> }> {
  const place = await neuhof(server, { desks: 2 });
  const team = await place.opens();
  setTime(server, "9:00");
  const people = [await place.walksIn(), await place.walksIn(), await place.walksIn()];
  for (const [index, [desk, from, to]] of [
    [1, "9:05", "9:15:40"],
    [2, "9:20", "9:50:40"],
    [1, "9:55", "10:15:40"],
  ].entries() as ArrayIterator<[number, [number, string, string]]>) {
    const visit = people[index] ?? "";
    setTime(server, from);
    await place.does({ type: "call", visit, desk });
    await place.does({ type: "start", visit });
    setTime(server, to);
    await place.does({ type: "finish", visit });
  }
  return { place, team };
}

test("somebody reads how many people they helped themselves, for how long, and their reports; a colleague reads others", async () => {
  const { place, team } = await twoDesks();
  const [first, second] = team;
  if (!first || !second) throw new Error("Two sit at the desks.");
  expect(await figuresOf(first, NOVEMBER)).toEqual({ halfDays: 1, helps: 2, minutes: 31, reports: 0 });
  expect(await figuresOf(second, NOVEMBER)).toEqual({ halfDays: 1, helps: 1, minutes: 30, reports: 0 });
  expect(await figuresOf(await place.newStaff("coordinator"), NOVEMBER)).toMatchObject({ helps: 0 });
  expect(await figuresOf(first, "2026-10-01")).toMatchObject({ helps: 0, reports: 0 });
  expect(await own.readOwnFigures({ ...first, by: "token" }, NOVEMBER)).toEqual({ ok: false, refusal: "not-allowed" });
});

test("the summary counts the reports that its list shows to whoever reads, and apart from them those of colleagues", async () => {
  const { place, team } = await twoDesks();
  const [first, second] = team;
  if (!first || !second) throw new Error("Two sit at the desks.");
  // Somebody who leaves from a pause is a contact, and no report is written of them.
  const leaves = await place.walksIn();
  await place.does({ type: "call", visit: leaves, desk: 1 });
  await place.does({ type: "start", visit: leaves });
  await place.does({ type: "pause", visit: leaves });
  await place.does({ type: "leave", visit: leaves, by: "staff" });
  const seenBy = async (who: Neuhof["staff"]) => {
    const [summary, list] = await Promise.all([
      summaries.readHalfDaySummary(who, place.permanence),
      reports.readReportsToDo(who),
    ]);
    const listed = list.filter(({ permanence }) => permanence === place.permanence).length;
    return { ...(summary.ok && summary.value.reportsToWrite), listed };
  };
  expect(await seenBy(first)).toEqual({ mine: 2, others: 1, listed: 2 });
  expect(await seenBy(second)).toEqual({ mine: 1, others: 2, listed: 1 });
  expect(await seenBy(await place.newStaff("coordinator"))).toEqual({ mine: 0, others: 3, listed: 0 });
  const { clock } = server;
  clock.move(instant(at("9:00") + 45 * 24 * 60 * MINUTE) - (clock.now() - clock.offset()));
  expect(await seenBy(first)).toEqual({ listed: 0 });
});

test("help that was noted after a close is theirs too, once", async () => {
  const { place, team } = await twoDesks();
  const [first] = team;
  if (!first) throw new Error("Somebody sits at the desk.");
  await server.db.lateHelp.create({
    data: {
      permanenceId: place.permanence,
      visitId: randomUUID(),
      conseillerId: first.user,
      joinedAt: new Date(at("11:00")),
      startedAt: new Date(at("11:05")),
      endedAt: new Date(at("11:20")),
    },
  });
  expect(await figuresOf(first, NOVEMBER)).toMatchObject({ helps: 3, minutes: 46 });
});

test("one tap puts in one mail to whoever asked, a second one none, and it holds counts and no name", async () => {
  const { place } = await twoDesks();
  expect((await mails.mailSummary(place.staff, place.permanence)).ok).toBe(true);
  expect((await mails.mailSummary(place.staff, place.permanence)).ok).toBe(true);
  const rows = await server.db.outboxMessage.findMany({ where: { accountId: place.staff.user } });
  expect(rows.map(({ kind }) => kind)).toEqual(["half-day-summary"]);
  const taken = rows.map(({ id, kind, causeKind, causeId, accountId }) => ({
    id,
    kind,
    cause: { kind: causeKind, id: causeId },
    about: { account: accountId ?? "" },
    putAt: server.clock.now(),
  })) as unknown as Parameters<typeof mails.summariesToMail>[0];
  const [mail] = await mails.summariesToMail(taken);
  expect(mail?.email).toMatch(/^conseiller-/u);
  expect(mail?.letter.subject.replaceAll("\u00a0", " ")).toBe(
    "Bilan : Mairie de quartier du Neuhof, mardi 24 novembre",
  );
  const text = JSON.stringify(mail?.letter.blocks).replaceAll("\u00a0", " ");
  expect(text).toContain("Personnes reçues : 3. Aidées : 3.");
  expect(text).toContain(`/conseiller/permanences/${place.permanence}/bilan`);
  await server.db.membership.updateMany({
    where: { userId: place.staff.user },
    data: { endsAt: new Date(at("8:00")) },
  });
  expect(await mails.summariesToMail(taken)).toEqual([]);
});

test("nobody of another organisation is mailed it", async () => {
  const place = await neuhof(server);
  const other = await neuhof(server);
  expect(await mails.mailSummary(other.staff, place.permanence)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await server.db.outboxMessage.count({ where: { accountId: other.staff.user } })).toBe(0);
});

test("who reports a help without a number chooses among the places of their organisation, and those at which it holds half-days", async () => {
  const here = await neuhof(server);
  const hosts = await neuhof(server);
  const others = await neuhof(server);
  const weekly = (weekday: number) => ({
    placeId: hosts.place.id,
    organisationId: here.organisation.id,
    weekday,
    startMinute: 540,
    endMinute: 720,
    fromDate: new Date("2026-11-24"),
    desks: 1,
    bookableLanes: 0,
    windows: [],
  });
  await server.db.series.createMany({ data: [weekly(1), weekly(2)] });
  const { places } = await reports.readPlacesToReport(here.staff, here.organisation.id);
  const ids = places.map(({ id }) => id);
  expect(ids.toSorted()).toEqual([here.place.id, hosts.place.id].toSorted());
  expect(ids).not.toContain(others.place.id);
});
