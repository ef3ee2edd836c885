/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import { addStaff } from "#tests/support/staff-account.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { bookableHalfDay } from "./half-day.ts";
import { coordinatorOf, type Calls } from "./team.ts";

/*
 * Two coordinators act on one thing at once, in both orders: the second is told what changed, and what the first wrote stays.
 */

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  app = await startApp({ now: "2026-11-20T10:00:00+01:00" });
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const MONDAY = "2026-11-23";

/** An organisation with a half-day on Monday, a conseiller, and its two coordinators. */
async function anOrganisation() {
  const { permanence, place, organisation } = await bookableHalfDay(app, MONDAY, 1);
  const both: readonly [Calls, Calls] = [
    await coordinatorOf(app, organisation),
    await coordinatorOf(app, organisation),
  ];
  const {
    rows: [person],
  } = await app.db.query<{ id: string }>(
    `WITH account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), gen_random_uuid() || '@ville.example', 'Conseiller') RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT id, $1, 'conseiller' FROM account RETURNING user_id AS id`,
    [organisation],
  );
  return { permanence, place, organisation, both, account: person?.id ?? "" };
}

type Answer = { readonly version?: string; readonly id?: string; readonly code?: string; readonly now?: object };
const read = async (answer: Response): Promise<readonly [number, Answer]> => [
  answer.status,
  (await answer.json()) as Answer,
];

describe.each([
  ["the first", [0, 1]],
  ["the second", [1, 0]],
] as const)("when %s of two coordinators is quicker", (_, [quick, slow]) => {
  test("the other is told that the rule has changed, with what their own change would do by now", async () => {
    const { organisation, place, both } = await anOrganisation();
    const rule = { place, weekday: 2, from: "09:00", to: "12:00", fromDate: "2026-12-01", tables: 1 };
    const [made, { id = "" }] = await read(
      await both[0]("POST", "/api/v1/series", { organisation, preview: false, rule }),
    );
    expect(made).toBe(201);
    const path = `/api/v1/series/${id}`;
    const wishes = [
      { ...rule, from: "08:30" },
      { ...rule, tables: 2 },
    ];
    const looked = await Promise.all(
      both.map(async (ask, at) => read(await ask("PUT", path, { preview: true, rule: wishes[at] }))),
    );
    const save = async (at: number) =>
      read(await both[at]!("PUT", path, { preview: false, seen: looked[at]?.[1].version, rule: wishes[at] }));
    expect((await save(quick))[0]).toBe(200);
    const { rows: after } = await app.db.query("SELECT start_minute, desks FROM series WHERE organisation_id = $1", [
      organisation,
    ]);
    const [status, told] = await save(slow);
    expect([status, told.code, told.now]).toEqual([
      409,
      "state-changed",
      expect.objectContaining({ version: expect.any(String) as string }),
    ]);
    expect(
      (await app.db.query("SELECT start_minute, desks FROM series WHERE organisation_id = $1", [organisation])).rows,
    ).toEqual(after);
  });

  test("the other is told that the person is away already, and one absence stands", async () => {
    const { organisation, account, both } = await anOrganisation();
    const span = { startsAt: `${MONDAY}T00:00:00+01:00`, endsAt: `${MONDAY}T23:59:00+01:00` };
    const note = async (at: number) =>
      read(await both[at]!("POST", "/api/v1/absences", { organisation, account, preview: false, ...span }));
    expect((await note(quick))[0]).toBeLessThan(300);
    const [status, told] = await note(slow);
    expect([status, told.code]).toEqual([409, "away-already"]);
    expect((await app.db.query("SELECT 1 FROM absence WHERE conseiller_id = $1", [account])).rowCount).toBe(1);
  });

  test("the other is told that the table is taken by whom the first planned", async () => {
    const { permanence, account, both } = await anOrganisation();
    const plan = async (at: number) =>
      read(await both[at]!("POST", `/api/v1/permanences/${permanence}/assignments`, { account }));
    expect((await plan(quick))[0]).toBeLessThan(300);
    const [status, told] = await plan(slow);
    expect([status, told.code]).toEqual([409, "planned-here"]);
    expect((await app.db.query("SELECT 1 FROM assignment WHERE permanence_id = $1", [permanence])).rowCount).toBe(1);
  });

  test("the other reads on « Imprévu » that the half-day has changed since they looked, and nothing of theirs is written", async () => {
    const { rows } = await app.db.query<{ id: string }>(
      "SELECT p.id FROM permanence p JOIN organisation o ON o.id = p.organisation_id WHERE o.slug = 'ville-de-strasbourg' AND p.status = 'scheduled' AND p.starts_at > $1 ORDER BY p.starts_at, p.id LIMIT 1",
      ["2026-11-20T12:00:00Z"],
    );
    const id = rows[0]?.id ?? "";
    const {
      rows: [held],
    } = await app.db.query<{ day: string }>("SELECT local_date::text AS day FROM permanence WHERE id = $1", [id]);
    const pages: Page[] = [];
    for (const name of ["premiere", "seconde"]) {
      const email = `${name}-${quick}@demo.strasbourg.example`;
      await addStaff(app, email, ["coordinator"]);
      const { page } = await openDevice(browser, app.url, "phone");
      await signIn(page, email, "/coordination/imprevu");
      await page.goto(`/coordination/imprevu?jour=${held?.day ?? ""}&besides:${id}=yes`);
      await page.getByLabel(/Annuler/u).check({ force: true });
      await page.getByRole("button", { name: "Voir qui prévenir" }).click();
      await page.getByText("Rien n’est enregistré avant.").waitFor();
      pages.push(page);
    }
    const confirm = (at: number) => pages[at]!.getByRole("button", { name: "Confirmer" }).click();
    await confirm(quick);
    await pages[quick]!.getByText(/^C’est (réglé|enregistré)\./u).waitFor();
    const { rows: after } = await app.db.query("SELECT status, updated_at FROM permanence WHERE id = $1", [id]);
    await confirm(slow);
    await pages[slow]!.getByText("Quelqu’un l’a changée entre‑temps. Regardez à nouveau.").waitFor();
    expect((await app.db.query("SELECT status, updated_at FROM permanence WHERE id = $1", [id])).rows).toEqual(after);
    for (const page of pages) await page.context().close();
  });
});
