import { openBrowser } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { reach, SCENES, type SceneName } from "#tests/support/residents/scenes.ts";
import { STATES, type State } from "#tests/support/residents/states.ts";
import type { Stage } from "#tests/support/residents/stage.ts";
import { openPhones } from "#tests/support/residents/visit.ts";
import { World } from "#tests/support/residents/world.ts";
import { startApp } from "#tests/support/start-app.ts";

/** Milliseconds for the first start, which builds the application. */
const BUILD_MS = 300_000;

/** Describes the residents' pages scene by scene, on one application and one browser of the test file that calls it. */
export function onStage(tests: (stage: () => Stage, scene: SceneName, states: readonly State[]) => void): void {
  let stage: Stage;
  const played = new Set<SceneName>();
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
    tests(
      () => stage,
      scene,
      STATES.filter((state) => state.scene === scene),
    );
  });
}
