import { mkdir, readFile, writeFile } from "node:fs/promises";
import { eventually } from "#tests/support/eventually.ts";
import { inFrench } from "#tests/support/residents/in-french.ts";
import { heard, readAloud as read, startReader } from "#tests/support/residents/listen.ts";
import type { SceneName } from "#tests/support/residents/scenes.ts";
import { STATES } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { Stage } from "#tests/support/residents/stage.ts";

/** The journeys that are kept as they are heard, by the scene in which they are: a file each, page after page. */
const HEARD: Readonly<Partial<Record<SceneName, Readonly<Record<string, readonly string[]>>>>> = {
  sunday: {
    booking: ["soonest-topics", "soonest-hours", "book-chosen", "book-wrong", "appointment"],
    cancelling: ["cancel", "appointment-given-up"],
  },
  morning: {
    finding: ["home-open", "permanence-open"],
    "at-the-door": ["door-take"],
    "my-turn": ["turn-waiting", "turn-away", "turn-absent"],
    called: ["turn-called"],
  },
};

const KEPT = "docs/spoken";

/** Each journey sounds as it is kept in docs/spoken; `npm run spoken` keeps it anew, to be read by somebody who did not build it. */
export function readAloud(stage: () => Stage, scene: SceneName): void {
  const journeys = Object.entries(HEARD[scene] ?? {});
  if (journeys.length > 0)
    test.each(journeys)("%s is heard as it is kept, read aloud", async (name, states) =>
      sounds(name, await pagesOf(stage(), states)),
    );
  if (scene === "stopped")
    test("a call is said at once to whoever listens to their page, read aloud", async () =>
      sounds("the-call", await theCall(stage())));
}

async function pagesOf({ phones, world }: Stage, names: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of names) {
    const state = STATES.find((one) => one.name === name);
    if (!state) throw new Error(`No state is called ${name}.`);
    // The clock has run on while other states were looked at; what is kept is heard at the scene's own minute.
    await world.moveTo(world.now);
    const page = await visit(phones, world, state, "fr");
    const phrases = inFrench(await read(page));
    // What stands around every page is kept once a journey.
    const main =
      lines.length === 0
        ? phrases
        : phrases.slice(
            phrases.indexOf("contenu principal"),
            phrases.findIndex((line) => line.startsWith("pied de page")),
          );
    lines.push(`── ${await page.title()}`, ...main, "");
    await page.close();
  }
  return lines;
}

/** What is said when the number is called while its resident reads the page, before they do anything. */
async function theCall({ phones, world }: Stage): Promise<readonly string[]> {
  const permanence = world.addressOf("face").split("/").at(-1) ?? "";
  // A third table moves the range of their wait, which is said too: it is there before they listen.
  await world.does(permanence, 3, { type: "take-desk", desk: 3 });
  const page = await phones.fr.newPage();
  await page.goto(world.addressOf("another"));
  await startReader(page);
  const before = (await heard(page)).length;
  await world.does(permanence, 3, { type: "call", visit: world.addressOf("another-id"), desk: 3, override: "urgent" });
  await page.locator("[data-called]").waitFor();
  await eventually(async () => (await heard(page)).length > before, true);
  const said = inFrench((await heard(page)).slice(before));
  await page.close();
  return said;
}

async function sounds(name: string, lines: readonly string[]): Promise<void> {
  const spoken = `${lines.join("\n").trim()}\n`;
  const file = `${KEPT}/${name}.txt`;
  if (process.env["SPOKEN"]) {
    await mkdir(KEPT, { recursive: true });
    await writeFile(file, spoken);
  }
  expect(spoken).toBe(await readFile(file, "utf8"));
}
