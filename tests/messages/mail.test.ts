import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { teamLocales } from "#i18n/team-pages.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { composeMail } from "#lib/message/mail/compose.ts";
import { composeStaffMail } from "#lib/message/mail/compose-staff.ts";
import { STAFF_MESSAGE_KINDS } from "#lib/message/staff-kinds.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import { CATALOGUES, LOCALES, messagesOf } from "#tests/support/check/messages/catalogue.ts";
import { readTree } from "#tests/support/check/tree.ts";
import {
  EXAMPLE_STOP,
  exampleMail,
  exampleStaffMail,
  exampleTold,
  fileOf,
  KEPT_MAILS,
  LETTERS,
  MAIL_LANGUAGES,
  sayMailIn,
  STAFF_EXAMPLES,
  THURSDAY,
} from "#tests/support/mail-texts.ts";
import { partsOfHtml } from "#tests/support/parts-of-html.ts";
import { ALL_WORDS, EXAMPLE_NOW, EXAMPLES } from "#tests/support/sms-texts.ts";

const tree = readTree(process.cwd());
const TITLES = Object.keys(EXAMPLES);
const { link: _, ...withoutLink } = exampleTold("Confirmation");
const letters = Object.entries(LETTERS).flatMap(([title, letterIn]) =>
  teamLocales.map((words) => ({ title, words, mail: letterIn(words) })),
);
const each = [
  ...TITLES.flatMap((title) => ALL_WORDS.map((words) => ({ title, words, mail: exampleMail(title, words) }))),
  ...Object.keys(STAFF_EXAMPLES).flatMap((title) =>
    MAIL_LANGUAGES.map((words) => ({ title, words, mail: exampleStaffMail(title, words) })),
  ),
];

test("every mail in every language is as it is kept, and nothing else is kept", async () => {
  const kept: Record<string, string> = {};
  for (const { title, words, mail } of [...each, ...letters]) {
    const { subject, text } = mail;
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
  for (const title of Object.keys(STAFF_EXAMPLES)) exampleStaffMail(title, locale, say);
  const assigned = Array.from({ length: 13 }, () => THURSDAY);
  composeStaffMail({ kind: "assigned", halfDays: assigned }, locale, say, "Aide");
  composeMail(withoutLink as MessageFacts, locale, say, { service: "Aide" }, EXAMPLE_NOW);
  expect([...asked].sort()).toEqual(
    messagesOf(tree, locale, CATALOGUES.mail)
      .map(({ key }) => key)
      .sort(),
  );
});

test("the examples hold every kind", () => {
  expect(new Set(Object.values(STAFF_EXAMPLES).map(({ kind }) => kind))).toEqual(new Set(STAFF_MESSAGE_KINDS));
});

describe.each(each)("$title, $words", ({ title, words, mail }) => {
  const { subject, html, text } = mail;
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
    const telephones = words !== "figures" && html.includes("tel:17") ? ["tel:112", "tel:17"] : [];
    // The last line of a mail about an appointment leads to the part of the page on which mails are stopped; that of
    // one to a partner, who has no such page, to a page for it.
    const addresses = parts.addresses.map((address) => address.replace(/#prevenir$/u, ""));
    expect([...new Set(addresses)].sort()).toEqual(
      [
        "https://aide.example/r/k3v9q7m2x4ab",
        "tel:+33353010067",
        ...telephones,
        ...(/^Half-days? /u.test(title) ? [`https://${EXAMPLE_STOP}`] : []),
      ].sort(),
    );
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|form|video|base)\b|url\(|@import|\bon[a-z]+=/iu);
  });

  test("a mailbox shows it whole: less than the 102 kB at which Gmail cuts", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });
});

test.each(letters)("$title, $words: the text says what the HTML says, in that language", ({ words, mail }) => {
  const parts = partsOfHtml(mail.html);
  expect(parts.texts.length).toBeGreaterThan(3);
  expect(parts.texts.filter((said) => !mail.text.includes(said))).toEqual([]);
  expect(parts.languages[0]).toBe(`${words} ltr`);
});
