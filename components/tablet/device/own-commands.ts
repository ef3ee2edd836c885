import { thisBrowser, type KeptTexts } from "./browser.ts";

const KEY = "permanences.made-here";

/** How many ids are kept: only acts of the last minute can be undone. */
const REMEMBERED = 20;

/**
 * The ids of the commands made on this tablet, newest last: those that « Annuler » may undo. They survive a reload, not
 * a closed page.
 */
export function readOwnCommands(ofTab: KeptTexts = thisBrowser.ofTab): readonly string[] {
  try {
    return JSON.parse(ofTab.getItem(KEY) ?? "[]") as readonly string[];
  } catch {
    return [];
  }
}

/** Adds these ids and returns all of them. */
export function rememberOwnCommands(ids: readonly string[], ofTab: KeptTexts = thisBrowser.ofTab): readonly string[] {
  const made = [...readOwnCommands(ofTab), ...ids].slice(-REMEMBERED);
  try {
    ofTab.setItem(KEY, JSON.stringify(made));
  } catch {
    // A browser that stores nothing: « Annuler » works until the next reload.
  }
  return made;
}
