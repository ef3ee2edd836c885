import { existsSync } from "node:fs";
import { access, constants, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inflate } from "@sparticuz/chromium";
import { chromium, type LaunchOptions } from "playwright-core";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";

/** Where the packages hold no browser: first the one without windows, which shows the same pages sooner. */
const INSTALLED = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "Google Chrome",
];

/** Folders that are no part of a PATH: where macOS keeps its Chrome. */
const MORE_FOLDERS = ["/Applications/Google Chrome.app/Contents/MacOS"];

/** How every Chromium of the tests is started. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** For letters that our fonts leave to a device: the Arabic one among the languages of a French page. */
const MACHINE_FONTS = "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>";

/** Milliseconds within which a browser has started, on a busy machine too. One that fails does so at once. */
const STARTS_WITHIN = 30_000;

const OTHER = "Give the path of another one: CHROMIUM_PATH=/path/to/chrome npm test";

/**
 * Chooses the browser of this command and starts it once: that of CHROMIUM_PATH, else the one that comes with the
 * packages, unpacked into a folder of this command, else an installed one. Says which, and keeps its path in
 * CHROMIUM_PATH for the processes that this one starts. Throws a CommandError that names the path and the way out where
 * there is none, where it does not start, and where it cannot be unpacked.
 */
export async function prepareBrowser(): Promise<void> {
  const given = process.env["CHROMIUM_PATH"];
  const [path, from] = given ? [given, "of CHROMIUM_PATH"] : await comesWithPackages();
  process.env["CHROMIUM_PATH"] = path;
  console.log(`Browser: Chromium ${await versionOf(path)}, ${from}.`);
}

/** How to start the browser of this command, which is prepared where that was not done. */
export async function launchOptions(): Promise<LaunchOptions> {
  if (!process.env["CHROMIUM_PATH"]) await prepareBrowser();
  return optionsFor(process.env["CHROMIUM_PATH"] ?? "");
}

/** What stands beside a browser of the packages: the libraries and fonts that a bare machine lacks. */
const librariesBeside = (path: string): string => join(dirname(path), "al2023/lib");
const fontsBeside = (path: string): string => join(dirname(path), "fonts.conf");

function optionsFor(executablePath: string): LaunchOptions {
  if (!existsSync(fontsBeside(executablePath))) return { executablePath, args: FLAGS };
  const env = {
    ...(process.env as Record<string, string>),
    LD_LIBRARY_PATH: librariesBeside(executablePath),
    FONTCONFIG_FILE: fontsBeside(executablePath),
  };
  return { executablePath, args: FLAGS, env };
}

/** The browser of the packages where they hold one for this machine, else an installed one: path, and whose it is. */
async function comesWithPackages(): Promise<readonly [path: string, from: string]> {
  if (process.platform === "linux" && process.arch === "x64") return [await unpacked(), "of the packages"];
  const folders = [...(process.env["PATH"] ?? "").split(":"), ...MORE_FOLDERS];
  for (const place of INSTALLED.flatMap((program) => folders.map((folder) => join(folder, program)))) {
    const mayRun = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (mayRun) return [place, "of this machine"];
  }
  throw new CommandError(
    `The tests need a browser. The packages hold none for ${process.platform} on ${process.arch}, and no Chromium or Chrome is installed. Install one, or give its path: CHROMIUM_PATH=/path/to/chrome npm test`,
  );
}

/**
 * Unpacks the browser of the packages, with its libraries and fonts, into a new folder that ends with this command. Not
 * in memory: that folder often refuses programs.
 */
async function unpacked(): Promise<string> {
  let folder = tmpdir();
  const archives = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../bin");
  const usual = process.env["TMPDIR"];
  try {
    folder = await mkdtemp(join(folder, "permanences-browser-"));
    cleanUpAtEnd(() => rm(folder, { recursive: true, force: true }));
    // The package unpacks into the temporary folder of the process.
    process.env["TMPDIR"] = folder;
    await Promise.all(["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((name) => inflate(join(archives, name))));
    const path = join(folder, "chromium");
    await writeFile(
      fontsBeside(path),
      `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir>${MACHINE_FONTS}<cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
    );
    return path;
  } catch (error) {
    throw new CommandError(
      `The browser of the packages could not be unpacked into ${folder}: ${(error as Error).message}. It needs 220 MB. Make room there, or name another folder: TMPDIR=/path/to/folder npm test`,
    );
  } finally {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
  }
}

/** Starts a browser and ends it. */
async function versionOf(path: string): Promise<string> {
  try {
    const browser = await chromium.launch({ ...optionsFor(path), timeout: STARTS_WITHIN });
    const version = browser.version();
    await browser.close();
    return version;
  } catch (error) {
    throw new CommandError(`The browser ${path} does not start: ${whyNot((error as Error).message)}. ${OTHER}`);
  }
}

/** Why a browser does not start, of what Playwright says about it. */
function whyNot(said: string): string {
  if (/ENOENT|executable doesn't exist/u.test(said)) return "there is no such file";
  if (/EACCES/u.test(said)) return "this user may not run it";
  if (/ENOEXEC/u.test(said)) return "it is no program for this machine";
  if (/Timeout/u.test(said)) return `it did not answer within ${STARTS_WITHIN / 1_000} seconds`;
  const [, cause] = /\[err\] (.+)/u.exec(said) ?? [];
  return cause ? `it ended and said “${cause.trim()}”` : "it ended at once";
}
