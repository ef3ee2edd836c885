import { eventually } from "#tests/support/eventually.ts";
import { inWords } from "#tests/support/residents/in-words.ts";
import { expectSpoken } from "#tests/e2e/kept-speech.ts";
import { heard, readAloud as read, startReader } from "#tests/support/residents/listen.ts";
import type { StepName } from "#tests/support/residents/scenario.ts";
import { STATES } from "#tests/support/residents/states.ts";
import { visit } from "#tests/support/residents/visit.ts";
import type { ScenarioRun } from "#tests/support/residents/scenario-run.ts";

/**
 * The journeys whose spoken text is stored in docs/spoken, by step: the name of the file, and the states of its pages
 * in order.
 */
const HEARD: Readonly<Partial<Record<StepName, Readonly<Record<string, readonly string[]>>>>> = {
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

/**
 * Compares what a screen reader says of each journey with docs/spoken. `npm run spoken` writes these files again, for
 * review.
 */
export function readAloud(run: () => ScenarioRun, step: StepName): void {
  const journeys = Object.entries(HEARD[step] ?? {});
  if (journeys.length > 0)
    test.each(journeys)("%s, read aloud, is as stored in docs/spoken", async (name, states) =>
      expectSpoken(name, await pagesOf(run(), states)),
    );
  if (step === "stopped")
    test("a call is announced at once on the page of the called person, read aloud", async () =>
      expectSpoken("the-call", await theCall(run())));
}

async function pagesOf({ phones, context }: ScenarioRun, names: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of names) {
    const state = STATES.find((one) => one.name === name);
    if (!state) throw new Error(`No state is called ${name}.`);
    // The clock ran on during the tests of other states; the stored text has the minute of the step.
    await context.moveTo(context.now);
    const page = await visit(phones, context, state, "fr");
    const phrases = inWords(await read(page));
    // The header and footer are stored once for each journey.
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

/** What the screen reader says on the page of a waiting person when their number is called. */
async function theCall({ phones, context }: ScenarioRun): Promise<readonly string[]> {
  const permanence = context.addressOf("permanence").split("/").at(-1) ?? "";
  // A third desk changes the announced wait, which is read too: it is taken before the reader starts.
  await context.does(permanence, 3, { type: "take-desk", desk: 3 });
  const page = await phones.fr.newPage();
  await page.goto(context.addressOf("others"));
  await startReader(page);
  const before = (await heard(page)).length;
  await context.does(permanence, 3, {
    type: "call",
    visit: context.addressOf("last-of-others-id"),
    desk: 3,
    override: "urgent",
  });
  await page.locator("[data-called]").waitFor();
  await eventually(async () => (await heard(page)).length > before, true);
  const said = inWords((await heard(page)).slice(before));
  await page.close();
  return said;
}
