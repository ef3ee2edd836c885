import type { Browser } from "playwright-core";
import type { RunningApp } from "#tests/support/start-app.ts";
import type { Phones } from "./visit.ts";
import type { World } from "./world.ts";

/** What every part of the proof plays on: one application, one week that goes on scene by scene, one phone a language. */
export type Stage = {
  readonly app: RunningApp;
  readonly world: World;
  readonly browser: Browser;
  readonly phones: Phones;
};
