import type { Page } from "playwright-core";
import type { Locale } from "#i18n/routing.ts";
import { AXE, faultsOf } from "#tests/support/residents/faults.ts";
import type { State } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { Stage } from "#tests/support/residents/stage.ts";

/**
 * Each state in these languages: accessibility rules, targets, reflow, large letters, focus and frame find nothing.
 * `turns`: lists of languages that are looked at side by side, each language of a list after the other.
 */
export function everyState(stage: () => Stage, states: readonly State[], turns: readonly (readonly Locale[])[]): void {
  /** One page a language goes from state to state. What is done on a page may change it for good: such a state has one of its own. */
  const pages = new Map<Locale, Page>();
  const fresh = async (locale: Locale): Promise<Page> => {
    const page = await stage().phones[locale].newPage();
    await page.addInitScript({ path: AXE });
    return page;
  };
  const pageFor = async ({ act }: State, locale: Locale): Promise<Page> => {
    const page = (act ? undefined : pages.get(locale)) ?? (await fresh(locale));
    if (!act) pages.set(locale, page);
    return page;
  };
  afterAll(() => Promise.all([...pages.values()].map((page) => page.close())));

  test.each(states.map((state) => [state.name, state] as const))(
    `%s is for everyone, in ${turns.flat().join(", ")}`,
    async (_, state) => {
      const { phones, world } = stage();
      const found = await Promise.all(
        turns.map(async (locales) => {
          const faults: string[] = [];
          for (const locale of locales) {
            const page = await visit(phones, world, state, locale, await pageFor(state, locale));
            faults.push(...(await faultsOf(page, state, locale)));
            if (state.act) await page.close();
          }
          return faults;
        }),
      );
      expect(found.flat()).toEqual([]);
    },
  );
}
