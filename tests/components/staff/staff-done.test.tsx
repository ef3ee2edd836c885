/** @jest-environment node */
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { messages } from "#tests/support/messages.ts";

/** As the server sends it: the browser moves the focus when the page opens. */
const sent = (done: string, locale: keyof typeof messages = "fr"): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone="Europe/Paris">
      <StaffDone done={done} />
    </NextIntlClientProvider>,
  );

test("what a form did is said and has the focus when the page opens, and is no stop of the Tab key", () => {
  expect(sent("saved")).toMatch(/^<div role="status" tabindex="-1" autofocus=""[^>]*>.*C’est enregistré\./u);
});

test("a poster that hangs is said in four languages, and what other forms did on the pages of the team alone", () => {
  expect(sent("posterHung", "tr")).toContain(messages.tr.form.done.posterHung);
  expect(sent("saved", "tr")).toBe("");
});

test("an address that names nothing that was done says nothing", () => {
  expect(sent("nowhere")).toBe("");
});
