import type { Description, Targets } from "./bad-request.ts";
import { IMPOSSIBLE_MOMENTS, NO_IDS, NO_MOMENTS, ODD_TEXTS, UNSTORABLE_TEXTS } from "./odd-values.ts";
import { randomFrom, type Random } from "./random.ts";
import { sampleOf, type Sample, type Schema } from "./sample.ts";
import { replaced } from "./wrong-bodies.ts";

/** A call that was right until some values of it were changed. It may still be right. */
export type MutatedRequest = {
  readonly call: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Days and lengths at and beyond the bounds (lib/wire/bounds.ts), and at those of PostgreSQL. */
const DAYS = ["0001-01-01", "1999-12-31", "2000-01-01", "2100-12-31", "2101-01-01", "9999-12-31", "2028-02-29"];
const LENGTHS = [0, 1, 39, 40, 60, 61, 140, 2_046, 2_047, 2_700, 8_192, 60_000];
const NUMBERS = [-1, 0, 1, 1.5, 32_767, 32_768, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e308, -1e308];

/** Another value of the same kind: at a bound, beyond it, or odd. */
function mutated(
  { type, format, enum: several, minimum, maximum, maxLength, maxItems }: Schema,
  of: unknown,
  random: Random,
): unknown {
  if (random.oneIn(20)) return null;
  if (several && random.oneIn(2)) return random.pick(several);
  if (type === "boolean") return of !== true;
  if (type === "integer" || type === "number")
    return random.pick([
      ...NUMBERS,
      ...[minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1])),
    ]);
  if (type === "array") {
    const items = of as readonly unknown[];
    return random.pick([[], [...items, ...items], Array<unknown>(Math.min(maxItems ?? 60, 1_000)).fill(items[0])]);
  }
  if (type !== "string") return of;
  if (format === "date" && !random.oneIn(4)) return random.pick(DAYS);
  if (format === "date-time" && !random.oneIn(4)) return random.pick([...IMPOSSIBLE_MOMENTS, ...NO_MOMENTS, ...DAYS]);
  if (format === "uuid" && !random.oneIn(4))
    return random.pick([crypto.randomUUID(), String(of).toUpperCase(), ...NO_IDS]);
  const long = random
    .pick(["x", "9", "é", "漢", "a b "])
    .repeat(random.pick([...LENGTHS, maxLength ?? 1, (maxLength ?? 0) + 1]));
  return random.pick([
    long,
    long,
    ...ODD_TEXTS,
    ...UNSTORABLE_TEXTS,
    ...DAYS,
    `${String(of)} `,
    ` ${String(of)}`,
    "184127645108946",
  ]);
}

/** The sample with one to three parts of it mutated. */
function mutatedValue(sample: Sample, random: Random): unknown {
  let { value } = sample;
  for (let left = 1 + random.int(3); left > 0; left -= 1) {
    const part = random.pick(sample.parts);
    const of = part.at.reduce<unknown>(
      (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
      sample.value,
    );
    try {
      value = replaced({ ...sample, value }, part, mutated(part.schema, of, random));
    } catch {
      // What holds this part was replaced before it.
    }
  }
  return value;
}

const asText = (value: unknown): string => (typeof value === "string" ? value.toWellFormed() : JSON.stringify(value));

/** `count` requests, the calls of the API in turn; the same seed gives the same requests. */
export function* mutatedRequests(
  { paths }: Description,
  targets: () => Targets,
  count: number,
  seed: number,
): Generator<MutatedRequest> {
  const random = randomFrom(seed);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  for (let turn = 0; turn < count; turn += 1) {
    const {
      path,
      method,
      operationId,
      parameters = [],
      requestBody,
    } = calls[turn % calls.length] as (typeof calls)[number];
    const { permanence, others, values, team, strangers } = targets();
    const named = (of: string): string =>
      of === "{id}" && !random.oneIn(6) ? permanence : random.pick(random.oneIn(6) ? NO_IDS : others);
    const query = parameters
      .filter((one) => one.in === "query" && !random.oneIn(3))
      .map(({ name, schema }) => {
        const sample = sampleOf(schema, random, values, [name]);
        const value = random.oneIn(3)
          ? sample.value
          : mutatedValue({ ...sample, parts: sample.parts.map((part) => ({ ...part, at: part.at.slice(1) })) }, random);
        return `${name}=${encodeURIComponent(asText(value))}`;
      });
    const sample = requestBody && sampleOf(requestBody.content["application/json"].schema, random, values);
    const sent = sample && (random.oneIn(8) ? sample.value : mutatedValue(sample, random));
    yield {
      call: operationId,
      method,
      path: `${path.replaceAll(/\{\w+\}/gu, (of) => encodeURIComponent(named(of).toWellFormed()))}${query.length > 0 ? `?${query.join("&")}` : ""}`,
      headers: {
        ...(sample && { "content-type": "application/json" }),
        ...(random.oneIn(10) ? random.pick(strangers) : team),
        ...(random.oneIn(10) && { "idempotency-key": crypto.randomUUID() }),
      },
      ...(sample && { body: JSON.stringify(sent) }),
    };
  }
}
