import type { Random } from "./random.ts";
import { HUGE, NO_MOMENTS, ODD_TEXTS, UNSTORABLE_TEXTS } from "./odd-values.ts";
import type { SchemaPart, Sample, Schema } from "./sample.ts";

/** A value of a wrong type for this schema. */
function wrongFor(schema: Schema, random: Random): unknown {
  const others: Readonly<Record<string, readonly unknown[]>> = {
    string: [5, true, {}, [], ["x"]],
    integer: ["1", 1.5, {}, [], true, null, -(2 ** 60), 1e300],
    number: ["1", {}, [], true, null],
    boolean: ["true", 1, 0, null, {}, []],
    array: ["x", {}, 3, null, true],
    object: ["x", [], null, false],
  };
  return random.pick(others[schema.type ?? ""] ?? [{ nothing: ["of", "this"] }]);
}

/** A value that violates a limit of the schema; undefined if it sets none. */
function beyond(schema: Schema, random: Random): unknown {
  const {
    const: one,
    enum: several,
    pattern,
    format,
    maxLength,
    minLength,
    maximum,
    minimum,
    maxItems,
    minItems,
  } = schema;
  const ways: unknown[] = [];
  if (one !== undefined || several) ways.push("none-of-these", "", `${String(one ?? several?.[0])} `);
  else if (pattern !== undefined)
    ways.push(...ODD_TEXTS.filter((text) => text.trim() !== "" && !new RegExp(pattern, "u").test(text)));
  if (format === "date-time") ways.push(...NO_MOMENTS);
  if (format === "uuid") ways.push("x", "01990000-0000-7000-8000-00000000abc", "' OR 1=1 --");
  if (maxLength !== undefined && format === undefined) ways.push("x".repeat(maxLength + 1));
  if (minLength !== undefined && minLength > 0) ways.push("");
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER)
    ways.push(maximum + 1, 2 ** 31, Number.MAX_SAFE_INTEGER);
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) ways.push(minimum - 1, -(2 ** 31));
  if (maxItems !== undefined) ways.push(Array<string>(maxItems + 1).fill("caf"));
  if (minItems !== undefined && minItems > 0) ways.push([]);
  return ways.length === 0 ? undefined : random.pick(ways);
}

/** The sample's value with one part replaced, or removed when `by` is undefined. */
export function replaced({ value }: Sample, { at }: SchemaPart, by: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const last = at.at(-1);
  if (last === undefined) return by;
  const holder = at
    .slice(0, -1)
    .reduce((inner, step) => (inner as Record<string | number, unknown>)[step], copy) as Record<
    string | number,
    unknown
  >;
  if (by === undefined) delete holder[last];
  else holder[last] = by;
  return copy;
}

/**
 * For each fault, a wrong body made from a valid sample: as JSON, or as a text that is not JSON; undefined if the fault
 * cannot occur in it.
 */
export const wrongBodies: Readonly<Record<string, (sample: Sample, random: Random) => string | undefined>> = {
  "wrong type": (sample, random) => {
    const part = random.pick(sample.parts);
    return JSON.stringify(replaced(sample, part, wrongFor(part.schema, random)));
  },
  "missing field": (sample, random) => {
    const needed = sample.parts.filter(({ at, optional }) => !optional && typeof at.at(-1) === "string");
    return needed.length === 0 ? undefined : JSON.stringify(replaced(sample, random.pick(needed), undefined));
  },
  "beyond its bounds": (sample, random) => {
    const part = random.pick(sample.parts);
    const value = beyond(part.schema, random);
    return value === undefined ? undefined : JSON.stringify(replaced(sample, part, value));
  },
  "text that cannot be kept": (sample, random) => {
    const texts = sample.parts.filter(({ schema }) => schema.type === "string");
    const text = random.pick(UNSTORABLE_TEXTS);
    if (texts.length > 0 && !random.oneIn(4)) return JSON.stringify(replaced(sample, random.pick(texts), text));
    return JSON.stringify({ ...(sample.value as object), [random.pick(["extra", text])]: [{ deep: text }] });
  },
  "broken JSON": (sample, random) => {
    const whole = JSON.stringify(sample.value);
    return random.pick([
      whole.slice(0, 1 + random.int(whole.length - 1)),
      `${whole},`,
      "",
      " ",
      "NaN",
      "{'a':1}",
      "\u0000",
      "﻿{",
      "[".repeat(30_000),
      `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
      "undefined",
      "null",
      "true",
      "[]",
      '"text"',
      "12",
    ]);
  },
  "far too long": (sample, random) =>
    random.pick([
      HUGE,
      JSON.stringify({ ...(sample.value as object), extra: HUGE }),
      `${JSON.stringify(sample.value)}${" ".repeat(70_000)}`,
    ]),
};

/** Fields, as they stand in a body, that a request has no right to set. */
const SURPLUS_FIELDS: readonly string[] = [
  '"__proto__":{"admin":true}',
  '"constructor":{"prototype":{}}',
  '"id":"01990000-0000-7000-8000-00000000abcd"',
  '"surplus":[[[[1]]]]',
  ...ODD_TEXTS.map((text) => `"note":${JSON.stringify(text)}`),
];

/**
 * Sometimes adds to the body of a sample a field that the sample does not have, which is one more fault. A field that
 * it has would replace a wrong value by a right one: of two fields of one name JSON keeps the last.
 */
export const withUnknownField = (body: string, { parts }: Sample, random: Random): string => {
  if (!body.startsWith('{"') || !body.endsWith("}") || !random.oneIn(3)) return body;
  const known = parts.map(({ at }) => `${JSON.stringify(at[0])}:`);
  const surplus = random.pick(SURPLUS_FIELDS.filter((field) => !known.some((name) => field.startsWith(name))));
  return `${body.slice(0, -1)},${surplus}}`;
};
