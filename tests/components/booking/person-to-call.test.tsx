import { screen } from "@testing-library/react";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { inLocale } from "#tests/components/site/in-locale.tsx";

test("a long e-mail address may break anywhere, without a hyphen, which would be read as one of its signs", () => {
  const email = "coordination-numerique-des-quartiers@eurometropole.example";
  inLocale(
    "fr",
    <PersonToCall
      person={{ hour: instantOf("2026-11-23T10:00:00+01:00"), kept: false, email }}
      place="Neuhof"
      hour="10 h"
      timeZone="Europe/Paris"
      sentences={[]}
    />,
  );
  const shown = screen.getByText(email);
  expect(shown.className.split(" ")).toEqual(expect.arrayContaining(["wrap-anywhere", "hyphens-none"]));
  expect(screen.getByRole("link", { name: email }).getAttribute("href")).toBe(`mailto:${email}`);
});
