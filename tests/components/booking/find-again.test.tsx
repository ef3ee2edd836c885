import { cleanup, screen, within } from "@testing-library/react";
import { FindAgain, LinksSent } from "#components/booking/find-again.tsx";
import type { Sends } from "#lib/message/channel.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const PLACES = [
  { slug: "hautepierre", name: "Mairie de quartier de Hautepierre" },
  { slug: "neuhof", name: "Mairie de quartier du Neuhof" },
];
const page = (
  given: { places?: typeof PLACES; typed?: TypedForm; operators?: boolean; at?: string; sends?: Sends } = {},
) =>
  shown(
    <FindAgain
      actions={{ code: "/retrouver/code", link: "/retrouver/lien" }}
      at={given.at}
      places={given.places ?? PLACES}
      operators={given.operators ? <a href="/chez/rennes/retrouver">Rennes</a> : false}
      typed={given.typed}
      telephone={<p>03 53 01 00 67</p>}
      sends={given.sends ?? "both"}
    />,
  );
const form = (name: string) => screen.getByRole<HTMLFormElement>("form", { name });

test("a link is sent to a telephone or e-mail, by a plain form of one field", () => {
  page();
  const link = form("Recevoir le lien");
  expect([link.method, link.getAttribute("action")]).toEqual(["post", "/retrouver/lien"]);
  expect(
    within(link).getByRole("textbox", { name: "Téléphone ou e-mail", description: /contact donné.*06/u }),
  ).toHaveProperty("name", "contact");
  within(link).getByRole("button", { name: "Envoyer le lien" });
});

test("where nothing is sent the code alone is asked for", () => {
  page({ sends: "nothing" });
  expect(screen.getAllByRole("form")).toEqual([form("Avec le code")]);
  screen.getByRole("heading", { name: /^Pas de code/u });
});

test("the page of an appointment is asked for by code, place and day", () => {
  page();
  const code = form("Ou avec le code");
  expect(code.getAttribute("action")).toBe("/retrouver/code");
  expect(within(code).getByRole("textbox", { name: "Code du rendez‑vous" })).toHaveProperty("name", "code");
  const places = within(code).getByRole("combobox", { name: "Lieu" });
  expect(
    within(places)
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual(["Choisissez le lieu", ...PLACES.map(({ name }) => name)]);
  expect(within(code).getByLabelText("Jour")).toHaveProperty("type", "date");
});

test("an only place is chosen already, and without places nothing asks for a code", () => {
  page({ places: PLACES.slice(0, 1) });
  expect(screen.getByRole("combobox", { name: "Lieu" })).toHaveProperty("value", "hautepierre");
  cleanup();
  page({ places: [] });
  expect(screen.queryByRole("textbox", { name: "Code du rendez‑vous" })).toBeNull();
});

test("where several operators are, each leads to its own list of places", () => {
  page({ places: [], operators: true });
  const region = screen.getByRole("region", { name: "Ou avec le code" });
  within(region).getByRole("link", { name: "Rennes" });
});

test("on an operator’s own page the forms say so, to come back to it", () => {
  page({ at: "rennes" });
  for (const name of ["Recevoir le lien", "Ou avec le code"])
    expect(form(name).elements.namedItem("chez")).toHaveProperty("value", "rennes");
});

test("a refused form shows what was typed, each reason beside its field and all at its top, and the other form nothing", () => {
  page({
    typed: {
      form: "code",
      fields: { code: "K7", place: "neuhof", day: "2026-11-23" },
      refusals: { code: "code-wrong", form: "nothing-found" },
    },
  });
  const code = form("Ou avec le code");
  expect(within(code).getByRole("textbox", { name: "Code du rendez‑vous" })).toHaveProperty("value", "K7");
  expect(within(code).getByRole("textbox", { name: "Code du rendez‑vous" }).getAttribute("aria-invalid")).toBe("true");
  expect(within(code).getByRole("combobox", { name: "Lieu" })).toHaveProperty("value", "neuhof");
  const links = within(within(code).getByRole("alert")).getAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["#code", "#find"]);
  expect(within(form("Recevoir le lien")).queryByRole("alert")).toBeNull();
});

test("too many tries are said in the words of the whole product", () => {
  page({ typed: { form: "lien", fields: { contact: "x" }, refusals: { form: "too-many-requests" } } });
  expect(within(form("Recevoir le lien")).getByRole("alert").textContent).toMatch(
    /^Le lien n’est pas encore envoyé\..*trop/u,
  );
});

test("what follows is said the same of every contact, with whom to call", () => {
  const { text } = shown(<LinksSent telephone={<p>03 53 01 00 67</p>} sends="sms" />);
  expect(screen.getByRole("status").textContent).toMatch(/^Regardez vos messages\.Si un .* a ce portable, le lien/u);
  expect(text).toContain("03 53 01 00 67");
});
