import type { StepName } from "#tests/support/residents/scenario.ts";
import type { ScenarioRun } from "#tests/support/residents/scenario-run.ts";
import { inLocale } from "#tests/support/residents/visit.ts";
import { routing } from "#i18n/routing.ts";

/** Pages made for printing, as the browser prints them. */
export function onPaper(run: () => ScenarioRun, step: StepName): void {
  if (step !== "sunday") return;
  const sheetsOf = async (address: string): Promise<number> => {
    const page = await run().phones.fr.newPage();
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page[^s]/gu);
    await page.close();
    return sheets?.length ?? 0;
  };

  test.each(routing.locales)(
    "on paper, in %s, the poster of a place with four languages and three days is one sheet of A4",
    async (locale) => {
      const { context } = run();
      const { db } = context.app;
      const {
        rows: [was],
      } = await db.query<{ languages: string[] }>("SELECT languages FROM place WHERE slug = 'face-alsace'");
      await db.query("UPDATE place SET languages = '{fr,ar,tr,en}' WHERE slug = 'face-alsace'");
      // Not due for planning: the job of the application would write its dates, which other tests would find on the
      // pages.
      const more = await context.one(
        `INSERT INTO series (id, place_id, organisation_id, weekday, start_minute, end_minute, every_weeks, from_date, desks, bookable_lanes, windows, plan_due_at)
       SELECT gen_random_uuid(), id, organisation_id, 1, 540, 720, 2, '2026-09-01', 1, 0, '[]', '2100-01-01' FROM place WHERE slug = 'face-alsace' RETURNING id`,
      );
      try {
        expect(await sheetsOf(inLocale("/lieux/face-alsace/affiche", locale))).toBe(1);
      } finally {
        await db.query("DELETE FROM series WHERE id = $1", [more]);
        await db.query("UPDATE place SET languages = $1 WHERE slug = 'face-alsace'", [was?.languages]);
      }
    },
  );

  test("on paper, twenty-four cards are three sheets of A4", async () => {
    expect(await sheetsOf("/lieux/face-alsace/cartes")).toBe(3);
  });
}
