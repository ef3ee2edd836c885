import { draw, lengthOf, OF_ANY_TOPIC, OF_ONE_TOPIC, restOf, TIMES, type Lengths } from "#lib/queue/wait/draw.ts";

const all = (seed: number, what: "help" | "leaves" = "help"): readonly number[] =>
  Array.from({ length: TIMES }, (_, time) => draw(seed, what, time));
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

test("over all times each sixty-fourth of the numbers is drawn once, and never 0 or 1", () => {
  for (const seed of [1, 2, 417, -1, -2_401]) {
    const parts = all(seed).map((number) => Math.floor(number * TIMES));
    expect(new Set(parts).size).toBe(TIMES);
    expect(all(seed).every((number) => 0 < number && number < 1)).toBe(true);
  }
});

test("a person draws the same each time, and another or something else otherwise", () => {
  expect(all(1)).toEqual(all(1));
  expect(all(1)).not.toEqual(all(2));
  expect(all(1)).not.toEqual(all(1, "leaves"));
});

test("the lengths of two people who follow each other have nothing to do with each other", () => {
  const together = Array.from({ length: 200 }, (_, index) => {
    const [one, other] = [all(index), all(index + 1)];
    return mean(one.map((number, time) => (number - 0.5) * ((other[time] ?? 0) - 0.5))) * 12;
  });
  expect(Math.abs(mean(together))).toBeLessThan(0.05);
});

test.each<[string, Lengths, number]>([
  ["one topic", OF_ONE_TOPIC, 0.52],
  ["any topic", OF_ANY_TOPIC, 0.81],
])("helps of %s have their mean, and vary by about its half or more", (_, lengths, variation) => {
  const many = Array.from({ length: 200_000 }, (__, index) => lengthOf(lengths, (index + 0.5) / 200_000));
  expect(mean(many)).toBeCloseTo(1, 1);
  expect(Math.sqrt(mean(many.map((length) => (length - 1) ** 2)))).toBeCloseTo(variation, 1);
});

test("what is left of a help is that of the helps that last longer: half of them are over at the middle", () => {
  const left = restOf(OF_ONE_TOPIC, 0.5, 0.5);
  const longer = Array.from({ length: 1_000 }, (_, index) => lengthOf(OF_ONE_TOPIC, (index + 0.5) / 1_000)).filter(
    (length) => length > 0.5,
  );
  expect(longer.filter((length) => length > 0.5 + left).length / longer.length).toBeCloseTo(0.5, 1);
  expect(restOf(OF_ONE_TOPIC, 0, 0.5)).toBeCloseTo(lengthOf(OF_ONE_TOPIC, 0.5));
  expect(restOf(OF_ONE_TOPIC, 50, 0.01)).toBeGreaterThanOrEqual(0);
});
