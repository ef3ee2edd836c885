import { openBrowser } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { runUntil, STEPS, type StepName } from "#tests/support/residents/scenario.ts";
import type { PageState } from "#tests/support/residents/states.ts";
import type { ScenarioRun } from "#tests/support/residents/scenario-run.ts";
import { openPhones } from "#tests/support/residents/visit.ts";
import { ScenarioContext } from "#tests/support/residents/scenario-context.ts";
import { startApp } from "#tests/support/start-app.ts";

/**
 * Declares the tests of each step that has some of these states, on one application and one browser of the test file
 * that calls it.
 */
export function atEachStep(
  all: readonly PageState[],
  tests: (run: () => ScenarioRun, step: StepName, states: readonly PageState[]) => void,
): void {
  let run: ScenarioRun;
  const done = new Set<StepName>();
  beforeAll(async () => {
    const app = await startApp({ now: SUNDAY });
    const browser = await openBrowser();
    run = { app, browser, context: new ScenarioContext(app), phones: await openPhones(browser, app.url) };
  });
  afterAll(async () => {
    await run?.browser.close();
    await run?.app.stop();
  });
  const statesIn = (step: StepName): readonly PageState[] => all.filter((state) => state.step === step);
  const steps = (Object.keys(STEPS) as StepName[]).filter((step) => statesIn(step).length > 0);
  describe.each(steps)("residents' pages, %s", (step) => {
    beforeAll(() => runUntil(run.context, step, done));
    tests(() => run, step, statesIn(step));
  });
}
