import { routing } from "#app/i18n/routing.ts";
import { faultsOf } from "#tests/support/residents/faults.ts";
import type { State } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { Stage } from "#tests/support/residents/stage.ts";

/** Two cores: French, which has one width more, beside the others. */
const TURNS = [[routing.defaultLocale], routing.locales.filter((locale) => locale !== routing.defaultLocale)];

/** Each state in each language: rules, targets, reflow, large letters, focus and frame find nothing. */
export const everyState = (stage: () => Stage, states: readonly State[]): void =>
  test.each(states.map((state) => [state.name, state] as const))("%s is for everyone", async (_, state) => {
    const { phones, world } = stage();
    const found = await Promise.all(TURNS.map(async (locales) => {
      const faults: string[] = [];
      for (const locale of locales) {
        const page = await visit(phones, world, state, locale);
        faults.push(...await faultsOf(page, state, locale));
        await page.close();
      }
      return faults;
    }));
    expect(found.flat()).toEqual([]);
  });
