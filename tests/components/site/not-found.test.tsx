/** @jest-environment node */
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { UnknownCalendar } from "#components/calendar/calendar-dead-ends.tsx";
import { UnknownNumber } from "#components/queue/follow-page-parts.tsx";
import { InvalidDoorCode } from "#components/queue/door-state.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import ar from "#messages/ar.json";
import fr from "#messages/fr.json";

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
