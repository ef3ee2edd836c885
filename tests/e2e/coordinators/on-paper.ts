import type { Page } from "playwright-core";
import { routing } from "#i18n/routing.ts";
import { HALF_DAYS, PEOPLE, PLACES, WEEK } from "#tests/support/full-week.ts";
import { inLocale } from "#tests/support/residents/visit.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

/** Sentences as long as that of a half-day which is not held may be (140 letters), and a long name of a place. */
const LONG_SENTENCES = [
  "Le lieu est fermé à cause d’un dégât des eaux dans toutes les salles. On ne sait pas encore quand il pourra rouvrir. Merci de votre patience",
  "Toute l’équipe est en formation cet après‑midi, et personne d’autre ne peut venir la remplacer. Prenez rendez‑vous un autre jour, s’il vous",
];
const LONG_NAME = "Centre socioculturel Robert Schuman, antenne Centre-ville et Langensand";
const DAY = "2026-11-23";

/** What a coordinator prints, as the browser prints it. */
export function onPaper(run: () => { readonly app: RunningApp; readonly page: Page }): void {
  const sheetsOf = async (address: string): Promise<number> => {
    const { page } = run();
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/gu)?.length ?? 0;
  };

  describe.each([
    ["one half-day that is not held", ["Le lieu est fermé."], "Mairie de quartier"],
    ["two half-days that are not held, each with the longest sentence, and long names", LONG_SENTENCES, LONG_NAME],
  ])("of %s", (_, sentences, name) => {
    beforeAll(async () => {
      const { db } = run().app;
      await db.query("UPDATE place SET languages = '{fr,ar,tr,en}', name = $1 WHERE slug NOT LIKE 'grande-ville-%'", [
        name,
      ]);
      await db.query(
        "UPDATE organisation_settings SET service_name = 'Aide numérique de Strasbourg et de l’Eurométropole'",
      );
      await db.query(
        `WITH morning AS (UPDATE permanence p SET status = 'cancelled', cancel_reason = $1 FROM place l WHERE l.id = p.place_id AND l.slug = 'mairie-neuhof' AND p.local_date = $2 RETURNING p.*)
         INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, status, cancel_reason, desks, bookable_lanes, windows, created_at, updated_at)
         SELECT gen_random_uuid(), place_id, organisation_id, time_zone, local_date, starts_at + interval '5 hours', ends_at + interval '5 hours', 'cancelled', $3, 1, 0, '[]', created_at, updated_at FROM morning WHERE $3::text IS NOT NULL`,
        [sentences[0], DAY, sentences[1]],
      );
    });

    test.each(routing.locales)("in %s the notice for the door is one sheet of A4", async (locale) => {
      expect(await sheetsOf(inLocale("/lieux/mairie-neuhof/avis", locale))).toBe(1);
      const said = await run().page.getByRole("main").innerText();
      for (const sentence of sentences) expect(said).toContain(sentence.trim());
    });
  });

  test("the week of 24 places is one sheet a place, and one sheet a person", async () => {
    expect(await sheetsOf(`/coordination/planning?semaine=${WEEK}&feuilles=1`)).toBe(PLACES);
    expect(await sheetsOf(`/coordination/planning?semaine=${WEEK}&vue=personnes&feuilles=1`)).toBe(PEOPLE);
    expect(HALF_DAYS).toBeGreaterThan(PLACES);
  });
}
