import { pipeline, Readable } from "node:stream";
import Assembler from "stream-json/assembler.js";
import { parser, type Token } from "stream-json/parser.js";

/** Bytes: the largest file of places that is read. The national file of the whole country has about half as many. */
export const LARGEST_PLACE_FILE = 64 * 1024 * 1024;

/** Characters and values of one record at most; a place of the national schema has some thousand. */
const LARGEST_RECORD = 200_000;

/**
 * How deep lists and objects stand inside each other at most; in the national schema they stand in a list in an object.
 */
const DEEPEST = 40;

/**
 * Why a file cannot be read: it is not UTF-8, not JSON or cut, or holds no list, several lists, or a record of unusual
 * length.
 */
export type UnreadableFile = "encoding" | "json" | "list";

/** Thrown while a file of places is read. */
export class PlaceFileError extends Error {
  readonly why: UnreadableFile;
  constructor(why: UnreadableFile) {
    super(`The file of places cannot be read: ${why}.`);
    this.why = why;
  }
}

/**
 * The records in the JSON of a file, one after the other as its bytes come: those of the list itself, or of the only
 * list among the values of an object. One record at a time is in memory. Throws PlaceFileError; when there are several
 * lists only at the second one, since it is then unknown which was meant.
 */
export async function* recordsOfPlaceFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const list = new ListReader();
  for await (const token of tokensOf(bytes)) {
    const record = list.read(token);
    if (record) yield record.value;
  }
  if (!list.found) throw new PlaceFileError("list");
}

async function* tokensOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Token> {
  const tokens = parser.asStream({ streamValues: false });
  pipeline(Readable.from(textsOf(bytes)), tokens, () => undefined);
  try {
    yield* tokens as AsyncIterable<Token>;
  } catch (error) {
    if (error instanceof PlaceFileError || isOfSystem(error)) throw error;
    // What the parser says is English, and without the place in the file.
    throw new PlaceFileError("json");
  }
}

/** Whether the file itself could not be read, which says nothing about what it holds. */
const isOfSystem = (error: unknown): boolean => typeof (error as NodeJS.ErrnoException).errno === "number";

/** The text without its byte order mark. */
async function* textsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decoded = (...chunk: Parameters<typeof decoder.decode>): string => {
    try {
      return decoder.decode(...chunk);
    } catch {
      throw new PlaceFileError("encoding");
    }
  };
  for await (const chunk of bytes) yield decoded(chunk, { stream: true });
  yield decoded();
}

/** Follows the tokens of a file, and assembles the records of its list. */
class ListReader {
  /** Whether a list was found. */
  found = false;
  #depth = 0;
  /** The depth at which the list of records stands; undefined before its beginning and after its end. */
  #listAt: number | undefined;
  #record: { readonly assembler: Assembler; size: number } | undefined;

  /** The record that ends with this token. */
  read(token: Token): { readonly value: unknown } | undefined {
    if (token.name === "endArray" || token.name === "endObject") this.#depth -= 1;
    if (this.#listAt !== undefined && token.name === "endArray" && this.#depth < this.#listAt) {
      this.#listAt = undefined;
      return undefined;
    }
    const ended = this.#listAt === undefined ? this.#lookForList(token) : this.#readRecord(token);
    if (token.name === "startArray" || token.name === "startObject") this.#depth += 1;
    if (this.#depth > DEEPEST) throw new PlaceFileError("list");
    return ended;
  }

  /** The list is the whole file, or a value of the object that the whole file is. */
  #lookForList({ name }: Token): undefined {
    if (name !== "startArray" || this.#depth > 1) return;
    if (this.found) throw new PlaceFileError("list");
    this.found = true;
    this.#listAt = this.#depth + 1;
  }

  #readRecord(token: Token): { readonly value: unknown } | undefined {
    const record = (this.#record ??= { assembler: new Assembler(), size: 0 });
    record.size += 1 + ("value" in token && typeof token.value === "string" ? token.value.length : 0);
    if (record.size > LARGEST_RECORD) throw new PlaceFileError("list");
    record.assembler.consume(token);
    if (!record.assembler.done) return undefined;
    this.#record = undefined;
    return { value: record.assembler.current };
  }
}
