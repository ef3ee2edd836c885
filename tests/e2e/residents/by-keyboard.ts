import type { Page } from "playwright-core";
import { Keys } from "#tests/support/residents/keys.ts";
import type { StepName } from "#tests/support/residents/scenario.ts";
import type { ScenarioRun } from "#tests/support/residents/scenario-run.ts";

/** The main journeys by keyboard only: no test clicks. */
export function byKeyboard(run: () => ScenarioRun, step: StepName): void {
  if (step !== "morning") return;
  let keys: Keys;
  const heading = (page: Page): Promise<string> =>
    page
      .getByRole("heading", { level: 1 })
      .innerText()
      .then((text) => text.replace(/\s+/gu, " ").replaceAll("\u2011", "-"));
  const open = async (address: string): Promise<void> => void (await keys.page.goto(address));
  beforeAll(async () => void (keys = new Keys(await run().phones.fr.newPage())));
  afterAll(() => keys.page.close());

  test("by keyboard, the first Tab of a page leads past its header", async () => {
    await open("/");
    await keys.press("Tab");
    expect(await keys.here()).toBe("Aller au contenu");
    expect((await keys.page.getByText("Aller au contenu").boundingBox())?.height).toBeGreaterThanOrEqual(48);
    await keys.press("Enter", "Tab");
    expect(await keys.page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    await keys.press("Shift+Tab");
    expect(await keys.here()).toBe("EN English");
  });

  test("by keyboard, a permanence is found and opened, and what to bring unfolds", async () => {
    await open("/");
    await keys.follow(/^Y aller, quoi apporter \(FACE Alsace\)$/u);
    expect(await heading(keys.page)).toBe("FACE Alsace");
    await keys.to("CAF : demander le RSA");
    await keys.press("Space");
    await keys.page.getByText("Votre carte Vitale").first().waitFor();
  });

  test("by keyboard, the places for one language are chosen", async () => {
    await open("/");
    await keys.to(/^Toutes les démarches, par langue aussi/u);
    await keys.press("Enter");
    await keys.to("Langue parlée par l’équipe");
    await keys.press("ArrowDown");
    await keys.follow("Montrer");
    expect(new URL(keys.page.url()).searchParams.get("langue")).toBe("ar");
  });

  test("by keyboard, a page is read in another language", async () => {
    await open("/aide");
    await keys.follow(/^TR/u);
    expect(await keys.page.locator("html").getAttribute("lang")).toBe("tr");
  });

  test("by keyboard, an hour is booked after correcting an error, moved, and cancelled", async () => {
    await open("/");
    await keys.follow(/^Prendre rendez-vous/u);
    await keys.follow(/^CAF : demander le RSA/u);
    await keys.follow("Strasbourg");
    await keys.follow(/14 h\. Shadok/u);
    await keys.to("Téléphone");
    await keys.page.keyboard.type("12");
    await keys.follow("Prendre ce rendez-vous");
    expect(await keys.here()).toContain("Vous n’avez pas encore de rendez-vous.");
    await keys.to(/^Téléphone : Ce numéro de téléphone n’est pas valable/u);
    await keys.press("Enter");
    await keys.press("ControlOrMeta+a");
    await keys.page.keyboard.type("06 12 34 56 78");
    await keys.follow("Prendre ce rendez-vous");
    await keys.page.getByText("Votre rendez‑vous est pris.").waitFor();
    await keys.follow("Changer l’heure, le jour ou le lieu");
    await keys.to(/^\d+ h/u);
    await keys.press("Space");
    await keys.follow("Changer pour cette heure");
    await keys.page.getByText("Votre rendez‑vous est changé.").waitFor();
    await keys.follow("Annuler mon rendez-vous");
    await keys.follow("Oui, annuler");
    await keys.page.getByText("Ce rendez‑vous est annulé.").waitFor();
  });

  test("by keyboard, a form that was begun in French goes on in Turkish as it was typed", async () => {
    await open("/rendez-vous?demarche=caf-rsa&ville=Strasbourg");
    await keys.follow(/14 h\. Shadok/u);
    await keys.to(/^\d+ h/u);
    await keys.press("ArrowRight");
    const chosen = await keys.page.locator("input[name=startsAt]:checked").inputValue();
    await keys.to("Téléphone");
    await keys.page.keyboard.type("06 12");
    await keys.page.keyboard.press("Home");
    await keys.follow("TR Türkçe");
    await keys.page.waitForURL(/\/tr\//u);
    expect(await keys.page.locator("input[name=startsAt]:checked").inputValue()).toBe(chosen);
    expect(await keys.page.locator("input[name=phone]").inputValue()).toBe("06 12");
  });

  test("by keyboard, a number is taken at the door, leaving is declined once and then confirmed", async () => {
    await open(run().context.addressOf("door"));
    await keys.follow("Prendre quand même un numéro");
    expect(await heading(keys.page)).toMatch(/^Votre numéro \d+$/u);
    await keys.to("Annuler mon numéro");
    await keys.press("Enter");
    await keys.to("Non, je garde ma place");
    await keys.press("Enter");
    expect(await keys.here()).toBe("Annuler mon numéro");
    await keys.press("Enter");
    await keys.follow("Oui, annuler mon numéro");
    await keys.page.getByText("Votre numéro est annulé.").waitFor();
  });
}
