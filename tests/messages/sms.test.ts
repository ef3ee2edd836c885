import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { linkOf, type MessageFacts } from "#lib/message/facts.ts";
import { KIND_RULES, MESSAGE_KINDS } from "#lib/message/kinds.ts";
import { composeSms, type Say } from "#lib/message/sms/compose.ts";
import { toGsm7 } from "#lib/message/sms/gsm-7.ts";
import { segmentsOf } from "#lib/message/sms/segments.ts";
import type { WordingLanguage } from "#lib/message/channel.ts";
import { CATALOGUES, LOCALES, messagesOf } from "#tests/support/check/messages/catalogue.ts";
import { readTree } from "#tests/support/check/tree.ts";
import { ALL_WORDS, EXAMPLE_NOW, EXAMPLE_PLACE, SMS_EXAMPLES, sayIn } from "#tests/support/sms-texts.ts";

const KEPT = join("docs/pictures/messages", "sms.md");
const tree = readTree(process.cwd());

const told = (title: string, host: string): MessageFacts => {
  const what = SMS_EXAMPLES[title] as MessageFacts;
  return {
    ...what,
    place: EXAMPLE_PLACE,
    phone: "+33353010067",
    ...(KIND_RULES[what.kind].about === "appointment" && { code: "K7M4PD" }),
    link: linkOf(host, "k3v9q7m2x4ab"),
  };
};

const HEADING = `# What is received by SMS

Every kind in every language, as it is sent from \`aide.example\` by a sender with the name of the organisation. Written by \`npm run kept:sms\`; a test
compares it. The rules stand in [docs/messages.md](../../messages.md).
`;

/** One text with its segments, as it is kept. */
function kept(title: string, words: WordingLanguage): string {
  const { text, encoding, segments } = composeSms(told(title, "aide.example"), words, sayIn(words), EXAMPLE_NOW);
  const count = `${words} · ${text.length} letters · ${encoding} · ${segments} ${segments === 1 ? "segment" : "segments"}`;
  return `${count}\n\n${text.replaceAll(/^/gmu, "    ")}\n`;
}

test("every kind in every language is as it is kept, with its segments", async () => {
  const all = Object.keys(SMS_EXAMPLES).map((title) =>
    [`## ${title}\n`, ...ALL_WORDS.map((words) => kept(title, words))].join("\n"),
  );
  const page = [HEADING, ...all].join("\n");
  if (process.env["KEEP_SMS"]) {
    await mkdir(dirname(KEPT), { recursive: true });
    await writeFile(KEPT, page);
  }
  expect(page).toBe(await readFile(KEPT, "utf8"));
});

test("the examples hold every kind", () => {
  expect(new Set(Object.values(SMS_EXAMPLES).map(({ kind }) => kind))).toEqual(new Set(MESSAGE_KINDS));
});

test.each(LOCALES)("in %s every sentence of the catalogue is said by some message, and none is missing", (locale) => {
  const asked = new Set<string>();
  const say: Say = (key, values) => {
    asked.add(key);
    return sayIn(locale)(key, values);
  };
  for (const title of Object.keys(SMS_EXAMPLES))
    for (const length of [12, 40, 160]) composeSms(told(title, "h".repeat(length)), locale, say, EXAMPLE_NOW);
  expect([...asked].sort()).toEqual(
    messagesOf(tree, locale, CATALOGUES.sms)
      .map(({ key }) => key)
      .sort(),
  );
});

test.each(["fr", "tr", "en"] as const)("in %s no sentence has a letter that GSM-7 cannot write", (locale) => {
  for (const { key, text } of messagesOf(tree, locale, CATALOGUES.sms)) {
    const written = toGsm7(text.replaceAll(/[{}]/gu, ""));
    expect({ key, ...segmentsOf(written) }).toEqual({ key, encoding: "GSM-7", segments: 1 });
    if (!text.includes("?")) expect({ key, written }).toEqual({ key, written: expect.not.stringContaining("?") });
  }
});

test.each(ALL_WORDS)("in %s nothing tells for what somebody comes, nor who they are", (words) => {
  const topics = JSON.parse(tree.textOf("messages/fr.json")) as { readonly topics: Readonly<Record<string, string>> };
  const names = Object.values(topics.topics).filter((one) => typeof one === "string");
  expect(names.length).toBeGreaterThan(3);
  for (const title of Object.keys(SMS_EXAMPLES)) {
    const { text } = composeSms(told(title, "aide.example"), words, sayIn(words), EXAMPLE_NOW);
    for (const name of names) expect(text.toLowerCase()).not.toContain(toGsm7(name).toLowerCase());
  }
});
