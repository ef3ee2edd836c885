import type { Page } from "playwright-core";
import { setClock, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { inWords } from "#tests/support/residents/in-words.ts";
import { readAloud as read } from "#tests/support/residents/listen.ts";
import type { RunningApp } from "#tests/support/start-app.ts";
import { expectSpoken } from "#tests/e2e/kept-speech.ts";
import { MONDAY } from "./team.ts";

const PANEL = "#permanence";
/** What says what was done, and has the focus. */
const DONE = "main [role=status]";

type Run = { readonly app: RunningApp; readonly page: Page; readonly monday: string; readonly tuesday: string };

/**
 * What a screen reader says to a coordinator at a desk: of the week, of who is free and the assignment, of an absence,
 * and of « Imprévu » up to its confirmation. Each journey goes on from the one before. Compared with
 * docs/spoken/coordination; `npm run spoken` writes these files again.
 */
export function readAloud(run: () => Run): void {
  const page = (): Page => run().page;
  const open = async (address: string): Promise<void> => {
    await setClock(run().app, SUNDAY);
    await page().goto(address);
  };
  /** Presses what posts or leads to the next page. */
  const press = async (selector: string): Promise<void> => {
    const target = page().locator(selector).locator("visible=true").first();
    await Promise.all([page().waitForEvent("load"), target.click()]);
  };
  /** What is said of these parts of the page, one after the other, below its title. */
  const heard = async (...parts: readonly string[]): Promise<readonly string[]> => {
    const lines = [`── ${await page().title()}`];
    for (const part of parts) {
      await page().locator(part).first().waitFor();
      lines.push(...inWords(await read(page(), part)));
    }
    return [...lines, ""];
  };
  const kept = (name: string, lines: readonly string[]): Promise<void> => expectSpoken(`coordination/${name}`, lines);

  test("the week of a coordinator, read aloud, is as stored in docs/spoken", async () => {
    await open(`/coordination/planning?semaine=${MONDAY}`);
    await kept("week", await heard("main"));
  });

  test("who is free and who was assigned, read aloud, is as stored in docs/spoken", async () => {
    await open(`/coordination/planning?semaine=${MONDAY}&permanence=${run().monday}#permanence`);
    const free = await heard(PANEL);
    await press('form[action*="/planifier?"] button');
    await kept("assigning", [...free, ...(await heard(DONE, PANEL))]);
  });

  test("« Imprévu » up to its confirmation, read aloud, is as stored in docs/spoken", async () => {
    await open(`/coordination/imprevu?jour=${MONDAY}`);
    const asked = await heard("main");
    await page().locator('select[name^="away:"]').first().selectOption("morning");
    await press('main details form button[type="submit"]');
    const settling = await heard("main");
    // That it is cancelled has most to say afterwards: whom to tell, the notice for the door, the poster.
    await page().locator("main fieldset input[value=cancel]").check({ force: true });
    await press('main form[action*="/voir"] button[type="submit"]');
    const effect = await heard("section[aria-labelledby=effect]");
    await press('section[aria-labelledby=effect] button[type="submit"]');
    await kept("disruption", [...asked, ...settling, ...effect, ...(await heard("main"))]);
  });

  test("an absence, read aloud, is as stored in docs/spoken", async () => {
    await open(`/coordination/planning?semaine=${MONDAY}&permanence=${run().tuesday}#permanence`);
    await press(`${PANEL} a[href*="/equipe/semaine"]`);
    const asked = await heard("#absence");
    // The third button: next week.
    await press("#absence-days li:nth-child(3) button");
    const touched = await heard("#absence");
    await press('#absence form[action*="/enregistrer"] button');
    await kept("absence", [...asked, ...touched, ...(await heard(DONE, "#absence"))]);
  });
}
