import type { Page } from "playwright-core";
import type { Language } from "./languages.ts";

/**
 * What is wrong with a page for somebody whose browser runs no script: nothing to read, the wrong language or
 * direction, nobody to call, no way on, a control that does nothing, a link or a form that leaves the language. Empty
 * when all is well.
 */
export const faultsOf = (page: Page, language: Language): Promise<readonly string[]> => page.evaluate(look, language);

/** Runs in the browser, so it reaches for nothing outside itself. */
function look(language: Language): readonly string[] {
  const faults: string[] = [];
  const must = (well: boolean, fault: string): void => void (well || faults.push(fault));
  const seen = <Found extends Element>(selector: string): Found[] =>
    [...document.querySelectorAll<Found>(selector)].filter((one) =>
      one.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    );
  const words = (one: Element): string => (one.textContent ?? "").trim().slice(0, 40);
  const stays = (address: string): boolean =>
    language === "fr" || /^\/ar(?=[/?#]|$)/.test(new URL(address, location.href).pathname);
  const { lang, dir } = document.documentElement;
  must(lang === language && dir === (language === "ar" ? "rtl" : "ltr"), `it is marked ${lang}, ${dir}`);
  must(document.title.trim() !== "", "it has no title");
  must(seen("h1").length === 1, `it has ${seen("h1").length} titles`);
  const [main] = seen<HTMLElement>("main");
  must((main?.innerText ?? "").trim().length > 40, "it is blank");
  must(!/undefined|NaN|\[object|\{\w+\}/.test(document.body.innerText), "it says something that is no word");
  must(seen("footer a[href^='tel:']").length === 1, "its footer has no telephone");
  must(seen("main a, main button, main summary").length > 0, "it offers no way on");
  for (const button of seen<HTMLButtonElement>("button"))
    must(button.type === "submit" && button.form !== null && !button.disabled, `a dead button: ${words(button)}`);
  for (const link of seen<HTMLAnchorElement>("a")) {
    const address = link.getAttribute("href");
    must(address !== null && address !== "#" && !address.startsWith("javascript:"), `a dead link: ${words(link)}`);
    const inside = link.origin === location.origin && link.hreflang === "" && !link.pathname.endsWith(".ics");
    must(!inside || stays(link.href), `a link leaves the language: ${address}`);
  }
  for (const form of document.forms)
    must(stays(form.action), `a form leaves the language: ${form.getAttribute("action")}`);
  for (const field of seen<HTMLInputElement | HTMLSelectElement>("select, input:not([type=checkbox])"))
    must(field.form !== null || ("readOnly" in field && field.readOnly), `a field without a form: ${field.name}`);
  must(seen("[role=button], [onclick]").length === 0, "something that wants a script is shown");
  return faults;
}
