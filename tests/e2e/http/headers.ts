import type { Browser } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

/** The headers that a browser receives with every page, and that our pages keep to it. */
export function headers(app: () => RunningApp): void {
  let browser: Browser | undefined;
  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser?.close());

  const page = (path: string): Promise<Response> => fetch(app().url + path, { redirect: "manual" });
  const policyOf = (answer: Response): Record<string, string> =>
    Object.fromEntries(
      (answer.headers.get("content-security-policy") ?? "")
        .split("; ")
        .map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1).join(" ")]),
    );

  test("a page runs only scripts of its own answer, is not framed by other sites, and sends them no referrer", async () => {
    for (const path of ["/", "/ar", app().addresses.turn, app().addresses.door, app().addresses.screen, "/connexion"]) {
      const answer = await page(path);
      const nonce = /'nonce-([^']+)'/.exec(policyOf(answer)["script-src"] ?? "")?.[1];
      const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
      expect(policyOf(answer)).toMatchObject({
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
      });
      expect(
        Object.fromEntries(
          ["x-content-type-options", "referrer-policy"].map((name) => [name, answer.headers.get(name)]),
        ),
      ).toEqual({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
      expect(answer.headers.get("permissions-policy")).toContain("camera=()");
    }
  });

  test("each script of a page says first that its functions are compiled as it arrives", async () => {
    const paths = [...(await (await page("/")).text()).matchAll(/<script\b[^>]* src="(\/_next\/[^"]+)"/g)].map(
      ([, path]) => path as string,
    );
    expect(paths.length).toBeGreaterThan(3);
    const hint = "//# allFunctionsCalledOnLoad\n";
    for (const path of paths) expect((await (await page(path)).text()).slice(0, hint.length)).toBe(hint);
  });

  test("two pages never have the same script nonce", async () => {
    const numbers = await Promise.all(Array.from({ length: 5 }, async () => policyOf(await page("/"))["script-src"]));
    expect(new Set(numbers).size).toBe(5);
  });

  test("no page but that of a frame may be framed by another site", async () => {
    const share = app().addresses.share;
    for (const path of [share, `${share}/integrer`, `/integrer/${"x".repeat(43)}`])
      expect(policyOf(await page(path))["frame-ancestors"]).toBe("'none'");
  });

  test("answers of the API allow nothing in a browser, and https is required in production only", async () => {
    const answer = await page("/api/v1/openapi.json");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect([
      answer.headers.get("x-content-type-options"),
      answer.headers.get("strict-transport-security"),
      answer.headers.get("x-powered-by"),
    ]).toEqual(["nosniff", null, null]);
  });

  test("in a browser no page violates its own content security policy: home, booking, my turn, the door, the room, the calendar, the tablet", async () => {
    if (!browser) throw new Error("The browser did not start.");
    const { page: tab, context } = await openDevice(browser, app().url, "desk");
    const breaches: string[] = [];
    await context.addInitScript(() =>
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        console.log(`BREACH ${effectiveDirective} ${blockedURI}`),
      ),
    );
    tab.on(
      "console",
      (line) =>
        void (/BREACH|Content.Security.Policy/i.test(line.text()) && breaches.push(`${tab.url()} ${line.text()}`)),
    );
    const { booking, turn, door, screen, share, tablet, accounts } = app().addresses;
    for (const path of ["/", "/ar", booking, turn, door, screen, share, "/lieux", "/aide"]) {
      await tab.goto(path);
      await tab.getByRole("main").first().waitFor();
      await tab.waitForLoadState("load");
    }
    await signIn(tab, accounts[0] ?? "", tablet);
    await tab.getByRole("button").first().waitFor();
    expect(breaches).toEqual([]);
    await context.close();
  });

  test("a script written into a page does not run", async () => {
    if (!browser) throw new Error("The browser did not start.");
    const { page: tab, context } = await openDevice(browser, app().url, "desk");
    await tab.goto("/");
    const ran = await tab.evaluate(() => {
      const script = document.createElement("div");
      script.innerHTML = "<img src=x onerror='window.ran = true'>";
      document.body.append(script);
      return new Promise((resolve) =>
        addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective), {
          once: true,
        }),
      );
    });
    expect([ran, await tab.evaluate(() => "ran" in window)]).toEqual(["script-src-attr", false]);
    await context.close();
  });
}
