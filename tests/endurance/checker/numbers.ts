import type { Replay } from "./replay.ts";

/** Each number is given once, and none is left out except those lent to a device. */
export function numbersUniqueAndDense({ record }: Replay): readonly string[] {
  const given = record.visits.map(({ number }) => number);
  const lent = new Set(
    record.events.flatMap(({ type, data }) =>
      type === "numbers-leased" ? range(Number(data["first"]), Number(data["last"])) : [],
    ),
  );
  const joined = record.events.flatMap(({ type, data }) => (type === "visit-joined" ? [Number(data["number"])] : []));
  const ofTheDoor = given.filter((number) => !lent.has(number));
  const missing = range(1, Math.max(0, ...ofTheDoor)).filter((number) => !given.includes(number) && !lent.has(number));
  return [
    ...twice(given).map((number) => `the number ${number} was given twice`),
    ...twice(joined).map((number) => `two people were told the number ${number}`),
    ...missing.map((number) => `nobody has the number ${number}, and it was lent to no device`),
  ];
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
const twice = (numbers: readonly number[]): readonly number[] =>
  numbers.filter((number, index) => numbers.indexOf(number) !== index);
