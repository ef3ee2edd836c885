/** @long */
import type { Browser, Page } from "playwright-core";
import type { ComposedMail } from "#lib/mail/content.ts";
import { openBrowser, USUAL } from "#tests/support/devices.ts";
import { exampleMail, exampleStaffMail, LETTERS, STAFF_EXAMPLES } from "#tests/support/mail-texts.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { EXAMPLES } from "#tests/support/sms-texts.ts";

let browser: Browser;
let page: Page;
/** Addresses that a mail has fetched. */
const fetched: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage(USUAL);
  page.on("request", (request) => fetched.push(request.url()));
  await page.addScriptTag({ path: AXE }); // stays while the contents change
});
afterAll(() => browser.close());

const MAILS: readonly (readonly [name: string, mail: ComposedMail])[] = [
  ...Object.keys(EXAMPLES).flatMap((title) =>
    (["fr", "ar", "figures"] as const).map((words) => [`${title}, ${words}`, exampleMail(title, words)] as const),
  ),
  ...Object.keys(STAFF_EXAMPLES).flatMap((title) =>
    (["fr", "ar"] as const).map((language) => [`${title}, ${language}`, exampleStaffMail(title, language)] as const),
  ),
  ...Object.entries(LETTERS).flatMap(([title, letterIn]) =>
    (["fr", "en"] as const).map((language) => [`${title}, ${language}`, letterIn(language)] as const),
  ),
];

/** Pixels of a small and a usual telephone, and of a screen; in dark mode on the telephone. */
const MAILBOXES = [
  { width: 320, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  { width: 640, colorScheme: "light" },
] as const;

/** Rules of axe that hold for what stands in a mailbox; its landmarks and headings are those of the mailbox. */
const RULES = ["color-contrast", "document-title", "html-has-lang", "html-lang-valid", "link-name", "valid-lang"];

/** What is wrong with a mail that is shown now: wider than the mailbox, links too small for a finger, rules of axe. */
async function faults(width: number): Promise<readonly string[]> {
  const measured = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    small: [...document.querySelectorAll("a")]
      .map((link) => ({ text: link.textContent, height: link.getBoundingClientRect().height }))
      .filter(({ height }) => height < 44)
      .map(({ text, height }) => `“${text}” is ${height} pixels high`),
  }));
  const { violations } = await page.evaluate(
    (rules) =>
      (
        window as unknown as {
          axe: {
            run: (where: Document, how: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe.run(document, { runOnly: rules, resultTypes: ["violations"] }),
    RULES,
  );
  return [
    ...(measured.width > width ? [`it is ${measured.width} pixels wide`] : []),
    ...measured.small,
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
  ];
}

test.each(MAILBOXES)("in a mailbox of $width pixels, $colorScheme, every mail is read and touched", async (mailbox) => {
  await page.setViewportSize({ width: mailbox.width, height: 800 });
  await page.emulateMedia({ colorScheme: mailbox.colorScheme });
  const found: string[] = [];
  for (const [name, { html }] of MAILS) {
    await page.setContent(html);
    found.push(...(await faults(mailbox.width)).map((fault) => `${name}: ${fault}`));
  }
  expect(found).toEqual([]);
});

test("in dark mode the colours are others: nothing of the light ones is left behind a text", async () => {
  await page.setContent(exampleMail("Offer of another hour", "fr").html);
  const grounds = async (colorScheme: "light" | "dark") => {
    await page.emulateMedia({ colorScheme });
    return page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .map((part) => getComputedStyle(part).backgroundColor)
        .filter((colour) => colour !== "rgba(0, 0, 0, 0)"),
    );
  };
  const light = new Set(await grounds("light"));
  expect(light.size).toBeGreaterThan(3);
  expect((await grounds("dark")).filter((colour) => light.has(colour))).toEqual([]);
});

test("no mail fetches anything", () => {
  expect(fetched).toEqual([]);
});
