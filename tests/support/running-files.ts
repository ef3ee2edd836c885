import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The file below TEST_FOLDER in which a run keeps the names of the test files that have begun and not ended. */
export const RUNNING_FILES = "running-files";

/** A jest reporter that keeps that file, so that a run which had to be ended can say where it was. */
export default class RunningFiles {
  readonly #running = new Set<string>();

  onTestFileStart({ path }: { readonly path: string }): void {
    this.#running.add(relative(process.cwd(), path));
    this.#write();
  }

  onTestFileResult({ path }: { readonly path: string }): void {
    this.#running.delete(relative(process.cwd(), path));
    this.#write();
  }

  #write(): void {
    const folder = process.env["TEST_FOLDER"];
    if (folder) writeFileSync(join(folder, RUNNING_FILES), [...this.#running].join(", "));
  }
}
