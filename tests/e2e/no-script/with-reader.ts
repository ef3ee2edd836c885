import type { Browser } from "playwright-core";
import type { RunningApp } from "#tests/support/start-app.ts";
import { Reader } from "./reader.ts";
import type { Language } from "./languages.ts";

/** The application, browser and language of the tests: a function, since they exist only after `beforeAll`. */
export type Setup = () => { readonly app: RunningApp; readonly browser: Browser; readonly language: Language };

/** Runs a test with a new phone without JavaScript, and closes it afterwards. */
export async function withReader(setup: Setup, walk: (reader: Reader) => Promise<void>): Promise<void> {
  const { app, browser, language } = setup();
  const reader = await Reader.come(browser, app, language);
  try {
    await walk(reader);
  } finally {
    await reader.close();
  }
}
