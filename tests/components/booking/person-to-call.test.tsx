import { screen } from "@testing-library/react";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

test("a long e-mail address may break anywhere, without a hyphen, which would be read as one of its signs", () => {
  const email = "coordination-numerique-des-quartiers@eurometropole.example";
  inLocale("fr", <PersonToCall person={{ kept: false, email }} hour="10 h" sentences={[]} />);
  const shown = screen.getByText(email);
  expect(shown.className.split(" ")).toEqual(expect.arrayContaining(["wrap-anywhere", "hyphens-none"]));
  expect(screen.getByRole("link", { name: email }).getAttribute("href")).toBe(`mailto:${email}`);
});
