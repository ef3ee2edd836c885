import { mkdir } from "node:fs/promises";
import sharp from "sharp";
import type { State } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { Stage } from "#tests/support/residents/stage.ts";

/** Those that are looked at from right to left too. */
const MIRRORED = ["home-open", "permanence-open", "soonest-hours", "book-wrong", "appointment", "move", "door-take", "turn-waiting", "turn-called", "place-open", "home-nothing-now", "cards"];

/** Keeps the whole page of each state on a phone, in few colours so that all of them stay small. */
export const pictured = (stage: () => Stage, states: readonly State[]): void =>
  test.each(states.map((state) => [state.name, state] as const))("%s is pictured", async (name, state) => {
    const { phones, world } = stage();
    const folder = process.env["PICTURES"] ?? "tests/results/pictures";
    await mkdir(folder, { recursive: true });
    for (const locale of MIRRORED.includes(name) ? (["fr", "ar"] as const) : (["fr"] as const)) {
      const page = await visit(phones, world, state, locale);
      const whole = await page.screenshot({ fullPage: true, animations: "disabled" });
      await sharp(whole).png({ palette: true, colours: 32, effort: 10 }).toFile(`${folder}/${name}${locale === "fr" ? "" : `-${locale}`}.png`);
      await page.close();
    }
    expect(states).toContain(state);
  });
