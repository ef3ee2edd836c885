import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Where the guide installs the product, and its settings. */
const INSTALLED = "/srv/permanences/current";
const SETTINGS = "/etc/permanences/env";

/** A unit of deploy/systemd, with the paths of this machine in it. */
export type Unit = {
  readonly file: string;
  readonly folder: string;
  readonly command: readonly string[];
  /** Settings of the unit and those of its file of settings, as systemd gives them to the process. */
  readonly settings: Readonly<Record<string, string>>;
};

/**
 * Writes the unit into `folder` with the repository instead of the installed product, `settings` instead of its file of
 * settings, and `user`, whose group has the same name, instead of its user.
 */
export async function unitFor(name: string, folder: string, settings: string, user: string): Promise<Unit> {
  const text = (await readFile(join("deploy/systemd", name), "utf8"))
    .replaceAll(INSTALLED, process.cwd())
    .replaceAll(SETTINGS, settings)
    .replaceAll(/^(User|Group)=.*$/gm, `$1=${user}`);
  const file = join(folder, basename(name));
  await writeFile(file, text);
  return {
    file,
    folder: valuesOf(text, "WorkingDirectory")[0] ?? "",
    command: (valuesOf(text, "ExecStart")[0] ?? "").split(" "),
    settings: assigned([...(await readFile(settings, "utf8")).split("\n"), ...valuesOf(text, "Environment")]),
  };
}

const valuesOf = (text: string, key: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map((match) => match[1] ?? "");

const assigned = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
