import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { SIZES } from "#tests/support/devices.ts";
import { keepWholePage } from "#tests/support/kept-picture.ts";
import { MONDAY } from "./team.ts";

const FOLDER = `${process.env["PICTURES"] ?? "tests/results/pictures"}/coordination`;
const WIDTHS = [390, 820, 1280];
/** A sheet of A4 lying and upright, at 96 pixels an inch. */
const SHEET = 794;

/** The screens of a coordinator, on the demo’s week. `paper`: it is printed too. */
const SCREENS: readonly { readonly name: string; readonly at: (monday: string) => string; readonly paper?: true }[] = [
  { name: "week", at: () => `/coordination/planning?semaine=${MONDAY}`, paper: true },
  { name: "who-is-free", at: (monday) => `/coordination/planning?semaine=${MONDAY}&permanence=${monday}` },
  { name: "week-by-person", at: () => `/coordination/planning?semaine=${MONDAY}&vue=personnes`, paper: true },
  { name: "month", at: () => `/coordination/planning?semaine=${MONDAY}&vue=mois` },
  { name: "disruption", at: () => `/coordination/imprevu?jour=${MONDAY}` },
  { name: "monday", at: () => "/coordination/lundi", paper: true },
  { name: "series", at: () => "/coordination/regles" },
  { name: "closures", at: () => "/coordination/fermetures" },
];

/** Stores a picture of each screen at the width of a telephone, a tablet and a desk, and as it is printed. */
export const pictured = (run: () => { readonly page: Page; readonly monday: string }): void =>
  test.each(SCREENS.map((screen) => [screen.name, screen] as const))("%s is pictured", async (name, { at, paper }) => {
    const { page, monday } = run();
    await mkdir(FOLDER, { recursive: true });
    const keep = async (file: string, width: number): Promise<void> => {
      await page.setViewportSize({ width, height: SIZES.phone.height });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect([file, await keepWholePage(page, `${FOLDER}/${file}.png`)]).toEqual([file, width]);
    };
    await page.goto(at(monday));
    for (const width of WIDTHS) await keep(width === SIZES.phone.width ? name : `${name}-${width}`, width);
    if (!paper) return;
    await page.emulateMedia({ media: "print" });
    await keep(`${name}-printed`, SHEET);
    await page.emulateMedia({ media: null });
  });
