/** @jest-environment node */
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { StaffDone } from "#components/staff/staff-done.tsx";
import fr from "#messages/fr.json";

/** As the server sends it: the browser moves the focus when the page opens. */
const sent = (done: string): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="fr" messages={fr} timeZone="Europe/Paris">
      <StaffDone done={done} />
    </NextIntlClientProvider>,
  );

test("what a form did is said and has the focus when the page opens, and is no stop of the Tab key", () => {
  expect(sent("saved")).toMatch(/^<div role="status" tabindex="-1" autofocus=""[^>]*>.*C’est enregistré\./u);
});

test("an address that names nothing that was done says nothing", () => {
  expect(sent("nowhere")).toBe("");
});
