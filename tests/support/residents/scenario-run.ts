import type { Browser } from "playwright-core";
import type { RunningApp } from "#tests/support/start-app.ts";
import type { Phones } from "./visit.ts";
import type { ScenarioContext } from "./scenario-context.ts";

/**
 * What the tests of the residents' pages share: one application, the steps of one week on it, one phone for each
 * language.
 */
export type ScenarioRun = {
  readonly app: RunningApp;
  readonly context: ScenarioContext;
  readonly browser: Browser;
  readonly phones: Phones;
};
