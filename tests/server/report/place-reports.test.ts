import { randomUUID } from "node:crypto";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let areReportsToPlace: typeof import("#lib/server/report/place-reports.ts").areReportsToPlace;
let placeReports: typeof import("#lib/server/report/place-reports.ts").placeReports;
beforeAll(async () => {
  server = await freshServer();
  ({ areReportsToPlace, placeReports } = await import("#lib/server/report/place-reports.ts"));
});
afterAll(() => server.db.$disconnect());

/** Somebody who is being helped. */
async function helped() {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  const reports = (minutes: number) =>
    here.does({
      type: "report",
      visit,
      report: { themes: ["logement"], minutes, equipment: ["telephone"], gender: "feminin" },
    });
  const stands = {
    organisationId: here.organisation.id,
    placeId: here.place.id,
    conseillerId: here.staff.user,
    localDate: new Date("2026-11-24"),
    activityPlace: "lieu_activite",
    appointmentId: null,
  };
  const row = () => server.db.activityReport.findUniqueOrThrow({ where: { visitId: visit } });
  return { ...here, visit, reports, stands, row };
}

/** As the version before writes a report. */
const formerly = (visit: string, minutes: number) => server.db.$executeRaw`
  INSERT INTO activity_report (id, visit_id, themes, minutes, equipment, created_at) VALUES (${randomUUID()}::uuid, ${visit}::uuid, '{logement}', ${minutes}, '{}', now())
  ON CONFLICT (visit_id) DO UPDATE SET minutes = EXCLUDED.minutes`;

test("a report says whose help it was, where and when; a second one replaces what was done, keeps the rest, and says when", async () => {
  const { reports, row, stands } = await helped();
  expect(await reports(20)).toBe("applied");
  const first = await row();
  expect(first).toMatchObject({
    ...stands,
    minutes: 20,
    themes: ["logement"],
    equipment: ["telephone"],
    gender: "feminin",
    autonomy: null,
  });
  expect(first.updatedAt).toBeNull();
  expect(await reports(40)).toBe("applied");
  const second = await row();
  expect(second).toEqual({ ...first, minutes: 40, updatedAt: second.updatedAt });
  expect(second.updatedAt?.getTime()).toBeGreaterThanOrEqual(first.createdAt.getTime());
});

test("a report of the version before gets the same from its visit", async () => {
  const { visit, row, stands } = await helped();
  await formerly(visit, 20);
  expect(await row()).toMatchObject({ ...stands, minutes: 20 });
  await formerly(visit, 30);
  expect(await row()).toMatchObject({ ...stands, minutes: 30 });
});

test("a report that stood before the columns did is brought up to date by the job, or when it is written again", async () => {
  const [one, two] = [await helped(), await helped()];
  for (const { visit } of [one, two]) await formerly(visit, 20);
  await asBeforeTheColumns();
  expect(await areReportsToPlace()).toBe(true);
  await formerly(one.visit, 30);
  expect(await one.row()).toMatchObject({ ...one.stands, minutes: 30 });
  expect(await placeReports()).toBeGreaterThan(0);
  expect(await two.row()).toMatchObject({ ...two.stands, minutes: 20 });
  expect(await areReportsToPlace()).toBe(false);
  expect(await placeReports()).toBe(0);
});

/** Makes the rows what they were: without the rule that new rows keep, and put back as it was, unvalidated. */
async function asBeforeTheColumns(): Promise<void> {
  await server.owner.$transaction([
    server.owner
      .$executeRaw`ALTER TABLE activity_report DISABLE TRIGGER activity_report_of_a_visit, DROP CONSTRAINT activity_report_says_where`,
    server.owner
      .$executeRaw`UPDATE activity_report SET organisation_id = NULL, place_id = NULL, conseiller_id = NULL, local_date = NULL, activity_place = NULL`,
    server.owner
      .$executeRaw`ALTER TABLE activity_report ENABLE TRIGGER activity_report_of_a_visit, ADD CONSTRAINT activity_report_says_where
      CHECK (organisation_id IS NOT NULL AND local_date IS NOT NULL AND activity_place IS NOT NULL) NOT VALID`,
  ]);
}
