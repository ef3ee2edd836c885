import { screen, within } from "@testing-library/react";
import {
  AppointmentBand,
  AppointmentNotice,
  AppointmentNumber,
  HelpByTelephone,
  ThingsToBring,
  WhenCalled,
} from "#components/booking/appointment.tsx";
import { AppointmentCode, CallToChange } from "#components/booking/change-appointment.tsx";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { AddToParty, NotAdded, PartyList } from "#components/booking/party.tsx";
import { ContactWayForm } from "#components/booking/contact-way-form.tsx";

const held: ResidentAppointment = {
  id: "a",
  secret: "s",
  code: "K7M2QX",
  state: "booked",
  span: { start: instantOf("2026-11-23T10:30:00+01:00"), end: instantOf("2026-11-23T11:15:00+01:00") },
  timeZone: "Europe/Paris",
  topics: ["caf-logement"],
  createdAt: instantOf("2026-11-20T10:00:00+01:00"),
  bookedAt: instantOf("2026-11-20T10:00:00+01:00"),
  permanence: "p",
  organisation: "o",
  place: {
    slug: "neuhof",
    name: "Mairie de quartier du Neuhof",
    address: "1 rue de la Ganzau",
    postalCode: "67100",
    city: "Strasbourg",
  },
};

test("the heading of the page is the day and the hour; the place stands under it", () => {
  const { text } = shown(<AppointmentBand held={held} />);
  expect(screen.getByRole("heading", { level: 1 }).textContent?.replace(/\u00a0/g, " ")).toMatch(
    /^Votre rendez.vous\. lundi 23 novembre\. 10 h 30$/u,
  );
  expect(text).toContain("Mairie de quartier du Neuhof");
});

test("an appointment made on its day says its hour and who goes before; one made before, the rule of the poster", () => {
  const said = (bookedAt: string) => shown(<WhenCalled held={{ ...held, bookedAt: instantOf(bookedAt) }} />).text;
  expect(said("2026-11-23T09:00:00+01:00")).toBe("À 10 h 30, ou après les personnes qui ont déjà un numéro.");
  expect(said("2026-11-20T10:00:00+01:00")).toContain("Les rendez-vous passent à leur heure");
});

test("the hour of a cancelled appointment is struck through, that of one to come is not", () => {
  const struck = (state: ResidentAppointment["state"]) =>
    shown(<AppointmentBand held={{ ...held, state }} />).container.querySelector(".line-through")?.textContent;
  expect(struck("cancelled-by-service")).toContain("10\u00a0h\u00a030");
  expect(struck("cancelled-by-resident")).toContain("lundi 23 novembre");
  expect(struck("booked")).toBeUndefined();
});

test("the code is shown in two groups of three, left to right in every language", () => {
  const { container } = shown(<AppointmentCode code="K7M2QX" />);
  const code = container.querySelector("bdi");
  expect([...(code?.children ?? [])].map((group) => group.textContent)).toEqual(["K7M", "2QX"]);
  expect(code?.dir).toBe("ltr");
  // An element as wide as its text stays at the start of the line, on an Arabic page too.
  expect(code?.classList.contains("inline-flex")).toBe(true);
});

test("letters and digits of the code are drawn as on the rest of the page, in fonts that the page has", () => {
  expect(shown(<AppointmentCode code="K7M2QX" />).container.innerHTML).not.toContain("font-family");
});

test("a moved appointment says that it is changed, the old and the new hour, and that the calendar must be put right", () => {
  const moved = {
    from: instantOf("2026-11-23T09:30:00+01:00"),
    to: instantOf("2026-11-24T11:00:00+01:00"),
    timeZone: "Europe/Paris",
  };
  expect(shown(<AppointmentNotice state="booked" moved={moved} />).text).toBe(
    "Votre rendez-vous est changé.Ancienne heure : lundi 23 novembre à 9 h 30.Nouvelle heure : mardi 24 novembre à 11 h.Déjà dans l’agenda du téléphone ? Effacez l’ancienne heure, puis ajoutez la nouvelle.",
  );
});

test("the code is to be written down", () =>
  expect(shown(<AppointmentCode code="K7M2QX" />).text).toContain(
    "Écrivez sur un papier le code, le jour et l’heure.",
  ));

test.each([
  ["booked", "Votre rendez-vous est pris."],
  ["late", "Votre rendez-vous est pris."],
  ["checked-in", "L’équipe sait que vous êtes là."],
  ["cancelled-by-resident", "Ce rendez-vous est annulé."],
  ["cancelled-by-service", "L’équipe a annulé ce rendez-vous."],
  ["attended", "Ce rendez-vous est passé."],
  ["no-show", "Ce rendez-vous est passé."],
  ["awaiting-outcome", "Ce rendez-vous est passé."],
] as const)("when it is %s the page says: %s", (state, sentence) => {
  expect(shown(<AppointmentNotice state={state} />).text).toContain(sentence);
});

test.each([
  ["missing", "Nos excuses : on n’a pas pu vous recevoir.Prenez un autre rendez-vous, ou venez sans rendez-vous."],
  [
    "unknown",
    "Ce rendez-vous est passé.Vous n’avez pas eu d’aide ? Nos excuses. Prenez un autre rendez-vous, ou venez sans rendez-vous.",
  ],
  [
    undefined,
    "Ce rendez-vous est passé.Vous n’avez pas pu venir, ou une autre question ? Prenez un autre rendez-vous, ou venez sans rendez-vous.",
  ],
] as const)("who came and was not received reads excuses and the next way (help %s)", (help, sentence) => {
  expect(shown(<AppointmentNotice state="awaiting-outcome" help={help} />).text).toBe(sentence);
});

test.each([
  ["told", "L’équipe sait que vous aurez du retard.Venez quand même. L’équipe vous fait passer dès que possible."],
  ["due", "C’est votre heure.Venez dès que possible."],
  ["passed", "L’heure de votre rendez-vous est passée.Venez quand même. L’équipe vous fait passer dès que possible."],
] as const)("a late resident (%s) reads: %s", (late, sentence) => {
  for (const state of ["booked", "late", "no-show"] as const)
    expect(shown(<AppointmentNotice state={state} late={late} />).text).toBe(sentence);
});

test("once checked in, the page says that the number will be called or that somebody comes to them, shows it with its picture, and links to its page", () => {
  expect(shown(<AppointmentNotice state="checked-in" />).text).toContain(
    "Attendez dans la salle : on appellera votre numéro.",
  );
  const fetched = shown(<AppointmentNotice state="checked-in" toFetch />).text;
  expect(fetched).toContain("Restez dans la salle : on vient vous chercher quand c’est à vous.");
  expect(fetched).not.toContain("on appellera");
  shown(<AppointmentNumber visit={{ number: 14, secret: "v1s1t" }} />);
  const number = screen.getByRole("region", { name: /^Votre numéro\s*14$/u });
  expect(number.textContent).toContain("la clé");
  expect(within(number).getByRole("link", { name: "Voir votre tour" }).getAttribute("href")).toBe("/suivi/v1s1t");
});

test("an appointment cancelled by the resident is shown calmly; one cancelled by the service as an alert", () => {
  const looks = (state: ResidentAppointment["state"]) =>
    shown(
      <>
        <AppointmentNotice state={state} />
        <AppointmentBand held={{ ...held, state }} />
      </>,
    ).container.innerHTML.includes("alert");
  expect([looks("cancelled-by-resident"), looks("cancelled-by-service")]).toEqual([false, true]);
});

test("when the half-day was closed before the hour the page says so, with the telephone, and sends nobody there", () => {
  const closed = { ...held, state: "awaiting-outcome", closedBefore: true, phone: "+33388436000" } as const;
  const { text, container } = shown(
    <>
      <AppointmentNotice state={closed.state} closedBefore />
      <AppointmentBand held={closed} />
      <HelpByTelephone held={closed} />
    </>,
  );
  expect(text).toContain("Cette permanence est terminée.Ne venez pas à cette heure-là.");
  expect(text).not.toContain("Ce rendez-vous est passé.");
  expect(container.querySelector(".line-through")?.textContent).toContain("10\u00a0h\u00a030");
  expect(text).toContain("Appelez le 03 88 43 60 00, et dites votre code.");
  expect(screen.getByRole("heading", { name: "Votre code" })).toBeTruthy();
});

test("with nobody to call, no code is asked for", () => {
  expect(shown(<HelpByTelephone held={held} />).text).toBe("");
});

test("while nobody has decided whether the half-day is held, the page says why not to come, and that the hour is kept", () => {
  const shut = "Fuite d’eau dans la salle.";
  const text = shown(<AppointmentNotice state="booked" halfDay={{ status: "scheduled", shut }} />).text;
  expect(text).toBe(
    "C’est fermé pour l’instant. Ne venez pas.Fuite d’eau dans la salle.Votre rendez-vous est gardé. La suite sera écrite sur cette page.",
  );
  const opened = shown(<AppointmentNotice state="booked" halfDay={{ status: "open", shut }} />).text;
  expect(opened).toBe("Votre rendez-vous est pris.");
});

test("a person who did not come is not reproached", () => {
  expect(shown(<AppointmentNotice state="no-show" />).text).toBe(shown(<AppointmentNotice state="attended" />).text);
});

test("what to bring can be ticked, and nobody is sent home for what is missing", () => {
  const { text } = shown(<ThingsToBring topics={[{ key: "caf-logement", bring: ["rib", "telephone-charge"] }]} />);
  expect(screen.getAllByRole("checkbox").map((box) => box.closest("label")?.textContent)).toEqual([
    "Votre RIB",
    "Votre téléphone chargé",
  ]);
  expect(text).toContain("Venez quand même.");
  expect(screen.getByText(/aide au logement/)).toBeTruthy();
});

test("to change it one calls; where nobody answers a telephone, the team is asked on site", () => {
  expect(shown(<CallToChange phone="+33388436000" />).text).toContain(
    "Appelez le 03 88 43 60 00, et dites votre code.",
  );
  expect(screen.getByRole("link").getAttribute("href")).toBe("tel:+33388436000");
  expect(shown(<CallToChange phone={undefined} />).text).toContain("Demandez à l’équipe, sur place.");
});

describe("several appointments in a row", () => {
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
});

const MOBILE = { by: "sms", phone: "mobile", prefersCall: false, refusesSms: false, refusesMail: false } as const;
type WayOptions = Partial<Parameters<typeof ContactWayForm>[0]["way"]>;
function told(given: WayOptions = {}, after?: "done" | "not-found") {
  const { text } = shown(
    <ContactWayForm way={{ ...MOBILE, ...given }} action="/rendez-vous/s/prevenir" after={after} />,
  );
  const region = screen.getByRole("region", { name: "Comment vous joindre" });
  const buttons = within(region)
    .queryAllByRole<HTMLButtonElement>("button")
    .map(({ name, value, textContent }) => [name, value, textContent]);
  return { text, buttons };
}

test.each<[WayOptions, RegExp, string[]]>([
  [{}, /Par SMS\./u, ["call", "no-sms", "nothing-asked"]],
  [{ by: "call", prefersCall: true }, /Par un appel\./u, ["message"]],
  [{ by: "call", refusesSms: true }, /Par un appel, si besoin\./u, ["call", "sms"]],
  [{ by: "call", refusesSms: true, askedNothing: true }, /Par un appel, si besoin\./u, ["call"]],
  [{ by: "call", phone: "landline" }, /Par un appel, si besoin\./u, ["call"]],
  [{ by: "call", prefersCall: true, refusesSms: true }, /Par un appel\./u, ["message"]],
  [{ by: "mail", phone: "none" }, /Par e-mail\./u, ["no-mail"]],
  [{ by: "mail", phone: "mobile", refusesSms: true }, /Par e-mail\./u, ["call", "sms", "no-mail"]],
  [{ by: "on-site", phone: "none", refusesMail: true }, /Sur place\./u, ["mail"]],
  [{ by: "on-site", phone: "none" }, /Sur place\./u, []],
])("of %j is said how, and what may be changed", (given, said, values) => {
  const { text, buttons } = told(given);
  expect(text).toMatch(said);
  expect(buttons.map(([, value]) => value)).toEqual(values);
  expect(buttons.every(([name]) => name === "way")).toBe(true);
});

test("what was changed is said, and why it was not", () => {
  expect(told({}, "done").text).toContain("C’est noté.");
  expect(screen.getByRole("status")).toBeDefined();
});

test("a change that was refused says so", () => {
  expect(told({}, "not-found").text).toContain("Rien n’a changé.");
  expect(screen.getByRole("alert")).toBeDefined();
});
