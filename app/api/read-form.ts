import { readBytes } from "#app/api/read-bytes.ts";
import { isKeepable } from "#lib/wire/keepable.ts";

/** What a form of ours may weigh, in bytes. */
const MOST = 8 * 1024;

/** The fields of a posted form, each a text and the last of its name; undefined when it is none, or far too large to be ours. */
export async function readForm(request: Request): Promise<Readonly<Record<string, string>> | undefined> {
  const body = await readBytes(request, MOST);
  const type = request.headers.get("content-type");
  if (!body || !type) return undefined;
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => undefined);
  const fields = [...(form ?? [])].filter((field): field is [string, string] => typeof field[1] === "string");
  return form && isKeepable(fields) ? Object.fromEntries(fields) : undefined;
}
