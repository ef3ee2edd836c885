import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { kilobytes, weigh } from "#bench/pages/weigh.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

/** The most compressed script above an empty page that the week of 24 places may send, in kB. */
const MOST_SCRIPT = 60;

/** What is opened on the week: what its address ends with; `#short` stands for a half-day to complete. */
const PAGES = {
  "the week by place": "",
  "the week by person": "&vue=personnes",
  "the month": "&vue=mois",
  "who is free for a half-day": "&permanence=#short",
};

type Run = { readonly app: RunningApp; readonly browser: Browser; readonly page: Page; readonly address: string };

/** Declares a test for each page: how much script it sends above the framework’s, which an empty page sends too. */
export function weightOfWeek(run: () => Run): void {
  test.each(Object.entries(PAGES))(
    `of 24 places %s sends at most ${MOST_SCRIPT} kB of script above an empty page`,
    async (_, end) => {
      const { app, browser, page, address } = run();
      await page.goto(address);
      const href = await page
        .getByRole("link", { name: /il manque/u })
        .first()
        .getAttribute("href");
      const short = /permanence=(?<id>[\w-]+)/u.exec(href ?? "")?.groups?.["id"] ?? "";
      const storageState = await page.context().storageState();
      const { scripts } = await weigh(browser, `${app.url}${address}${end.replace("#short", short)}`, { storageState });
      const { rootMainFiles } = JSON.parse(await readFile(".next-test/build-manifest.json", "utf8")) as {
        rootMainFiles: readonly string[];
      };
      const framework = rootMainFiles.map((file) => `/_next/${file}`);
      expect([...scripts.keys()]).toEqual(expect.arrayContaining(framework));
      const own = new Map([...scripts].filter(([path]) => !framework.includes(path)));
      expect(kilobytes(own)).toBeGreaterThan(0);
      expect(kilobytes(own)).toBeLessThanOrEqual(MOST_SCRIPT);
    },
  );
}
