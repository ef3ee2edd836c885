import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser, USUAL } from "./devices.ts";
import { keepWholePage } from "./kept-picture.ts";
import {
  exampleMail,
  exampleStaffMail,
  fileOf,
  KEPT_MAILS,
  LETTERS,
  MAIL_LANGUAGES,
  STAFF_EXAMPLES,
} from "./mail-texts.ts";
import { EXAMPLES } from "./sms-texts.ts";

/** Pixels of a mailbox on a screen, with its margins around the 600 of a mail, and on a telephone. */
const DESK = 640;
const PHONE = 390;

/**
 * `npm run kept:mail`: every mail in its languages as a mailbox on a screen shows it, and some as a telephone does in
 * dark mode.
 */
const browser = await openBrowser();
await mkdir(KEPT_MAILS, { recursive: true });
for (const title of Object.keys(EXAMPLES)) {
  for (const language of MAIL_LANGUAGES) await keep(title, language, "light");
  if (["Offer of another hour", "Cancelled by the service"].includes(title)) {
    await keep(title, "fr", "dark");
    await keep(title, "ar", "dark");
  }
}
for (const title of Object.keys(STAFF_EXAMPLES)) {
  for (const language of ["fr", "ar"] as const) {
    await keep(title, language, "light");
    if (title === "Notice to replace") await keep(title, language, "dark");
  }
}
for (const [title, letterIn] of Object.entries(LETTERS)) {
  await keep(title, "fr", "light", letterIn("fr"));
  if (title === "Organisation invitation") await keep(title, "fr", "dark", letterIn("fr"));
}
await browser.close();

async function keep(
  title: string,
  language: (typeof MAIL_LANGUAGES)[number],
  scheme: "light" | "dark",
  mail = (title in EXAMPLES ? exampleMail : exampleStaffMail)(title, language),
): Promise<void> {
  const width = scheme === "dark" ? PHONE : DESK;
  const page = await browser.newPage({ ...USUAL, viewport: { width, height: 300 }, colorScheme: scheme });
  await page.setContent(mail.html);
  const name = `${fileOf(title, language)}${scheme === "dark" ? ".telephone" : ""}.png`;
  const seen = await keepWholePage(page, join(KEPT_MAILS, name));
  if (seen !== width) throw new Error(`${name} is ${seen} pixels wide instead of ${width}.`);
  await page.close();
}
