import { setImmediate } from "node:timers/promises";
import { nationalFileReader, type FileRecord } from "#lib/place/national-file.ts";
import { importParsers } from "./import-parsers.ts";
import type { PartOfFile } from "./part-of-import.ts";
import { recordsOfPlaceFile } from "./read-place-file.ts";

/** Milliseconds that reading goes on at once before what else this process has to do gets its turn. */
const AT_ONCE = 10;

/**
 * Reads a file of places as its bytes come: the lines of those records that lie in `part`. Undefined when these are
 * more than `most`. Throws PlaceFileError. Other requests are answered meanwhile.
 */
export async function linesOfPlaceFile(
  bytes: AsyncIterable<Uint8Array>,
  part: PartOfFile,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly FileRecord[] | undefined> {
  const read = nationalFileReader(importParsers, part.isRecord);
  const lines: FileRecord[] = [];
  let since = performance.now();
  for await (const record of recordsOfPlaceFile(bytes)) {
    const line = read(record);
    if (line) lines.push(line);
    if (lines.length > most) return undefined;
    if (performance.now() - since < AT_ONCE) continue;
    await setImmediate();
    since = performance.now();
  }
  return lines;
}
