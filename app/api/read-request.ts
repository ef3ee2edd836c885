import { z } from "zod";
import { accept, refuse, type Result } from "#lib/result.ts";
import { refusalOf } from "#lib/wire/free-text.ts";
import { problem, type ProblemCode } from "#lib/wire/problem.ts";
import { isStorable } from "#lib/wire/api/storable.ts";
import { unknownFieldsOf } from "#lib/wire/api/unknown-fields.ts";
import { wrongFieldsOf } from "#lib/wire/api/wrong-fields.ts";
import { idempotencyKey } from "#lib/wire/queue/visit.ts";

/** Bytes. A tablet with 500 acts sends them in several requests. */
const MOST_JSON = 64 * 1024;

/** What is said of a body with a text that the database cannot store. */
const UNSTORABLE = "body: a text holds a control character or half a character";

/** The body of a call, or the answer that refuses it. */
type ReadBody<Body> = { readonly ok: true; readonly value: Body } | { readonly ok: false; readonly refusal: Response };

const refused = (code: ProblemCode, facts = {}): { readonly ok: false; readonly refusal: Response } => ({
  ok: false,
  refusal: problem(code, facts),
});

/**
 * The body of a request, parsed by its schema. The content type must be JSON, which a form of another site cannot send.
 * Refused: `not-json`, `too-large` (over 64 kB, without reading on), `unknown-field` (with the names of fields that the
 * schema does not know, whatever else is wrong), `malformed` and `personal-number-refused` (with `detail`: each field
 * that is wrong, and the rule that it breaks).
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<ReadBody<z.output<Schema>>> {
  if (!/^application\/json\s*(;|$)/iu.test(request.headers.get("content-type") ?? "")) return refused("not-json");
  const body = await readBytes(request, MOST_JSON);
  if (!body) return refused("too-large");
  const sent = parse(body.toString("utf8"));
  const read = isStorable(sent) ? schema.safeParse(sent) : undefined;
  if (!read) return refused("malformed", { detail: sent === undefined ? "body: no JSON" : UNSTORABLE });
  if (read.success) return accept(read.data);
  const fields = unknownFieldsOf(read.error);
  return fields.length > 0
    ? refused("unknown-field", { detail: `This call has no field ${fields.join(", ")}.`, fields })
    : refused(refusalOf(read.error), { detail: wrongFieldsOf(read.error) });
}

/**
 * The answer to a query that a call cannot read: `malformed`, with what is wrong. `otherwise`: of one whose fields are
 * right, each by itself.
 */
export function wrongQuery({ url }: Pick<Request, "url">, shape: z.ZodRawShape, otherwise = ""): Response {
  const read = z.object(shape).safeParse(Object.fromEntries(new URL(url).searchParams));
  return problem("malformed", { detail: read.success ? otherwise : wrongFieldsOf(read.error) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Bytes of a form of anybody, and of somebody of the team: theirs may have boxes for hundreds of places, and long
 * sentences in four languages.
 */
export const MOST_FORM = 8 * 1024;
export const MOST_STAFF_FORM = 64 * 1024;

/** The texts of a form by the names of its fields. */
export type FormFields = Readonly<Record<string, string>>;

/** The text fields of a posted form, the last value of each name; undefined when it is no form or larger than 8 kB. */
export async function readForm(request: Request): Promise<FormFields | undefined> {
  const read = await readFormUpTo(request, MOST_FORM);
  return read.ok ? read.value : undefined;
}

/** The same up to `most` bytes. Refused: `form-too-large` (without reading on), `malformed` when it is no form. */
export async function readFormUpTo(
  request: Request,
  most: number,
): Promise<Result<FormFields, "form-too-large" | "malformed">> {
  const body = await readBytes(request, most);
  if (!body) return refuse("form-too-large");
  const type = request.headers.get("content-type");
  if (!type) return refuse("malformed");
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => undefined);
  const fields = [...(form ?? [])].filter((field): field is [string, string] => typeof field[1] === "string");
  return form && isStorable(fields) ? accept(Object.fromEntries(fields)) : refuse("malformed");
}

/**
 * A posted form that may have a file: its text fields, and the bytes of the file in `field`, empty when none was chosen
 * or sent. Undefined when it is no form, larger than `most` bytes, or its texts are longer than 8 kB.
 */
export async function readFormWithFile(
  request: Request,
  field: string,
  most: number,
): Promise<{ readonly fields: Readonly<Record<string, string>>; readonly file: Uint8Array } | undefined> {
  const body = await readBytes(request, most);
  const type = request.headers.get("content-type");
  if (!body || !type) return undefined;
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => undefined);
  const file = form?.get(field);
  const fields = [...(form ?? [])].filter((one): one is [string, string] => typeof one[1] === "string");
  if (!form || !isStorable(fields) || Buffer.byteLength(JSON.stringify(fields)) > MOST_FORM) return undefined;
  const bytes = file instanceof File ? await file.arrayBuffer() : new ArrayBuffer();
  return { fields: Object.fromEntries(fields), file: new Uint8Array(bytes) };
}

/**
 * The optional header Idempotency-Key: a request sent twice has one effect (docs/api.md#idempotency). Refused:
 * `malformed`.
 */
export function readIdempotencyKey({ headers }: Pick<Request, "headers">): ReadBody<string | undefined> {
  const read = idempotencyKey.safeParse(headers.get("idempotency-key") ?? undefined);
  return read.success
    ? accept(read.data)
    : refused("malformed", { detail: wrongFieldsOf(read.error, "Idempotency-Key") });
}

/** The body of a request, or undefined when it is longer than `most` bytes; then reading stops. */
async function readBytes(request: Request, most: number): Promise<Buffer<ArrayBuffer> | undefined> {
  if (Number(request.headers.get("content-length")) > most) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
