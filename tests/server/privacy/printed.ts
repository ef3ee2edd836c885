import fs from "node:fs";
import { inspect } from "node:util";

/** The captured output (`said`), and the end of the capture, which restores the original functions. */
export type Printed = { readonly said: () => string; readonly end: () => void };

/**
 * Captures all that this process prints from now on, without showing it: the log, which writes to the file descriptor
 * of the standard output, the two output streams, and the console.
 */
export function listenToPrinted(): Printed {
  let said = "";
  const before: (() => void)[] = [];
  const receives = (text: string | Uint8Array): void =>
    void (said += typeof text === "string" ? text : Buffer.from(text).toString("utf8"));
  const replaces = <Thing extends object, Name extends keyof Thing>(
    thing: Thing,
    name: Name,
    by: Thing[Name],
  ): void => {
    const was = thing[name];
    before.push(() => void (thing[name] = was));
    thing[name] = by;
  };
  const { writeSync } = fs;
  replaces(fs, "writeSync", ((fd: number, text: string | Uint8Array, ...rest: never[]): number => {
    if (fd !== process.stdout.fd && fd !== process.stderr.fd) return writeSync(fd, text as Uint8Array, ...rest);
    receives(text);
    return Buffer.byteLength(text);
  }) as typeof writeSync);
  for (const stream of [process.stdout, process.stderr]) replaces(stream, "write", (text) => (receives(text), true));
  for (const level of ["log", "info", "warn", "error", "debug"] as const)
    replaces(console, level, (...words: unknown[]) =>
      receives(words.map((word) => inspect(word, { depth: 20 })).join(" ")),
    );
  return { said: () => said, end: () => before.reverse().forEach((back) => back()) };
}
