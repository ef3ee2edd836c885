/** @jest-environment node */
import { renderToStaticMarkup } from "react-dom/server";
import GlobalError from "#app/global-error.tsx";
import { siteErrorTexts } from "#i18n/site-error-texts.ts";
import ar from "#messages/ar.json";
import en from "#messages/en.json";
import fr from "#messages/fr.json";
import tr from "#messages/tr.json";

const catalogues = { fr, ar, tr, en };

test("a failure of the layout itself is said in the words of the catalogues", () => {
  for (const locale of ["fr", "ar", "tr", "en"] as const)
    expect(siteErrorTexts[locale]).toEqual(catalogues[locale].site.broken);
});

test("it can be read without script, in four languages, each with its direction", () => {
  const html = renderToStaticMarkup(<GlobalError />);
  expect(html).toMatch(/^<html lang="fr" dir="ltr">/u);
  expect(html).toContain('<section lang="ar" dir="rtl">');
  for (const { title, what, do: advice } of Object.values(siteErrorTexts))
    for (const sentence of [title, what, advice]) expect(html).toContain(sentence);
});
