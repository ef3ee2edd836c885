import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openapi } from "#lib/wire/api/openapi.ts";

type Media = Readonly<Record<string, { readonly schema: object }>>;
type Operation = { readonly responses: Readonly<Record<string, { readonly content?: Media }>> };

let paths: Record<string, Record<string, Operation>> | undefined;
const compiled = new Map<object, ValidateFunction>();

/** Throws unless the answer is one that the description of the API announces for this call, without a field more. */
export async function answerFits(method: string, file: string, answer: Response): Promise<void> {
  paths ??= openapi("http://localhost:3000")["paths"] as NonNullable<typeof paths>;
  const path = file.replace(/^app/, "").replace(/\[(\w+)\]/g, "{$1}");
  // HEAD is described as GET is.
  const described = method === "HEAD" ? "get" : method.toLowerCase();
  const announced = paths[path]?.[described]?.responses[answer.status];
  if (!announced)
    throw new Error(
      `${method} ${path} answered ${answer.status}, which its description does not announce (lib/wire/api).`,
    );
  const type = answer.headers.get("content-type")?.split(";")[0];
  if (!announced.content || !type) {
    if (announced.content || answer.body)
      throw new Error(`${method} ${path} answered ${answer.status} as ${type}, and its description says otherwise.`);
    return;
  }
  const schema = announced.content[type]?.schema;
  if (!schema)
    throw new Error(`${method} ${path} answered ${answer.status} as ${type}, which its description does not announce.`);
  if (!type.endsWith("json")) return;
  const validate = compiled.get(schema) ?? ajv().compile(closed(schema));
  compiled.set(schema, validate);
  if (!validate(await answer.clone().json()))
    throw new Error(
      `${method} ${path} answered ${answer.status} otherwise than described: ${ajv().errorsText(validate.errors)}`,
    );
}

let kept: Ajv2020 | undefined;
const ajv = (): Ajv2020 => (kept ??= addFormats.default(new Ajv2020({ strict: false, allErrors: true })));

/** The same schema without room for fields that it does not name. */
function closed(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
    isObjectSchema(value) && !("additionalProperties" in value) ? { ...value, additionalProperties: false } : value,
  ) as object;
}

const isObjectSchema = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (value as { type?: unknown }).type === "object" &&
  typeof (value as { properties?: unknown }).properties === "object";
