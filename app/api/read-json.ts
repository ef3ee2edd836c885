import type { z } from "zod";
import { readBytes } from "#app/api/read-bytes.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { refusalOf } from "#lib/wire/free-text.ts";
import { isKeepable } from "#lib/wire/keepable.ts";

/** What a body may weigh, in bytes: 500 acts of a tablet come in several. */
const MOST = 64 * 1024;

/**
 * The body of a request as its schema reads it. JSON must be announced: a form of another page cannot do that. Refused:
 * `not-json`, `too-large` (over 64 kB, without reading on), `malformed`, `personal-number-refused`.
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Result<z.output<Schema>, "not-json" | "too-large" | "malformed" | "personal-number-refused">> {
  if (!/^application\/json\s*(;|$)/iu.test(request.headers.get("content-type") ?? "")) return refuse("not-json");
  const body = await readBytes(request, MOST);
  if (!body) return refuse("too-large");
  const sent = parse(body.toString("utf8"));
  const read = isKeepable(sent) ? schema.safeParse(sent) : undefined;
  if (!read) return refuse("malformed");
  return read.success ? accept(read.data) : refuse(refusalOf(read.error));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
