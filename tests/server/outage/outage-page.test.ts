import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { instantOf } from "#lib/time/instant.ts";
import { ar, en, fr, tr } from "#tests/support/catalogues.ts";

process.env["APP_ENV"] = "test";
const { outageAnswer } = await import("#lib/server/outage/outage-answer.ts");
const { outageDocument } = await import("#lib/server/outage/outage-page.ts");
const { rememberPage, rememberTelephone } = await import("#lib/server/place/known-places.ts");

const LOST = instantOf("2026-11-26T10:14:00+01:00");
const NOW = instantOf("2026-11-26T10:22:30+01:00");
const HOURS = { since: LOST, now: NOW, timeZone: "Europe/Paris" };
const TELEPHONE = { phone: "+33353010067", phoneHours: "Mo-Fr 08:30-12:00,14:00-17:00" };

/** The page as a reader hears it: neither tags nor the title of the tab, plain spaces. */
const heard = (html: string): string =>
  html
    .replace(/<(title|style|script)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const plain = (text: string): string => text.replace(/\s+/g, " ");
const written = (path: string, change: Partial<Parameters<typeof outageDocument>[0]> = {}): string =>
  outageDocument({ path, trouble: "lost", ...HOURS, telephone: TELEPHONE, again: 20, ...change }, "", "");
const scriptOf = (html: string): string => /<script[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
const titleOf = (html: string): string => plain(/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? "").trim();
const inOrder = (text: string, ...parts: readonly string[]): void => {
  const found = parts.map((part) => text.indexOf(plain(part)));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((one, other) => one - other));
};

test.each([
  ["/", `${fr.outage.title} ${fr.outage.goesOn}`],
  ["/suivi/x/papier", fr.outage.number.title],
  ["/rendez-vous", `${fr.outage.title} ${fr.outage.goesOn}`],
  ["/porte/mairie/x", fr.outage.door.title],
  ["/conseiller/permanences/x", fr.outage.title],
  ["/ecran/mairie", fr.outage.number.title],
  ["/tr/rendez-vous/x", tr.outage.appointment.title],
  ["/artisans", `${fr.outage.title} ${fr.outage.goesOn}`],
])("%s says first what matters to who opens it", (path, title) => {
  expect(titleOf(written(path))).toBe(title);
});

test("the reader's language comes first, with its direction, and the others follow", () => {
  const html = written("/tr/suivi/x");
  expect(html).toMatch(/<html lang="tr" dir="ltr">/);
  inOrder(heard(html), tr.outage.number.title, fr.outage.number.lead, ar.outage.number.lead, en.outage.number.lead);
  expect(written("/ar")).toMatch(/<html lang="ar" dir="rtl">/);
  expect(html).toMatch(/<section id="ar" lang="ar" dir="rtl">/);
});

test("it says whose fault it is, since when, and who can be called when", () => {
  const text = heard(written("/"));
  inOrder(text, "depuis 10 h 14", fr.outage.askAppointment, fr.outage.askNumber, fr.outage.askHelp, "03 53 01 00 67");
  expect(text).toContain("On vous répond du lundi au vendredi, de 8 h 30 à 12 h et de 14 h à 17 h.");
  expect(written("/")).toContain('href="tel:+33353010067"');
});

test("where it is not known since when, it says no hour", () => {
  for (const path of ["/", "/suivi/x", "/ecran/mairie"])
    expect(heard(written(path, { since: undefined }))).not.toMatch(/depuis \d/);
  expect(heard(written("/", { since: undefined }))).toContain(plain(fr.outage.ours));
  expect(heard(written("/ecran/mairie", { since: undefined }))).toContain(plain(fr.outage.noNews));
});

test("the hour is that of the time zone of the place", () => {
  const timeZone = "America/Martinique";
  expect(heard(written("/", { timeZone }))).toContain("depuis 5 h 14");
  inOrder(heard(written("/ecran/mairie", { timeZone })), "5 h 22", "depuis 5 h 14");
});

test("without a known time zone it says no hour, and the screen in the room has no clock", () => {
  for (const path of ["/", "/suivi/x", "/ecran/mairie"])
    expect(heard(written(path, { timeZone: undefined, telephone: {} }))).not.toMatch(/\d h/);
});

test.each([
  ["/ecran/mairie", "10 h 22", "10 h 23", "0 h 02"],
  ["/en/ecran/mairie", "10:22", "10:23", "0:02"],
])("the clock of %s goes on from the hour of the server", (path, first, next, afterMidnight) => {
  const [, sinceMidnight, between, shown = ""] =
    /data-since-midnight="(\d+)"\s+data-between="([^"]*)"\s*>([^<]*)</.exec(written(path)) ?? [];
  expect(plain(shown)).toBe(first);
  const clock = { dataset: { sinceMidnight, between }, textContent: "" };
  const every = new Map<number, () => unknown>();
  let now = 5_000_000;
  runInNewContext(scriptOf(outageAnswer(path, LOST).body), {
    document: { currentScript: { dataset: { again: "5" } }, querySelector: () => clock },
    setInterval: (callback: () => unknown, milliseconds: number) => every.set(milliseconds, callback),
    addEventListener: () => undefined,
    performance: { now: () => now },
  });
  const after = (minutes: number): string => {
    now += minutes * 60_000;
    every.get(1_000)?.();
    return plain(clock.textContent);
  };
  expect([after(0.4), after(0.2), after(819)]).toEqual([first, next, afterMidnight]);
});

test.each([
  ["/", "Le site est en panne. L’aide continue."],
  ["/suivi/x", "Restez dans la salle. Le site est en panne."],
  ["/en/suivi/x", "Stay in the room. The site is down."],
  ["/tr/rendez-vous/x", "Randevu saatinizde gelin. Site arızalı."],
  ["/ar/porte/mairie/x", "اطلبوا رقمكم من الفريق. الموقع معطّل."],
  ["/conseiller", "Le site est en panne."],
  ["/ecran/mairie", "Restez dans la salle. Le site est en panne."],
])("the tab of %s says what to do and what is wrong, in sentences", (path, title) => {
  expect(/<title>(.*) · .*<\/title>/.exec(written(path))?.[1]).toBe(title);
});

test("without a known telephone it sends nobody to one", () => {
  const html = written("/", { telephone: {} });
  expect(html).not.toContain("tel:");
  expect(heard(html)).toContain(plain(fr.outage.doHelpOnSite));
  expect(heard(html)).not.toContain(plain(fr.outage.doHelp));
  expect(heard(written("/rendez-vous/x", { telephone: {} }))).not.toMatch(/Appelez|Call us/);
  for (const { site } of [fr, ar, tr, en]) {
    expect(heard(html)).toContain(plain(site.noPhone));
    expect(heard(written("/conseiller", { telephone: {} }))).not.toContain(plain(site.noPhone));
  }
});

test("hours that cannot be read stand as they were written, in French, and as text", () => {
  const html = written("/en", { telephone: { phone: "+33353010067", phoneHours: "le matin <script>" } });
  expect(html).toContain('<bdi lang="fr">le matin &lt;script&gt;</bdi>');
});

test("a page that failed alone does not say that the site is down", () => {
  const html = written("/lieux", { trouble: "failed", since: undefined });
  expect(titleOf(html)).toBe(fr.site.broken.title);
  expect(heard(html)).not.toContain(fr.outage.title);
});

test("a page that met a busy database says so, in every language, and is 503", () => {
  const answer = outageAnswer("/tr/lieux", "busy");
  expect([answer.status, answer.headers["Retry-After"], titleOf(answer.body)]).toEqual([503, "20", tr.outage.busy]);
  for (const { outage } of [fr, ar, en]) expect(heard(answer.body)).toContain(plain(outage.busy));
  expect(heard(outageAnswer("/ecran/mairie", "busy").body)).toContain(plain(fr.outage.busy));
});

test.each(["/suivi/x", "/rendez-vous/x", "/porte/m/x"])(
  "%s says what is wrong in its body, in every language: down, busy, or that it cannot be shown",
  (path) => {
    for (const [prefix, first] of [
      ["", fr],
      ["/ar", ar],
      ["/tr", tr],
      ["/en", en],
    ] as const) {
      const page = (trouble: "lost" | "busy" | "failed"): string => heard(written(`${prefix}${path}`, { trouble }));
      expect(page("busy")).toContain(plain(`${first.outage.busy} ${first.outage.busyOurs}`));
      expect(page("failed")).toContain(plain(`${first.site.broken.title} ${first.site.broken.what}`));
      for (const { outage, site } of [fr, ar, tr, en]) {
        expect(page("lost")).toContain(plain(outage.title));
        expect(page("busy")).toContain(plain(outage.busy));
        expect(page("failed")).toContain(plain(site.broken.title));
        for (const other of [outage.title, site.broken.title, site.broken.what])
          expect(page("busy")).not.toContain(plain(other));
      }
    }
  },
);

test("the team works on paper while the site is away, not while it is busy", () => {
  const { paper, kept, lead } = fr.outage.team;
  for (const said of [paper, kept, lead]) expect(heard(written("/conseiller"))).toContain(plain(said));
  const busy = heard(written("/conseiller", { trouble: "busy" }));
  inOrder(busy, fr.outage.busy, lead, fr.outage.busyOurs);
  for (const said of [paper, kept]) expect(busy).not.toContain(plain(said));
});

test("the screen in the room says to stay in every language, and since when there is no news", () => {
  const text = heard(written("/ecran/mairie"));
  for (const { outage } of [fr, ar, tr, en])
    expect(text).toContain(plain(`${outage.number.title} ${outage.number.lead}`));
  expect(text).toContain("Pas de nouvelles depuis 10 h 14");
});

test("the answer is 503, says when to come again, and loads itself again without script", () => {
  const answer = outageAnswer("/", LOST);
  expect([answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]]).toEqual([
    503,
    "20",
    "no-store",
  ]);
  expect(answer.body).toMatch(/<noscript><meta http-equiv="refresh" content="20"/);
  expect(outageAnswer("/ecran/mairie", LOST).headers["Retry-After"]).toBe("5");
  expect(outageAnswer("/", "failed")).toMatchObject({ status: 500 });
  expect(outageAnswer("/", "failed").headers).not.toHaveProperty("Retry-After");
});

test("its style and its script are the ones that its policy allows, and nothing else runs", () => {
  const { body, headers } = outageAnswer("/", LOST);
  const policy = headers["Content-Security-Policy"] ?? "";
  for (const element of ["style", "script"]) {
    const inside = new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`).exec(body)?.[1] ?? "";
    expect(inside.length).toBeGreaterThan(100);
    expect(policy).toContain(`${element}-src 'sha256-${createHash("sha256").update(inside).digest("base64")}'`);
  }
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  const framed = outageAnswer(`/integrer/${"x".repeat(43)}`, LOST).headers["Content-Security-Policy"];
  expect(framed).toContain("frame-ancestors 'none'");
});

test("its script asks one question at a time, with an end, and loads the page once it is answered", async () => {
  const script = scriptOf(outageAnswer("/", LOST).body);
  const asked: { readonly end: unknown; readonly settle: PromiseWithResolvers<{ status: number }> }[] = [];
  let ask: () => unknown = () => undefined;
  let loaded = 0;
  runInNewContext(script, {
    document: { currentScript: { dataset: { again: "5" } }, querySelector: () => null },
    location: { href: "/", reload: () => (loaded += 1) },
    AbortSignal: { timeout: (milliseconds: number) => milliseconds },
    setInterval: (callback: () => unknown) => (ask = callback),
    addEventListener: () => undefined,
    fetch: (_: string, { signal }: { signal?: unknown }) => {
      const settle = Promise.withResolvers<{ status: number }>();
      asked.push({ end: signal, settle });
      return settle.promise;
    },
  });
  const first = ask();
  void ask();
  expect(asked.map(({ end }) => end)).toEqual([4_000]);
  asked[0]?.settle.reject(new Error("timed out"));
  await first;
  const second = ask();
  asked[1]?.settle.resolve({ status: 503 });
  await second;
  const third = ask();
  expect([asked.length, loaded]).toEqual([3, 0]);
  asked[2]?.settle.resolve({ status: 200 });
  await third;
  expect(loaded).toBe(1);
});

test("its colours are the tokens, and its fonts the files of the site", () => {
  const { body } = outageAnswer("/", LOST);
  expect(body).toContain("--color-paper: #fffdf7");
  expect(body).toContain('url("/fonts/atkinson-latin.woff2")');
});

test("the telephone is the last that was known", () => {
  rememberPage("/", { organisation: "ville" });
  rememberTelephone("ville", { phone: "+33388000000" });
  expect(outageAnswer("/", LOST).body).toContain('href="tel:+33388000000"');
});
