/** @jest-environment node */
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { UnknownCalendar } from "#components/calendar/calendar-dead-ends.tsx";
import { UnknownNumber } from "#components/queue/follow-page-parts.tsx";
import { InvalidDoorCode } from "#components/queue/door-state.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { ar, fr, en, tr } from "#tests/support/catalogues.ts";
import GlobalError from "#app/global-error.tsx";
import { siteErrorTexts } from "#i18n/site-error-texts.ts";

const sent = (node: ReactNode, locale = "fr", messages = fr) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="Europe/Paris">
      {node}
    </NextIntlClientProvider>,
  );

test.each([
  ["an address that leads nowhere", <NotFound key="1" />, "Cette page n’existe pas.", "ou appelez-nous"],
  ["a link that opens no number", <UnknownNumber key="2" />, "Ce lien ne marche pas.", "Demandez à l’équipe"],
  [
    "the code of another day",
    <InvalidDoorCode key="3" />,
    "Ce code QR ne marche plus.",
    "Demandez un numéro à l’équipe",
  ],
  ["an address that opens no calendar", <UnknownCalendar key="4" />, "Cet agenda n’existe pas.", "Demandez l’adresse"],
])("%s is told in one sentence, with what to do and a way back, on the page itself", (_, page, title, what) => {
  const html = sent(page).replaceAll("\u00a0", " ");
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(html).toContain(what);
  expect(html).toMatch(/<a href="\/"/u);
});

test("the way back keeps the reader's language", () => {
  expect(sent(<NotFound />, "ar", ar as unknown as typeof fr)).toMatch(/<a href="\/ar"/u);
});

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
