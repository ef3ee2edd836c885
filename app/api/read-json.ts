import type { z } from "zod";
import { accept, refuse, type Result } from "#lib/result.ts";

/** What a body may weigh, in bytes: 500 acts of a tablet come in several. */
const MOST = 64 * 1024;

/**
 * The body of a request as its schema reads it. JSON must be announced: a form of another page cannot do that. Refused:
 * `not-json`, `too-large` (over 64 kB, without reading on), `malformed`.
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<Result<z.output<Schema>, "not-json" | "too-large" | "malformed">> {
  if (!/^application\/json\s*(;|$)/iu.test(request.headers.get("content-type") ?? "")) return refuse("not-json");
  const text = await readText(request);
  if (text === undefined) return refuse("too-large");
  const read = schema.safeParse(parse(text));
  return read.success ? accept(read.data) : refuse("malformed");
}

async function readText(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get("content-length")) > MOST) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MOST) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
