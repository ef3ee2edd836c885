import { instant, type Instant } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";
import { thisBrowser, type Browser } from "./browser.ts";

/** A new UUID v7 for a command or a visit: ids sort by the moment they were made. */
export const newId = (now: Instant, { random }: Pick<Browser, "random"> = thisBrowser): string =>
  uuidv7(now, random(10));

const KEY = "permanences.device";

/** The id of this tablet, sent with its commands: random, kept in the browser, says nothing about a person. */
export function deviceId(browser: Pick<Browser, "now" | "ofDevice" | "random"> = thisBrowser): string {
  const make = (): string => newId(instant(browser.now()), browser);
  try {
    const kept = browser.ofDevice.getItem(KEY);
    if (kept) return kept;
    const made = make();
    browser.ofDevice.setItem(KEY, made);
    return made;
  } catch {
    // A browser that stores nothing (private window) is a new device on each visit.
    return make();
  }
}
