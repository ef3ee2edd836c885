/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import { addStaff } from "#tests/support/staff-account.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { bookableHalfDay } from "./half-day.ts";
import { coordinatorOf, type Coordinator } from "./team.ts";

/*
 * Two coordinators act on one thing at once, in both orders: the second is told what changed, and what the first wrote
 * stays.
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
  const both: readonly [Coordinator, Coordinator] = [
    await coordinatorOf(app, organisation),
    await coordinatorOf(app, organisation),
  ];
  const {
    rows: [person],
  } = await app.db.query<{ id: string; slug: string }>(
    `WITH account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), gen_random_uuid() || '@ville.example', 'Conseiller') RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT id, $1, 'conseiller' FROM account
     RETURNING user_id AS id, (SELECT slug FROM organisation WHERE id = $1)`,
    [organisation],
  );
  return { permanence, place, organisation, slug: person?.slug ?? "", both, account: person?.id ?? "" };
}

/** The version of the effect that a page shows; empty when it shows none. */
const versionIn = (page: string): string => /name="seen" value="([^"]+)"/u.exec(page)?.[1] ?? "";

describe.each([
  ["the first", [0, 1]],
  ["the second", [1, 0]],
] as const)("when %s of two coordinators is quicker", (_, [quick, slow]) => {
  test("the other is told that the series has changed, with what their own change would do by now", async () => {
    const { organisation, slug, place, both } = await anOrganisation();
    const series = {
      slug,
      place,
      weekday: "2",
      from: "09:00",
      to: "12:00",
      rhythm: "1",
      fromDate: "2026-12-01",
      desks: "1",
    };
    expect(await both[0].posts("/coordination/regles/creer/enregistrer", series)).toContain("fait=seriesMade");
    const stands = async () =>
      (await app.db.query("SELECT id, start_minute, desks FROM series WHERE organisation_id = $1", [organisation]))
        .rows;
    const path = `/coordination/regles/${((await stands())[0] as { id: string }).id}`;
    const wishes = [
      { ...series, from: "08:30" },
      { ...series, desks: "2" },
    ];
    const looked: string[] = [];
    for (const [at, one] of both.entries())
      looked.push(versionIn(await one.opens(await one.posts(`${path}/voir`, wishes[at]!))));
    const save = (at: number) => both[at]!.posts(`${path}/enregistrer`, { ...wishes[at]!, seen: looked[at]! });
    expect(await save(quick)).toContain("fait=seriesChanged");
    const after = await stands();
    const told = await both[slow].opens(await save(slow));
    expect(told).toContain("Quelque chose a changé depuis.");
    expect(["", looked[slow]]).not.toContain(versionIn(told));
    expect(await stands()).toEqual(after);
  });

  test("the other is told that the person is away already, and one absence stands", async () => {
    const { slug, account, both } = await anOrganisation();
    const path = `/coordination/equipe/${account}/absence`;
    const days = { slug, from: MONDAY };
    const looked: string[] = [];
    for (const one of both) looked.push(versionIn(await one.opens(await one.posts(`${path}/voir`, days))));
    const note = (at: number) => both[at]!.posts(`${path}/enregistrer`, { ...days, seen: looked[at]! });
    expect(await note(quick)).toContain("fait=absenceNoted");
    expect(await both[slow].opens(await note(slow))).toContain("Cette absence est déjà notée.");
    expect((await app.db.query("SELECT 1 FROM absence WHERE conseiller_id = $1", [account])).rowCount).toBe(1);
  });

  test("the other is told that the desk is taken by whom the first planned", async () => {
    const { permanence, slug, account, both } = await anOrganisation();
    const page = `/coordination/planning/planifier?${new URLSearchParams({ organisation: slug, permanence })}`;
    const plan = (at: number) => both[at]!.posts(page, { slug, permanence, account });
    expect(await plan(quick)).toContain("fait=personPlanned");
    expect(await both[slow].opens(await plan(slow))).toContain("Cette personne est déjà planifiée ici à ce moment.");
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
