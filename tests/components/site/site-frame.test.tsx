import { jest } from "@jest/globals";
import { act, screen, fireEvent, render } from "@testing-library/react";
import { PathnameContext, SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { inLocale, readIn } from "./in-locale.tsx";
import { LanguageOffer } from "#components/site/language-offer.tsx";
import { LanguageLinks } from "#components/site/language-links.tsx";
import "@testing-library/jest-dom";
import { PageError, PageErrorLabels } from "#components/site/page-error.tsx";
import { loadAgainWhenServed } from "#components/ui/load-again.ts";
import { ar, fr, tr } from "#tests/support/catalogues.ts";
import { OrganisationLinks } from "#components/site/organisation-links.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

describe("header and footer", () => {
  const service = { slug: "rennes", service: "Aide numérique Rennes" };
  const organisation = { ...service, phone: "+33353010067", phoneHours: "Mo-Fr 08:30-12:00,14:00-17:00" };
  const frame = (path = "/lieux", name?: string) => (
    <PathnameContext value={path}>
      <SiteFrame organisation={organisation} {...(name !== undefined && { name })}>
        <h1>(page)</h1>
      </SiteFrame>
    </PathnameContext>
  );
  const hrefs = (links: readonly HTMLElement[]) => links.map((link) => link.getAttribute("href"));

  const LANGUAGES = /^(Langues|اللغات)$/u;

  test("each language leads to the same page, in its own name and marked with its own language", () => {
    inLocale("fr", frame("/lieux/neuhof"));
    const links = screen.getByRole("navigation", { name: "Langues" }).querySelectorAll("a");
    expect(hrefs([...links])).toEqual(["/lieux/neuhof", "/ar/lieux/neuhof", "/tr/lieux/neuhof", "/en/lieux/neuhof"]);
    expect([...links].map((link) => [link.lang, link.textContent])).toEqual([
      ["fr", "FR Français"],
      ["ar", "ع العربية"],
      ["tr", "TR Türkçe"],
      ["en", "EN English"],
    ]);
  });

  test("only the page's own language is marked as current", () => {
    inLocale("ar", frame("/ar/lieux"));
    const current = [...document.querySelectorAll("[aria-current]")];
    expect(current.map((link) => link.getAttribute("lang"))).toEqual(["ar"]);
    expect(hrefs([...screen.getByRole("navigation", { name: LANGUAGES }).querySelectorAll("a")])).toEqual([
      "/lieux",
      "/ar/lieux",
      "/tr/lieux",
      "/en/lieux",
    ]);
  });

  const offer = (path: string) => (
    <PathnameContext value={path}>
      <SearchParamsContext value={new URLSearchParams("q=neuhof")}>
        <LanguageOffer to="ar" />
      </SearchParamsContext>
    </PathnameContext>
  );

  test("a language that is offered leads to the same page, in that language", () => {
    inLocale("fr", offer("/lieux"));
    const link = screen.getByRole("link", { name: "هذه الصفحة بالعربية" });
    expect([link.getAttribute("href"), link.closest("p")?.lang, link.closest("p")?.dir]).toEqual([
      "/ar/lieux?q=neuhof",
      "ar",
      "rtl",
    ]);
  });

  test.each(["/coordination", "/conseiller/permanences/p", "/ecran/neuhof", "/integrer/cle", "/tablette"])(
    "at %s, which is no page for residents, none is offered",
    (path) => expect(readIn("fr", offer(path))).toBe(""),
  );

  test.each([
    ["/", "/ar"],
    ["/tr", "/ar"],
    ["/trains", "/ar/trains"],
  ])("from %s Arabic is at %s", (path, arabic) => {
    inLocale("fr", frame(path));
    expect(screen.getByRole("link", { name: /العربية/u }).getAttribute("href")).toBe(arabic);
  });

  test("what was chosen on the page is kept when the language changes", () => {
    const chosen = new URLSearchParams({ demarche: "caf-rsa", ville: "Schiltigheim & nord" });
    inLocale("ar", <SearchParamsContext value={chosen}>{frame("/ar/rendez-vous")}</SearchParamsContext>);
    const [french, arabic] = hrefs([...screen.getByRole("navigation", { name: LANGUAGES }).querySelectorAll("a")]);
    expect([french, arabic]).toEqual([`/rendez-vous?${chosen}`, `/ar/rendez-vous?${chosen}`]);
  });

  test("the first link of a page leads past the header to its content", () => {
    inLocale("fr", frame());
    const skip = screen.getAllByRole("link")[0];
    expect(skip?.textContent).toBe("Aller au contenu");
    expect(skip?.getAttribute("href")).toBe(`#${screen.getByRole("main").id}`);
  });

  test("the header says the place where the page is about one, else the service", () => {
    expect(readIn("fr", frame("/", "Mairie du Neuhof"))).toContain("Mairie du NeuhofAppeler le 03 53 01 00 67FR");
    expect(readIn("fr", frame("/"))).toContain("Aide numérique RennesAppeler le 03 53 01 00 67FR");
  });

  test("the header has the telephone, named by its number at every width, if there is one", () => {
    const { container, unmount } = inLocale("fr", frame());
    const link = container.querySelector("header a[href='tel:+33353010067']");
    expect(link?.getAttribute("aria-label")?.replace(/\u00a0/gu, " ")).toBe("Appeler le 03 53 01 00 67");
    expect(link?.querySelector("span")?.className).toBe("max-[51rem]:hidden");
    unmount();
    const none = inLocale(
      "fr",
      <PathnameContext value="/">
        <SiteFrame organisation={undefined}>x</SiteFrame>
      </PathnameContext>,
    );
    expect(none.container.querySelector("header a[href^='tel:']")).toBeNull();
  });

  test("every page ends with a telephone, the ways to everything else, and the legal pages, in the reader's language", () => {
    inLocale("tr", frame());
    const footer = screen.getByRole("contentinfo");
    expect(hrefs([...footer.querySelectorAll("a")])).toEqual([
      "tel:+33353010067",
      "/tr",
      "/tr/lieux",
      "/tr/rendez-vous",
      "/tr/retrouver",
      "/tr/ateliers",
      "/tr/aide",
      "/tr/plan-du-site",
      "/tr/accessibilite",
      "/tr/donnees-personnelles",
      "/tr/mentions-legales",
    ]);
    const menu = screen.getByRole("navigation", { name: tr.site.menu });
    expect(menu.querySelectorAll("a")).toHaveLength(7);
    const onPhones = [...menu.querySelectorAll("li:not([class*='max-[51rem]:hidden']) a")];
    expect(hrefs(onPhones as HTMLElement[])).toEqual(["/tr/retrouver", "/tr/aide", "/tr/plan-du-site"]);
    expect(footer.querySelector("[href^='tel:'] bdi")?.getAttribute("dir")).toBe("ltr");
  });

  test("no page leads to workshops while the organisation has none", () => {
    inLocale(
      "fr",
      <PathnameContext value="/lieux">
        <SiteFrame organisation={{ ...service, holdsWorkshops: false }}>(page)</SiteFrame>
      </PathnameContext>,
    );
    expect(hrefs(screen.getAllByRole("link"))).not.toContain("/ateliers");
    expect(hrefs(screen.getAllByRole("link"))).toContain("/aide");
  });

  test("the hours of the telephone are said in words of each language", () => {
    expect(readIn("fr", frame())).toContain(
      "Appeler le 03 53 01 00 67On vous répond du lundi au vendredi, de 8 h 30 à 12 h et de 14 h à 17 h.",
    );
    expect(readIn("en", frame())).toContain("We answer Monday to Friday, from 8:30 to 12:00 and from 14:00 to 17:00.");
    expect(readIn("ar", frame())).toContain("من الاثنين إلى الجمعة");
  });

  test("hours that are written otherwise are shown as written, and no telephone at all leads to the team", () => {
    expect(
      readIn(
        "fr",
        <PathnameContext value="/">
          <SiteFrame organisation={{ ...service, phone: "+33353010067", phoneHours: "le matin" }}>x</SiteFrame>
        </PathnameContext>,
      ),
    ).toContain("On vous répond : le matin");
    expect(
      readIn(
        "fr",
        <PathnameContext value="/">
          <SiteFrame organisation={undefined}>x</SiteFrame>
        </PathnameContext>,
      ),
    ).toContain("Besoin d’aide ? Demandez à l’équipe, sur place.");
  });
});

describe("a page in the name of an organisation", () => {
  const rennes = {
    slug: "rennes",
    service: "Aide numérique Rennes",
    phone: "+33261910035",
    mail: "aide@rennes.example",
    sms: "+33639980001",
    signRelay: "https://relais.example/rennes",
    accent: "#7a1f2b",
    logo: "0123",
    conformity: "partial",
  } as const;
  const shown = (organisation: Parameters<typeof SiteFrame>[0]["organisation"], name?: string) =>
    inLocale(
      "fr",
      <PathnameContext value="/">
        <SiteFrame organisation={organisation} {...(name !== undefined && { name })}>
          x
        </SiteFrame>
      </PathnameContext>,
    );

  test("the header has its name and logo, and the frame its colour with a pale tint", () => {
    shown(rennes);
    const home = screen.getAllByRole("link", { name: "Aide numérique Rennes" })[0];
    expect(home?.querySelector("img")).toHaveAttribute("src", "/chez/rennes/logo?v=0123");
    expect(home?.querySelector("img")).toHaveAttribute("alt", "");
    const frame = home?.closest("[style]");
    expect(frame?.getAttribute("style")).toContain("--color-accent: #7a1f2b");
    expect(frame?.getAttribute("style")).toContain("--color-accent-soft: #f0e6e8");
  });

  test("on the page of a place the footer still says whose it is", () => {
    shown(rennes, "Médiathèque");
    expect(screen.getByRole("contentinfo")).toHaveTextContent("Aide numérique Rennes");
  });

  test("beside the telephone one can write, or call in sign language", () => {
    shown(rennes);
    expect(screen.getByRole("link", { name: "Écrire à aide@rennes.example" })).toHaveAttribute(
      "href",
      "mailto:aide@rennes.example",
    );
    expect(screen.getByRole("link", { name: /Envoyer un SMS au 06/u })).toHaveAttribute("href", "sms:+33639980001");
    expect(screen.getByRole("link", { name: "Appeler en langue des signes" })).toHaveAttribute(
      "href",
      "https://relais.example/rennes",
    );
  });

  test("every page says the state of its accessibility; without a statement it is « non conforme »", () => {
    shown(rennes);
    expect(screen.getByRole("link", { name: /Accessibilité.: partiellement conforme/u })).toBeInTheDocument();
    shown({ slug: "nouvoitou", service: "Nouvoitou" });
    expect(screen.getByRole("link", { name: /Accessibilité.: non conforme/u })).toBeInTheDocument();
  });

  test("without an organisation the name is neutral, and the colour that of the product", () => {
    shown(undefined);
    const home = screen.getAllByRole("link", { name: "Permanences numériques" })[0];
    expect(home?.closest("[style]")).toBeNull();
  });
});

describe("the links to other languages", () => {
  /** As on the Arabic booking page. */
  const links = (form?: string) =>
    render(
      <PathnameContext.Provider value="/ar/permanences/p/rendez-vous">
        <SearchParamsContext.Provider value={new URLSearchParams("demarche=caf-rsa&heure=x")}>
          <LanguageLinks label="Langues" current="ar" />
          {form !== undefined && <form data-other-language={form} />}
        </SearchParamsContext.Provider>
      </PathnameContext.Provider>,
    );
  const sent: string[] = [];
  beforeEach(() => {
    sent.length = 0;
    HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
      sent.push(this.getAttribute("action") ?? "");
    };
  });

  test("each language is a plain link to the same page, with what was chosen on it", async () => {
    links();
    // jsdom loads no page: it says so instead, a moment after the click.
    const loads = jest.spyOn(console, "error").mockImplementation(() => undefined);
    expect(screen.getByRole("link", { name: /Français/u }).getAttribute("href")).toBe(
      "/permanences/p/rendez-vous?demarche=caf-rsa&heure=x",
    );
    expect(fireEvent.click(screen.getByRole("link", { name: /Türkçe/u }))).toBe(true);
    await new Promise((passed) => setTimeout(passed));
    expect(loads.mock.calls.map(([said]) => String(said))).toEqual([expect.stringContaining("navigation")]);
    loads.mockRestore();
    expect(sent).toEqual([]);
  });

  test.each([
    ["/conseiller/absence", ["fr", "en"]],
    ["/en/coordination", ["fr", "en"]],
    ["/conseiller/permanences/p", ["fr", "ar", "tr", "en"]],
  ])("%s offers the languages that it speaks", (path, offered) => {
    const { container } = render(
      <PathnameContext.Provider value={path}>
        <LanguageLinks label="Langues" current="fr" />
      </PathnameContext.Provider>,
    );
    expect([...container.querySelectorAll("a")].map((link) => link.getAttribute("hreflang"))).toEqual(offered);
  });

  test("a form that was begun goes along to the other language, as it is typed", () => {
    links("/permanences/p/rendez-vous/langue");
    expect(fireEvent.click(screen.getByRole("link", { name: /Türkçe/u }))).toBe(false);
    expect(fireEvent.click(screen.getByRole("link", { name: /Français/u }))).toBe(false);
    expect(sent).toEqual(["/tr/permanences/p/rendez-vous/langue", "/permanences/p/rendez-vous/langue"]);
  });
});

describe("the page of an error", () => {
  test("a fault of ours is said as ours, in the reader's language", () => {
    render(
      <PageErrorLabels labels={ar.site.broken}>
        <PageError />
      </PageErrorLabels>,
    );
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(ar.site.broken.title);
    expect(screen.getByText(ar.site.broken.what)).toBeVisible();
    expect(screen.getByText(ar.site.broken.do)).toBeVisible();
  });

  describe("by itself", () => {
    /** What the server answers to a look: not at all, its page of an outage, or the page. */
    let served: "nothing" | "outage" | "page";
    let looks: number;
    const reload = jest.fn();
    const shown = () =>
      render(
        <PageErrorLabels labels={fr.site.broken}>
          <PageError reload={reload} />
        </PageErrorLabels>,
      );
    const passes = (seconds: number): Promise<void> =>
      act(async () => void (await jest.advanceTimersByTimeAsync(seconds * 1_000)));

    beforeEach(() => {
      jest.useFakeTimers();
      sessionStorage.clear();
      reload.mockClear();
      // No pause is shortened by chance.
      jest.spyOn(crypto, "getRandomValues").mockImplementation((array) => array);
      served = "nothing";
      looks = 0;
      globalThis.fetch = (async () => {
        looks += 1;
        if (served === "nothing") throw new TypeError("Failed to fetch");
        return { ok: served === "page", text: async () => "<html>(page)</html>" };
      }) as unknown as typeof fetch;
    });
    afterEach(() => {
      jest.restoreAllMocks();
      jest.useRealTimers();
    });

    test("it looks every five seconds at last, for hours, and loads the page once that is there", async () => {
      served = "outage";
      shown();
      await passes(3_600);
      expect(reload).not.toHaveBeenCalled();
      expect(looks).toBeGreaterThan(700);
      expect(looks).toBeLessThan(730);
      served = "page";
      await passes(5);
      expect(reload).toHaveBeenCalledTimes(1);
    });

    test("a race that was lost again is not final: the page of the error that comes looks again, ever more seldom", async () => {
      served = "page";
      const waits: number[] = [];
      for (let loadings = 0; loadings < 8; loadings += 1) {
        reload.mockClear();
        const { unmount } = shown();
        let waited = 0;
        for (; reload.mock.calls.length === 0; waited += 1) await passes(1);
        waits.push(waited);
        unmount();
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
      await passes(301);
      shown();
      reload.mockClear();
      await passes(1);
      expect(reload).toHaveBeenCalledTimes(1);
    });

    test("it looks at once when the network is back, and no more once one has left", async () => {
      const { unmount } = shown();
      await passes(60);
      served = "page";
      const before = looks;
      window.dispatchEvent(new Event("online"));
      await passes(0);
      expect([looks, reload.mock.calls.length]).toEqual([before + 1, 1]);
      unmount();
      await passes(120);
      expect(looks).toBe(before + 1);
    });

    test("three hundred pages that failed in one moment do not look in one: each waits between half the pause and the whole", async () => {
      jest.restoreAllMocks();
      const planned = jest.spyOn(globalThis, "setTimeout");
      const leave = Array.from({ length: 300 }, () => loadAgainWhenServed(reload));
      await passes(1);
      for (const left of leave) left();
      const pauses = planned.mock.calls
        .map(([, pause]) => Number(pause))
        .filter((pause) => pause >= 500 && pause <= 1_000);
      expect(looks).toBe(300);
      expect(new Set(pauses).size).toBeGreaterThan(250);
    });

    test("« Essayer encore » looks at once, and loads the page only if it is sent: without network it would be lost", async () => {
      shown();
      const tryAgain = () => act(async () => screen.getByRole("button", { name: fr.site.broken.again }).click());
      await tryAgain();
      expect([looks, reload.mock.calls.length]).toEqual([1, 0]);
      served = "page";
      await tryAgain();
      expect([looks, reload.mock.calls.length]).toEqual([2, 1]);
    });
  });
});

describe("the links to organisations", () => {
  const organisations = [
    { slug: "rennes", service: "Aide numérique Rennes", phone: "+33299000000" },
    { slug: "nouvoitou", service: "Aide Nouvoitou" },
  ];
  const addresses = () => screen.getAllByRole("link").map((one) => one.getAttribute("href"));

  test("each organisation is named with its own page, and with its number where it has one", () => {
    shown(<OrganisationLinks organisations={organisations} />);
    expect(addresses()).toEqual(["/chez/rennes", "tel:+33299000000", "/chez/nouvoitou"]);
  });

  test("a page about one organisation is that of each, without its number", () => {
    shown(<OrganisationLinks organisations={organisations} page="/mentions-legales" />);
    expect(addresses()).toEqual(["/chez/rennes/mentions-legales", "/chez/nouvoitou/mentions-legales"]);
  });
});
