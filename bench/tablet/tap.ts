import type { Page } from "playwright-core";

/** An element, the first of these with that text in it if one is given. */
type PageElement = { readonly selector: string; readonly text?: RegExp };

/** What is seen once a tap is answered. `gone`: it is there no more. */
type ExpectedElement = PageElement & { readonly gone?: true };

/** A tap, and what answers it. */
export type Tap = {
  readonly name: string;
  readonly target: PageElement;
  readonly answer: ExpectedElement;
  /**
   * It stands on the line, which follows what answers a tap a moment later and then waits again for 0.6 s: a tap just
   * then is ignored.
   */
  readonly mayBeIgnored?: true;
};

/**
 * Milliseconds from when the finger is lifted until the frame with the answer is on the screen (`shown`). Where the
 * browser says so: until the page heard of the click, and until it had handled it.
 */
export type AnswerTimes = { readonly shown: number; readonly heard?: number; readonly handled?: number };

declare global {
  /** Undefined when nothing answered within `ANSWERED_WITHIN`. */
  var answered: Promise<AnswerTimes | undefined> | undefined;
}

/** Milliseconds between two looks whether a button acts. */
const LOOKS_EVERY = 50;

/** Milliseconds after which a tap counts as ignored, and how often one that may be ignored is done. */
const ANSWERED_WITHIN = 5_000;
const TRIES = 3;

/** The same as `tapped`. A tap that may be ignored is done again, which is said; any other must be answered. */
export async function answerOf(page: Page, tap: Tap): Promise<AnswerTimes> {
  for (let tries = tap.mayBeIgnored ? TRIES : 1; tries > 0; tries -= 1) {
    const answer = await tapped(page, tap);
    if (answer !== undefined) return answer;
    if (tap.mayBeIgnored) console.log(`« ${tap.name} » was tapped as the line followed, and ignored.`);
  }
  throw new Error(`« ${tap.name} » was tapped, and nothing answered.`);
}

/**
 * Taps as soon as the button acts, and answers how long it took from when the finger is lifted (the time of that event,
 * whatever keeps the page busy then). Where the answer is in the next frame the browser says when (Event Timing, in
 * steps of 8 ms; a message that the page sent itself waits behind other work, 10 to 25 ms here); a later frame counts
 * until the page has made it. Undefined when nothing answered.
 */
async function tapped(page: Page, { name, target, answer }: Tap): Promise<AnswerTimes | undefined> {
  try {
    const { x, y } = await placeOf(page, target);
    await page.evaluate(
      ({ selector, text, gone, within }) => {
        const isThere = (): boolean =>
          [...document.querySelectorAll(selector)].some((one) => text?.test(one.textContent ?? "") ?? true);
        const { promise, resolve } = Promise.withResolvers<AnswerTimes | undefined>();
        globalThis.answered = promise;
        let isOver = false;
        setTimeout(() => ((isOver = true), resolve(undefined)), within);
        let lifted = Number.NaN;
        let isNext = true;
        // Told once the frame after the click is on the screen; of a click that took less than 16 ms nothing is told.
        const shown = new PerformanceObserver((list, observer) => {
          const click = (list.getEntries() as PerformanceEventTiming[]).find(
            (one) => one.name === "click" && one.startTime >= lifted,
          );
          if (!click) return;
          observer.disconnect();
          const { startTime, processingStart, processingEnd, duration } = click;
          if (isNext)
            resolve({ shown: duration, heard: processingStart - startTime, handled: processingEnd - startTime });
        });
        shown.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          const made = performance.now() - lifted;
          if (isNext) setTimeout(() => resolve({ shown: made }), 1_000);
          else resolve({ shown: made });
        };
        const look = (): void =>
          void requestAnimationFrame(() => {
            const isAnswered = isThere() !== gone;
            if (isAnswered) return painted.port2.postMessage(undefined);
            isNext = false;
            if (!isOver) look();
          });
        const once = { capture: true, once: true };
        addEventListener("pointerup", ({ timeStamp }) => void (lifted = timeStamp), once);
        addEventListener("click", look, once);
      },
      { selector: answer.selector, text: answer.text, gone: answer.gone ?? false, within: ANSWERED_WITHIN },
    );
    await page.touchscreen.tap(x, y);
    return await page.evaluate(() => globalThis.answered);
  } catch (error) {
    throw new Error(`« ${name} » could not be measured.`, { cause: error });
  }
}

/**
 * Waits until it acts and nothing covers it, and answers its middle. Playwright’s own search, by the names of all
 * buttons, and its trial of a click leave the page a third of what it has to clear away, and are still at work when the
 * finger comes down.
 */
async function placeOf(
  page: Page,
  { selector, text }: PageElement,
): Promise<{ readonly x: number; readonly y: number }> {
  const place = await page.waitForFunction(
    ([among, words]) => {
      const wanted = [...document.querySelectorAll(among)].find((one) => words?.test(one.textContent ?? "") ?? true);
      if (!wanted || wanted.matches(":disabled, [aria-disabled=true]")) return undefined;
      const { left, top, width, height } = wanted.getBoundingClientRect();
      const middle = { x: left + width / 2, y: top + height / 2 };
      return wanted.contains(document.elementFromPoint(middle.x, middle.y)) ? middle : undefined;
    },
    [selector, text] as const,
    // Not with each frame: what the page does after a tap, and what it has to clear away, would be mostly this search.
    { polling: LOOKS_EVERY },
  );
  const middle = await place.jsonValue();
  if (!middle) throw new Error("It is not on the screen.");
  return middle;
}

const button = (text: RegExp): PageElement => ({ selector: "main button", text });

/** One of the desk's side: the frame with the answer looks among these alone, and not among those of 65 rows. */
const atDesk = (text: RegExp): PageElement => ({ selector: "#contenu button", text });

/** A cycle of what a desk does: after it one person has come, one has been helped, and the same can be tapped again. */
export const CYCLE: readonly Tap[] = [
  { name: "call", target: atDesk(/^Appeler le \d+$/u), answer: atDesk(/^Commencer$/u) },
  { name: "start", target: atDesk(/^Commencer$/u), answer: atDesk(/^Terminer/u) },
  {
    name: "give a number",
    target: button(/^\+ 1 personne/u),
    answer: { selector: "main p[role=status]", text: /\d/u },
  },
  {
    name: "open the sheet of a person",
    target: { selector: "main ol > li:nth-child(3) button[aria-haspopup=dialog]" },
    answer: { selector: "dialog:popover-open" },
    mayBeIgnored: true,
  },
  {
    name: "close it",
    target: { selector: "dialog:popover-open button", text: /^Fermer$/u },
    answer: { selector: "dialog:popover-open", gone: true },
  },
  {
    name: "finish",
    target: atDesk(/^Terminer(?! et)/u),
    answer: atDesk(/^Appeler le \d+$/u),
  },
];
