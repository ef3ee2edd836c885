import { openBrowser } from "#tests/support/devices.ts";
import { reach, SCENES, type SceneName } from "#tests/support/residents/scenes.ts";
import { STATES } from "#tests/support/residents/states.ts";
import type { Stage } from "#tests/support/residents/stage.ts";
import { openPhones } from "#tests/support/residents/visit.ts";
import { World } from "#tests/support/residents/world.ts";
import { startApp } from "#tests/support/start-app.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { byKeyboard } from "./by-keyboard.ts";
import { everyState } from "./every-state.ts";
import { onPaper } from "./on-paper.ts";
import { pictured } from "./pictured.ts";
import { readAloud } from "./read-aloud.ts";

/** The first start builds the application. */
const BUILD_MS = 300_000;

let stage: Stage;
const played = new Set<SceneName>();
const onStage = (): Stage => stage;

beforeAll(async () => {
  const app = await startApp({ now: SUNDAY });
  const browser = await openBrowser();
  stage = { app, browser, world: new World(app), phones: await openPhones(browser, app.url) };
}, BUILD_MS);

afterAll(async () => {
  await stage?.browser.close();
  await stage?.app.stop();
});

describe.each(Object.keys(SCENES) as SceneName[])("residents' pages, %s", (scene) => {
  beforeAll(() => reach(stage.world, scene, played));
  const states = STATES.filter((state) => state.scene === scene);
  // Keeping pictures is a work of its own (npm run pictures).
  if (process.env["PICTURES"]) return pictured(onStage, states);
  everyState(onStage, states);
  byKeyboard(onStage, scene);
  onPaper(onStage, scene);
  readAloud(onStage, scene);
});
