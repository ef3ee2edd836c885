import { screen, within } from "@testing-library/react";
import { AddToParty, NotAdded, PartyList } from "#components/booking/party.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const at = (hour: string) => instantOf(`2026-11-23T${hour}:00+01:00`);
const one = {
  secret: "a",
  start: at("09:00"),
  timeZone: "Europe/Paris",
  place: "Neuhof",
  cancelled: false,
  code: "K7M4PD",
};

test("each appointment says its hour, its place and its code; a cancelled one says so and has none", () => {
  const { code: _, ...without } = one;
  shown(<PartyList party={[one, { ...without, secret: "b", start: at("09:30"), cancelled: true }]} />);
  const [first, second] = screen.getAllByRole("listitem");
  expect(first?.textContent).toMatch(/lundi 23 novembre.*9.h.*Neuhof.*K7M.4PD/u);
  expect(second?.textContent).toMatch(/Rendez.vous annulé\./u);
  expect(second?.textContent).not.toMatch(/code/iu);
  expect(
    within(second as HTMLElement)
      .getByRole("link")
      .getAttribute("href"),
  ).toBe("/rendez-vous/b");
});

test("one more person is added by a plain form, with the topic of the first one chosen, and a refusal at its top", () => {
  const { plain } = shown(
    <AddToParty
      action="/rendez-vous/s/encore"
      formKey="key"
      topics={[{ key: "caf-rsa" }, { key: "impots" }]}
      topic="impots"
      typed={{ name: "Ali" }}
      refused={<NotAdded sentence="Il n’y a plus d’heure libre ensuite, ce jour-là." />}
    />,
  ) as { plain?: HTMLFormElement };
  const form = plain ?? document.querySelector("form");
  expect([form?.method, form?.getAttribute("action")]).toEqual(["post", "/rendez-vous/s/encore"]);
  expect(Object.fromEntries(new FormData(form ?? undefined))).toEqual({ key: "key", name: "Ali", topic: "impots" });
  expect(screen.getByRole("alert").textContent).toContain("Il n’y a plus d’heure libre ensuite");
});
