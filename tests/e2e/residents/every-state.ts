import type { Page } from "playwright-core";
import type { Locale } from "#i18n/routing.ts";
import { AXE, faultsOf } from "#tests/support/residents/faults.ts";
import type { PageState } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { ScenarioRun } from "#tests/support/residents/scenario-run.ts";

/**
 * Declares a test for each state: no accessibility rule, target size, reflow, large text, focus or frame check finds a
 * fault. `turns`: lists of languages; the lists are checked in parallel, the languages of a list one after the other.
 */
export function everyState(
  run: () => ScenarioRun,
  states: readonly PageState[],
  turns: readonly (readonly Locale[])[],
): void {
  /**
   * One page for each language is reused for all states, except for states with an act, which may change the page for
   * good.
   */
  const pages = new Map<Locale, Page>();
  const fresh = async (locale: Locale): Promise<Page> => {
    const page = await run().phones[locale].newPage();
    await page.addInitScript({ path: AXE });
    return page;
  };
  const pageFor = async ({ act }: PageState, locale: Locale): Promise<Page> => {
    const page = (act ? undefined : pages.get(locale)) ?? (await fresh(locale));
    if (!act) pages.set(locale, page);
    return page;
  };
  afterAll(() => Promise.all([...pages.values()].map((page) => page.close())));

  test.each(states.map((state) => [state.name, state] as const))(
    `%s is for everyone, in ${turns.flat().join(", ")}`,
    async (_, state) => {
      const { phones, context } = run();
      const found = await Promise.all(
        turns.map(async (locales) => {
          const faults: string[] = [];
          for (const locale of locales) {
            const page = await visit(phones, context, state, locale, await pageFor(state, locale));
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
