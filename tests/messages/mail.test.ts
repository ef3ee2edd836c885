import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Told } from "#lib/message/facts.ts";
import { composeMail } from "#lib/message/mail/compose.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import { CATALOGUES, LOCALES, messagesOf } from "#tests/support/check/messages/catalogue.ts";
import { readTree } from "#tests/support/check/tree.ts";
import { exampleMail, exampleTold, fileOf, KEPT_MAILS, sayMailIn } from "#tests/support/mail-texts.ts";
import { partsOfHtml } from "#tests/support/parts-of-html.ts";
import { ALL_WORDS, EXAMPLE_NOW, EXAMPLES } from "#tests/support/sms-texts.ts";

const tree = readTree(process.cwd());
const TITLES = Object.keys(EXAMPLES);
const { link: _, ...withoutLink } = exampleTold("Confirmation");
const each = TITLES.flatMap((title) => ALL_WORDS.map((words) => [title, words] as const));

test("every mail in every language is as it is kept, and nothing else is kept", async () => {
  const kept: Record<string, string> = {};
  for (const [title, words] of each) {
    const { subject, text } = exampleMail(title, words);
    kept[`${fileOf(title, words)}.txt`] = `${subject}\n\n${text}`;
  }
  if (process.env["KEEP_MAIL"]) {
    await mkdir(KEPT_MAILS, { recursive: true });
    for (const [file, text] of Object.entries(kept)) await writeFile(join(KEPT_MAILS, file), text);
  }
  const files = (await readdir(KEPT_MAILS)).filter((file) => file.endsWith(".txt"));
  const read = await Promise.all(files.map(async (file) => [file, await readFile(join(KEPT_MAILS, file), "utf8")]));
  expect(Object.fromEntries(read)).toEqual(kept);
});

test.each(LOCALES)("in %s every sentence of the catalogue is said by some mail, and none is missing", (locale) => {
  const asked = new Set<string>();
  const say: Say = (key, values) => {
    asked.add(key);
    return sayMailIn(locale)(key, values);
  };
  for (const title of TITLES) exampleMail(title, locale, say);
  composeMail(withoutLink as Told, locale, say, { service: "Aide" }, EXAMPLE_NOW);
  expect([...asked].sort()).toEqual(
    messagesOf(tree, locale, CATALOGUES.mail)
      .map(({ key }) => key)
      .sort(),
  );
});

describe.each(each)("%s, %s", (title, words) => {
  const { subject, html, text } = exampleMail(title, words);
  const parts = partsOfHtml(html);

  test("the text part says what the HTML says", () => {
    expect(parts.texts.length).toBeGreaterThan(6);
    expect(parts.texts.filter((said) => !text.includes(said))).toEqual([]);
  });

  test("nothing tells for what somebody comes, nor who they are", () => {
    const topics = Object.values(
      (JSON.parse(tree.textOf("messages/fr.json")) as { readonly topics: Readonly<Record<string, string>> }).topics,
    );
    expect(topics.length).toBeGreaterThan(3);
    for (const topic of topics) expect(`${subject} ${html} ${text}`.toLowerCase()).not.toContain(topic.toLowerCase());
  });

  test("the language and its direction stand in the HTML, and inside its body once more", () => {
    const [lang, dir] = words === "ar" ? ["ar", "rtl"] : [words === "figures" ? "fr" : words, "ltr"];
    expect(parts.languages.slice(0, 2)).toEqual([`${lang} ${dir}`, `${lang} ${dir}`]);
  });

  test("it leads to the page of its link and to the telephone alone, and fetches nothing", () => {
    expect([...new Set(parts.addresses)].sort()).toEqual(["https://aide.example/r/k3v9q7m2x4ab", "tel:+33353010067"]);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|form|video|base)\b|url\(|@import|\bon[a-z]+=/iu);
  });

  test("a mailbox shows it whole: less than the 102 kB at which Gmail cuts", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });
});
