import type { Random } from "./random.ts";

export type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};

/** A valid value of a schema, with the path and the schema of each of its parts. */
export type Sample = { readonly value: unknown; readonly parts: readonly SchemaPart[] };
export type SchemaPart = {
  readonly at: readonly (string | number)[];
  readonly schema: Schema;
  readonly optional: boolean;
};

/** Valid texts for the patterns and formats of the schemas. */
const TEXTS: Readonly<Record<string, string>> = {
  "date-time": "2026-11-24T09:30:00+01:00",
  uuid: "01990000-0000-7000-8000-00000000abcd",
  email: "somebody@exemple.fr",
  uri: "https://exemple.fr/",
  date: "2026-11-24",
};
const CANDIDATES = [
  "caf",
  "fr",
  "tablet-1",
  "AB23CD",
  "09:30",
  "A".repeat(43),
  "A".repeat(86),
  "A".repeat(87),
  "1",
  "67482",
  "2026-11-24",
];

/** A sample of the schema; `known` has values for field names that need a real one. */
export function sampleOf(
  schema: Schema,
  random: Random,
  known: Readonly<Record<string, unknown>> = {},
  at: readonly (string | number)[] = [],
  optional = false,
): Sample {
  const name = at.findLast((step) => typeof step === "string") ?? "";
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return sampleOf(random.pick(union), random, known, at, optional);
  const here: SchemaPart = { at, schema, optional };
  if (typeof at.at(-1) === "string" && name in known) return { value: known[name], parts: [here] };
  if (schema.type === "object") return objectOf(schema, random, known, here);
  if (schema.type === "array") {
    const count = Math.max(schema.minItems ?? 0, 1);
    const items = Array.from({ length: count }, (_, index) =>
      sampleOf(schema.items ?? {}, random, known, [...at, index]),
    );
    return { value: items.map(({ value }) => value), parts: [here, ...items.flatMap(({ parts }) => parts)] };
  }
  return { value: plain(schema, random), parts: [here] };
}

function objectOf(schema: Schema, random: Random, known: Readonly<Record<string, unknown>>, here: SchemaPart): Sample {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.has(name) || name in known || !random.oneIn(3),
  );
  const samples = fields.map(
    ([name, inner]) => [name, sampleOf(inner, random, known, [...here.at, name], !required.has(name))] as const,
  );
  return {
    value: Object.fromEntries(samples.map(([name, { value }]) => [name, value])),
    parts: [here, ...samples.flatMap(([, { parts }]) => parts)],
  };
}

function plain(
  { type, const: one, enum: several, format, pattern, minimum = 0, minLength = 0 }: Schema,
  random: Random,
): unknown {
  if (one !== undefined) return one;
  if (several) return random.pick(several);
  if (type === "integer" || type === "number") return Math.max(minimum, 1);
  if (type === "boolean") return random.oneIn(2);
  if (type === "null") return null;
  const text =
    TEXTS[format ?? ""] ??
    CANDIDATES.find(
      (candidate) =>
        candidate.length >= minLength && (pattern === undefined || new RegExp(pattern, "u").test(candidate)),
    );
  if (text === undefined) throw new Error(`No sample is known for the pattern ${pattern}.`);
  return text;
}
