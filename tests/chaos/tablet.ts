import type { Page, Request } from "playwright-core";
import { pause } from "#scripts/pause.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { commands as commandsOnWire } from "#lib/wire/queue/command.ts";
import { outcomesOf } from "#tests/rig/actions.ts";
import type { Dice } from "#tests/rig/dice.ts";
import type { Action, History } from "#tests/rig/history.ts";
import { keptRows } from "#tests/support/kept-rows.ts";

/** The number of the tablet among the clients of the history. */
export const TABLET = 0;

/** The browser reports a request a moment after it was sent: it counts from this many milliseconds before. */
const REPORTED_AFTER = 2 * SECOND;

/**
 * Writes down what this tablet sends and what it is answered, as the clients of the API do. `client`: its number among
 * the clients; `name`: that of the page, among all pages of the run; `reportedAfter`: within so many milliseconds the
 * browser says that it sent something.
 */
export function recordTablet(
  page: Page,
  permanence: string,
  conseiller: string,
  history: History,
  now: () => Instant,
  { client, name, reportedAfter } = { client: TABLET, name: "tablet", reportedAfter: REPORTED_AFTER },
): void {
  const asked = new Map<Request, { readonly ids: readonly string[]; readonly actions: readonly Action[] }>();
  let count = 0;
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().includes(`/${permanence}/commands?`)) return;
    const parsed = commandsOnWire.safeParse(JSON.parse(request.postData() ?? "{}"));
    if (!parsed.success) return;
    const actions = parsed.data.commands.map((command): Action => ({
      type: "command",
      permanence,
      conseiller,
      command: command as unknown as Command,
    }));
    count += 1;
    const ids = actions.map((_, index) => `${name}.${count}.${index}`);
    asked.set(request, { ids, actions });
    actions.forEach((action, index) =>
      history.invoked(ids[index] ?? "", client, action, instant(now() - reportedAfter)),
    );
  });
  const answered = (request: Request, answer: Parameters<typeof outcomesOf>[1]): void => {
    const sent = asked.get(request);
    if (!sent) return;
    asked.delete(request);
    outcomesOf(sent.actions, answer).forEach((outcome, index) =>
      history.answered(sent.ids[index] ?? "", outcome, now()),
    );
  };
  page.on("requestfinished", (request) => {
    if (!asked.has(request)) return;
    void request
      .response()
      .then(async (response) => {
        const status = response?.status() ?? 0;
        const body: unknown = await response?.json().catch(() => undefined);
        answered(request, status < 300 && body === undefined ? { trouble: "no body" } : { status, body });
      })
      .catch(() => answered(request, { trouble: "no answer" }));
  });
  page.on("requestfailed", (request) => answered(request, { trouble: request.failure()?.errorText ?? "failed" }));
}

/** What the conseiller taps, the most usual first: the names of buttons on the screen of a desk. */
const ACTS = [
  /^Appeler le \d/u,
  /^Commencer/u,
  /^Terminer et appeler/u,
  /^Terminer(?! et)/u,
  /^Annuler «\sTerminer\s» pour le \d/u,
];

/** Milliseconds that a tap waits for its button: a button acts 0.6 s after it was shown. */
const TAP_WITHIN = 1_500;

/** Taps one of the acts that the tablet offers now; nothing when it offers none. */
async function tapOnce(page: Page, dice: Dice): Promise<void> {
  const offered: RegExp[] = [];
  for (const name of ACTS) {
    const button = page.getByRole("button", { name }).first();
    if ((await button.isVisible().catch(() => false)) && (await button.isEnabled().catch(() => true)))
      offered.push(name);
  }
  const [first] = offered;
  if (!first) return;
  const chosen = dice.chance(0.8) ? first : dice.among([first, ...offered.slice(1)]);
  await page
    .getByRole("button", { name: chosen })
    .first()
    .click({ timeout: TAP_WITHIN })
    .catch(() => undefined);
}

/** The ids of the last acts that this tablet has done on its screen, whether the server knows of them or not. */
export const madeOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => JSON.parse(sessionStorage.getItem("permanences.made-here") ?? "[]") as string[]).catch(() => []);

/** Taps at the tablet until `isOver`, and adds the id of every act that it did to `made`. */
export async function useTablet(page: Page, dice: Dice, made: Set<string>, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await tapOnce(page, dice);
    for (const id of await madeOn(page)) made.add(id);
    await pause(500 + dice.whole(700));
  }
}

/** How many acts the tablet still keeps because the server has not answered them. */
export const keptOn = (page: Page): Promise<number> =>
  keptRows(page, "permanences-tablet", "commands").then(
    ({ length }) => length,
    () => 0,
  );
