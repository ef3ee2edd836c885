import type { Browser } from "playwright-core";
import type { RunningApp } from "#tests/support/start-app.ts";
import { Reader } from "./reader.ts";
import type { Language } from "./words.ts";

/** What the journeys are walked in; it stands only once the application has started. */
export type World = () => { readonly app: RunningApp; readonly browser: Browser; readonly language: Language };

/** Runs a journey on a phone of its own, and closes it. */
export async function reading(world: World, walk: (reader: Reader) => Promise<void>): Promise<void> {
  const { app, browser, language } = world();
  const reader = await Reader.come(browser, app, language);
  try {
    await walk(reader);
  } finally {
    await reader.close();
  }
}
