import { screen, within } from "@testing-library/react";
import { AnswerRefused, OfferBand, OfferNotice } from "#components/booking/offer.tsx";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { AnswerForPerson } from "#components/staff/answer-for-person.tsx";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

const at = (text: string) => instantOf(`${text}:00+01:00`);
const spanOf = (text: string) => ({ start: at(text), end: plusMinutes(at(text), 30) });
const timeZone = "Europe/Paris";
const held = { span: spanOf("2026-11-23T09:00"), timeZone, permanence: "former" };
const offer = {
  id: "01935f3e-0000-7000-8000-000000000018",
  state: "open" as const,
  permanence: "p",
  span: spanOf("2026-11-24T10:00"),
  timeZone,
  until: at("2026-11-24T09:45"),
  place: { name: "Mairie du Neuhof", address: "1 rue de la Ganzau", postalCode: "67100", city: "Strasbourg" },
};
const band = (keeps: boolean, refusal?: "offer-ended") => (
  <OfferBand held={held} offer={offer} keeps={keeps} action="/rendez-vous/s/repondre" refusal={refusal} />
);
const plain = (text: string | null | undefined) =>
  (text ?? "").replaceAll(/[\u00a0\u202f]/gu, " ").replaceAll("\u2011", "-");

test("the page says first that the hour cannot be kept, then the other one, where, and until when it is held", () => {
  const { text } = shown(band(true));
  expect(plain(screen.getByRole("heading", { level: 1 }).textContent)).toBe(
    "On ne peut pas vous recevoir lundi 23 novembre à 9 h.",
  );
  expect(plain(text)).toContain("mardi 24 novembre");
  expect(plain(text)).toContain("10 h");
  expect(plain(text)).toContain("Mairie du Neuhof");
  expect(plain(text)).toContain("Cette heure est gardée pour vous jusqu’au mardi 24 novembre à 9 h 45.");
});

test("of a half-day that is held after all, the page says so and offers the same hour, without any « instead »", () => {
  const own = { ...offer, permanence: held.permanence, span: held.span };
  const { text } = shown(
    <OfferBand held={held} offer={own} keeps={false} action="/rendez-vous/s/repondre" refusal={undefined} />,
  );
  expect(plain(text)).toMatch(/^Finalement, on peut vous recevoir\. lundi 23 novembre\. 9 h/u);
  expect(plain(text)).not.toMatch(/ne peut pas|On vous propose/u);
});

test("a yes and a no are two buttons of one plain form, which names the offer", () => {
  const { container } = inLocale("fr", band(true));
  const form = screen.getByRole("form", { name: /Pouvez-vous venir/u });
  expect([form.getAttribute("method"), form.getAttribute("action")]).toEqual(["post", "/rendez-vous/s/repondre"]);
  expect(container.querySelector<HTMLInputElement>("input[name=offer]")?.value).toBe(offer.id);
  const buttons = within(form).getAllByRole<HTMLButtonElement>("button");
  expect(buttons.map(({ name, value, textContent }) => [name, value, plain(textContent)])).toEqual([
    ["answer", "yes", "Oui, je viens à 10 h"],
    ["answer", "no", "Non"],
  ]);
});

test("what a no means stands beside it: the former hour with a wait, or another date", () => {
  const { unmount } = inLocale("fr", band(true));
  const no = () => screen.getByRole("button", { name: "Non" });
  expect(plain(document.getElementById(no().getAttribute("aria-describedby") ?? "")?.textContent)).toBe(
    "Non, ou pas de réponse : vous gardez 9 h. Vous attendrez peut-être.",
  );
  unmount();
  inLocale("fr", band(false));
  expect(plain(document.getElementById(no().getAttribute("aria-describedby") ?? "")?.textContent)).toBe(
    "Non : vous choisissez une autre date.",
  );
});

test("an answer that was not taken is said first, with its reason", () => {
  inLocale("fr", band(true, "offer-ended"));
  expect(plain(screen.getByRole("alert").textContent)).toBe(
    "Votre réponse n’est pas notée.Cette heure n’est plus gardée pour vous.",
  );
});

test.each([
  ["no", true, "Votre réponse est notée.Vous gardez 9 h. Vous attendrez peut-être."],
  ["no", false, "Votre réponse est notée.Choisissez une autre date."],
  ["expired", true, "L’heure proposée n’est plus gardée.Vous gardez 9 h. Vous attendrez peut-être."],
  ["expired", false, "L’heure proposée n’est plus gardée.Choisissez une autre date."],
] as const)("afterwards (%s, former hour kept: %s) the page says what was decided", (state, keeps, said) => {
  expect(plain(shown(<OfferNotice held={held} state={state} keeps={keeps} />).text)).toContain(said);
});

test("in Arabic, Turkish and English too, with no sentence missing", () => {
  for (const locale of ["ar", "tr", "en"] as const) {
    const { container, unmount } = inLocale(
      locale,
      <>
        {band(true)}
        <AnswerRefused refusal="state-changed" />
      </>,
    );
    expect(container.textContent).not.toMatch(/appointment\.offer|\{|\}/u);
    unmount();
  }
});

describe("the card of a person whom the team tells of another hour", () => {
  const person = {
    appointment: "01935f3e-0000-7000-8000-000000000016",
    hour: held.span.start,
    kept: true,
    offer: { id: offer.id, start: offer.span.start, timeZone, place: offer.place.name, until: offer.until },
  };

  test("says the hour, until when, and takes their answer instead of a tick", () => {
    const { container } = inLocale(
      "fr",
      <ul>
        <PersonToCall
          person={person}
          place="Mairie du Neuhof"
          timeZone="Europe/Paris"
          hour="9 h"
          sentences={[{ locale: "fr", text: "Bonjour." }]}
        >
          <AnswerForPerson action="/a/repondre" person={person} offer={person.offer} typed={undefined} />
        </PersonToCall>
      </ul>,
    );
    expect(plain(container.textContent)).toContain(
      "Autre heure proposée : mardi 24 novembre à 10 h, Mairie du Neuhof.",
    );
    expect(plain(container.textContent)).toContain("Gardée jusqu’au mardi 24 novembre à 9 h 45.");
    expect(screen.queryByRole("checkbox")).toBeNull();
    const buttons = screen.getAllByRole<HTMLButtonElement>("button");
    expect(buttons.map(({ name, value, textContent }) => [name, value, textContent])).toEqual([
      ["answer", "yes", "Oui, noté"],
      ["answer", "no", "Non"],
    ]);
    expect(new FormData(container.querySelector("form") as HTMLFormElement).get("appointment")).toBe(
      person.appointment,
    );
  });

  test("whose half-day is held after all says that it is their own hour again, and of another place that it is another one", () => {
    const again = { ...person, kept: false, offer: { ...person.offer, start: held.span.start } };
    const said = (one: typeof again, place: string) => {
      const { container, unmount } = inLocale(
        "fr",
        <PersonToCall person={one} place={place} timeZone="Europe/Paris" hour="9 h" sentences={[]} />,
      );
      const text = plain(container.textContent);
      unmount();
      return text;
    };
    expect(said(again, "Mairie du Neuhof")).toContain(
      "Son heure est proposée de nouveau : lundi 23 novembre à 9 h, Mairie du Neuhof.",
    );
    expect(said(again, "Mairie de Hautepierre")).toContain("Autre heure proposée : lundi 23 novembre à 9 h");
    expect(said({ ...again, kept: true }, "Mairie du Neuhof")).toContain("Autre heure proposée");
  });

  test.each([
    ["no", "A répondu non."],
    ["unanswered", "N’a pas répondu et garde son heure."],
  ] as const)("of whom there is nothing more to say (%s), says why", (told, said) => {
    const { container } = inLocale(
      "fr",
      <PersonToCall
        person={{ hour: held.span.start, kept: true, told }}
        place="Mairie du Neuhof"
        timeZone="Europe/Paris"
        hour="9 h"
        sentences={[]}
      />,
    );
    expect(plain(container.textContent)).toContain(said);
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(plain(container.textContent)).not.toContain("Laissez un mot");
  });
});

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
