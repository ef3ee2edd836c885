import { access, constants } from "node:fs/promises";
import { CommandError } from "#scripts/command-error.ts";

/** First the one without windows, which shows the same pages sooner (docs/decisions/what-runs-when.md). */
const PROGRAMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of this machine: CHROMIUM_PATH, or the first of these on the PATH. Refuses a machine without one. */
export async function browserPath(): Promise<string> {
  const folders = (process.env["PATH"] ?? "").split(":");
  const places = PROGRAMS.flatMap((program) => folders.map((folder) => `${folder}/${program}`));
  for (const place of [process.env["CHROMIUM_PATH"] ?? "", ...places]) {
    if (
      place &&
      (await access(place, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return place;
  }
  throw new CommandError(
    "The end-to-end tests need a Chromium, and none is on this machine. Install one (apt-get install chromium-headless-shell), or give its path: CHROMIUM_PATH=/path/to/chrome npm test",
  );
}

/** Fails at once without a browser, before anything is built for it. */
export const refuseWithoutBrowser = async (): Promise<void> => void (await browserPath());
