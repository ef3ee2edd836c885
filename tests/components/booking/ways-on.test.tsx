import { cleanup, screen, within } from "@testing-library/react";
import type { ComponentProps } from "react";
import { CannotBook, NoHour } from "#components/booking/nothing-to-book.tsx";
import { TopicChoice } from "#components/booking/topic-choice.tsx";
import { UnknownAppointment } from "#components/booking/unknown-appointment.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { fr } from "#tests/support/catalogues.ts";
import { NextDates } from "#components/booking/next-dates.tsx";
import { readIn } from "#tests/components/site/in-locale.tsx";
import { FindAgain, LinksSent } from "#components/booking/find-again.tsx";
import type { Sends } from "#lib/message/channel.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

const { default: topics } = await import("#data/topics.json", { with: { type: "json" } });

const links = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));

test("each procedure is one touch and says what it is", () => {
  const { text } = shown(<TopicChoice topics={topics} page="/permanences/p/rendez-vous" />);
  expect(links()).toEqual(topics.map(({ key }) => `/permanences/p/rendez-vous?demarche=${key}`));
  expect(text).toContain("CAF : aide au logement. Demander ou calculer l’APL");
});

test("every topic of the demo has its name, its explanation, and words for all there is to bring", () => {
  for (const { key, bring } of topics) {
    expect(fr.topics).toHaveProperty([key]);
    expect(fr.booking.what).toHaveProperty([key]);
    for (const thing of bring) expect(fr.bring).toHaveProperty([thing]);
  }
});

test("when no hour is left, hours of another day there are one touch, with the procedure kept", () => {
  const start = instantOf("2026-11-30T09:30:00+01:00");
  const { text } = shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      tooManyWait={false}
      walkIn={undefined}
      hours={[{ permanence: "q", span: { start, end: start }, remaining: 1 }]}
    />,
  );
  expect(text).toContain("lundi 30 novembre · 9 h 30");
  expect(links()).toEqual([
    "/permanences/p/rendez-vous",
    "/permanences/q/rendez-vous?demarche=caf-rsa&heure=2026-11-30T09%3A30%3A00%2B01%3A00",
    "/rendez-vous?demarche=caf-rsa",
  ]);
  expect(text).not.toContain("venir sans");
});

test("where one may also just come, that is said", () => {
  const { text } = shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      tooManyWait={false}
      walkIn={instantOf("2026-11-27T10:00:00+01:00")}
      hours={[]}
    />,
  );
  expect(text).toContain("Vous pouvez aussi venir sans rendez-vous, vendredi 27 novembre, dès 10 h.");
  expect(links()).toEqual(["/permanences/p/rendez-vous", "/permanences/p", "/rendez-vous?demarche=caf-rsa"]);
});

test("where too many people wait, that is said instead, other hours are one touch, and nobody is sent there", () => {
  const start = instantOf("2026-11-30T09:30:00+01:00");
  const { text } = shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      tooManyWait
      walkIn={instantOf("2026-11-27T10:00:00+01:00")}
      hours={[{ permanence: "q", span: { start, end: start }, remaining: 1 }]}
    />,
  );
  expect(text).toContain("Trop de personnes attendent à cette permanence. Choisissez-en une autre.");
  expect(text).not.toMatch(/Tous les rendez-vous|venir sans/u);
  expect(links()).not.toContain("/permanences/p");
  expect(links()).toContain("/permanences/q/rendez-vous?demarche=caf-rsa&heure=2026-11-30T09%3A30%3A00%2B01%3A00");
});

test("where the hours that are left are not booked online, one calls, with one touch, or comes", () => {
  const none = (tooManyWait: boolean, call: string | undefined) =>
    shown(
      <NoHour
        topic={{ key: "caf-rsa" }}
        timeZone="Europe/Paris"
        permanence="p"
        tooManyWait={tooManyWait}
        onlyByTeam={{ call }}
        walkIn={undefined}
        hours={[]}
      />,
    ).text;
  expect(none(false, "+33388000001")).toContain("Pour réserver, appelez le 03 88 00 00 01 ou venez.");
  expect(links()).toContain("tel:+33388000001");
  cleanup();
  expect(none(false, undefined)).toContain("Pour réserver, appelez-nous ou venez.");
  cleanup();
  expect(none(true, "+33388000001")).not.toMatch(/venez|appelez/u);
});

test("a half-day without hours to book says why and leads on", () => {
  const said = (why: ComponentProps<typeof CannotBook>["why"]) => shown(<CannotBook why={why} permanence="p" />).text;
  expect(said("over")).toContain("Cette permanence est terminée.");
  expect(said("cancelled")).toContain("Cette permanence est annulée. Ne venez pas.");
  expect(said("tooLate")).toContain("On ne prend plus rendez-vous pour cette permanence.");
  expect(said("walkInOnly")).toContain("Ici, on vient sans rendez-vous.");
  expect(links()).toEqual(["/rendez-vous", "/rendez-vous", "/rendez-vous", "/permanences/p"]);
});

test("a form that was filled before the last hour went, or the half-day, is taken along on every way to another hour", () => {
  const start = instantOf("2026-11-30T09:30:00+01:00");
  shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      tooManyWait={false}
      walkIn={instantOf("2026-11-27T10:00:00+01:00")}
      typed="sealed"
      hours={[{ permanence: "q", span: { start, end: start }, remaining: 1 }]}
    />,
  );
  expect(links().filter((link) => !link?.includes("repris=sealed"))).toEqual(["/permanences/p"]);
  cleanup();
  shown(<CannotBook why="over" permanence="p" known={{ topic: "caf-rsa", place: "neuhof", typed: "sealed" }} />);
  expect(links()).toEqual(["/rendez-vous?demarche=caf-rsa&lieu=neuhof&repris=sealed"]);
});

test("a link that opens nothing says so, and does not say whether it once did; one calls, and books only without an appointment", () => {
  const { text } = shown(<UnknownAppointment telephone={<a href="tel:+33353010067">le téléphone</a>} />);
  expect(text).toContain("Ce lien ne marche pas.");
  expect(text).toContain("Appelez-nous : on cherche avec vous.le téléphone");
  expect(text).toMatch(/Vous n’avez pas de rendez-vous \? Prendre rendez-vous$/u);
  expect(links()).toEqual(["/retrouver", "tel:+33353010067", "/rendez-vous"]);
});

describe("the next dates", () => {
  const at = (hour: string) => instantOf(`2026-12-04T${hour}:00+01:00`);

  test("a half-day to go to instead says from when on one may come without an appointment, as the page of the place does", () => {
    const windows = [
      { span: { start: at("09:00"), end: at("10:00") }, mode: "appointment" as const },
      { span: { start: at("10:00"), end: at("12:00") }, mode: "walk-in" as const },
    ];
    const other = {
      permanence: "p",
      span: { start: at("09:00"), end: at("12:00") },
      timeZone: "Europe/Paris",
      place: { slug: "neuhof", name: "Mairie du Neuhof" },
      access: "mixed" as const,
      windows,
      free: 2,
    };
    const text = readIn("fr", <NextDates others={[other]} />);
    expect(text).toContain("De 9 h à 10 h : seulement avec rendez-vous");
    expect(text).toContain("Dès 10 h : sans rendez-vous");
    expect(text).not.toContain("Avec ou sans");
  });
});

describe("finding an appointment again", () => {
  const PLACES = [
    { slug: "hautepierre", name: "Mairie de quartier de Hautepierre" },
    { slug: "neuhof", name: "Mairie de quartier du Neuhof" },
  ];
  const page = (
    given: { places?: typeof PLACES; typed?: TypedForm; organisations?: boolean; at?: string; sends?: Sends } = {},
  ) =>
    shown(
      <FindAgain
        actions={{ code: "/retrouver/code", link: "/retrouver/lien" }}
        at={given.at}
        places={given.places ?? PLACES}
        organisations={given.organisations ? <a href="/chez/rennes/retrouver">Rennes</a> : false}
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

  test("where several organisations are, each leads to its own list of places", () => {
    page({ places: [], organisations: true });
    const region = screen.getByRole("region", { name: "Ou avec le code" });
    within(region).getByRole("link", { name: "Rennes" });
  });

  test("on an organisation’s own page the forms say so, to come back to it", () => {
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
    expect(within(code).getByRole("textbox", { name: "Code du rendez‑vous" }).getAttribute("aria-invalid")).toBe(
      "true",
    );
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
    expect(screen.getByRole("status").textContent).toMatch(
      /^Regardez vos messages\.Si on trouve un .* à ce contact, le lien/u,
    );
    expect(text).toContain("03 53 01 00 67");
  });
});
