import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { keepWholePage } from "#tests/support/kept-picture.ts";
import type { PageState } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { ScenarioRun } from "#tests/support/residents/scenario-run.ts";

const FOLDER = `${process.env["PICTURES"] ?? "tests/results/pictures"}/residents`;

/** The states that are also pictured in Arabic (right to left). */
const MIRRORED = [
  "home-open",
  "permanence-open",
  "soonest-hours",
  "book-wrong",
  "appointment",
  "offer",
  "move",
  "door-take",
  "turn-waiting",
  "turn-called",
  "place-open",
  "home-nothing-now",
  "cards",
];

/** Those that are looked at on a tablet and on a desk too, by their width in CSS pixels. */
const WIDER: readonly string[] = [
  "home-open",
  "permanence-open",
  "soonest-hours",
  "appointment",
  "offer",
  "turn-waiting",
  "turn-called",
];
const PHONE = 390;
/** A sheet of A4 across, at 96 pixels an inch. */
const SHEET = 794;
const WIDTHS = [820, 1280];
const HEIGHT = 844;

/** Stores a picture of the whole page of each state on a phone, with few colours so that the files stay small. */
export const pictured = (run: () => ScenarioRun, states: readonly PageState[]): void =>
  test.each(states.map((state) => [state.name, state] as const))("%s is pictured", async (name, state) => {
    const { paper } = state;
    const { phones, context } = run();
    await mkdir(FOLDER, { recursive: true });
    for (const locale of MIRRORED.includes(name) ? (["fr", "ar"] as const) : (["fr"] as const)) {
      const page = await visit(phones, context, state, locale);
      expect(await keep(page, locale === "fr" ? name : `${name}-${locale}`)).toBe(PHONE);
      if (paper)
        expect(await keepAsPrinted(page, locale === "fr" ? `${name}-printed` : `${name}-printed-${locale}`)).toBe(
          SHEET,
        );
      for (const width of locale === "fr" && WIDER.includes(name) ? WIDTHS : []) {
        await page.setViewportSize({ width, height: HEIGHT });
        expect(await keep(page, `${name}-${width}`)).toBe(width);
      }
      await page.close();
    }
  });

/** The width of the picture, which is wider than the screen if the page overflows sideways. */
const keep = (page: Page, name: string): Promise<number> => keepWholePage(page, `${FOLDER}/${name}.png`);

/** The printed page, in black on white. */
async function keepAsPrinted(page: Page, name: string): Promise<number> {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: SHEET, height: HEIGHT });
  return keep(page, name);
}
