import { readFileSync } from "node:fs";
import { SMS_GATEWAYS } from "#lib/server/message/gateways/gateways.ts";

const named = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[1] ?? "");

test(".env.example explains every setting that the product reads", () => {
  const read = named("lib/server/env.ts", /^ {2}([A-Z_]+): z\./gm);
  expect(read).toContain("DATABASE_URL");
  expect(named(".env.example", /^# ([A-Z_]+)=/gm)).toEqual(expect.arrayContaining(read));
});

test.each(SMS_GATEWAYS)(
  "what a contract with $name gives is explained there, and passed on to containers",
  ({ settings }) => {
    const needed = Object.keys(settings);
    expect(named(".env.example", /^# ([A-Z_]+)=/gm)).toEqual(expect.arrayContaining(needed));
    expect(named("compose.yaml", /^ {2}([A-Z_]+):$/gm)).toEqual(expect.arrayContaining(needed));
  },
);

test("every line of .env.example is a comment: copied as it is, it changes nothing", () => {
  expect(
    readFileSync(".env.example", "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("# ")),
  ).toEqual([]);
});
