import { readFileSync } from "node:fs";
import { SETTING_NAMES } from "#lib/server/env.ts";
import { SMS_GATEWAYS, SMS_SETTINGS } from "#lib/server/message/gateways/gateways.ts";

const named = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[1] ?? "");

test(".env.example explains every setting that the product reads, and no other", () => {
  const read = [...new Set([...SETTING_NAMES, ...Object.keys(SMS_SETTINGS.shape)])];
  expect(named(".env.example", /^# ([A-Z_]+)=/gm).sort()).toEqual(read.sort());
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
