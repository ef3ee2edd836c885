import { cleanup, screen, within } from "@testing-library/react";
import { CancelForm } from "#components/booking/cancel-form.tsx";
import { CannotChange, ChangeAppointment, WhenAndWhere } from "#components/booking/change-appointment.tsx";
import { MoveForm, OtherDays } from "#components/booking/move-form.tsx";
import type { ShownState } from "#lib/booking/appointment-state.ts";
import { fieldOf, isFormRefusal, type FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

const PAGE = "/rendez-vous/s";
const KEY = "01935f3e-0000-7000-8000-000000000001";
const iso = (hour: string): string => `2026-11-23T${hour}:00+01:00`;
const span = (hour: string) => ({ start: instantOf(iso(hour)), end: plusMinutes(instantOf(iso(hour)), 45) });
const place = {
  slug: "neuhof",
  name: "Mairie de quartier du Neuhof",
  address: "1 rue de la Ganzau",
  postalCode: "67100",
  city: "Strasbourg",
};
const day = (hours: readonly string[]) => ({
  permanence: "p",
  start: instantOf(iso("09:00")),
  timeZone: "Europe/Paris",
  place,
  slots: hours.map((hour) => ({ span: span(hour), remaining: 1 })),
});
const held = { span: span("11:15"), timeZone: "Europe/Paris", place };
const links = () => screen.queryAllByRole("link").map((link) => link.getAttribute("href"));

type FormOptions = {
  hours?: readonly string[];
  chosen?: string;
  refusal?: FormRefusal;
  today?: boolean;
  nowhere?: boolean;
};
const form = ({ hours = ["09:00", "10:30"], chosen, refusal, today = false, nowhere = false }: FormOptions = {}) =>
  shown(
    <MoveForm
      action={`${PAGE}/deplacer/confirmer`}
      idempotencyKey={KEY}
      held={held}
      day={day(hours)}
      chosen={chosen}
      refusal={refusal}
      today={today}
      nowhere={nowhere}
    />,
  );

test("an appointment to come can be moved, given up, or changed with somebody's help", () => {
  const { text } = shown(<ChangeAppointment page={PAGE} may={{ move: true, cancel: true }} phone="+33388436000" />);
  expect(
    within(screen.getByRole("region", { name: "Changer ou annuler" }))
      .getAllByRole("link")
      .map((link) => [link.textContent?.replaceAll("\u00a0", " "), link.getAttribute("href")]),
  ).toEqual([
    ["Changer l’heure, le jour ou le lieu", `${PAGE}/deplacer`],
    ["Annuler mon rendez\u2011vous", `${PAGE}/annuler`],
    ["03 88 43 60 00", "tel:+33388436000"],
  ]);
  expect(text).toContain("Ou appelez le 03 88 43 60 00, et dites votre code.");
});

test("once its hour has come an appointment can only be cancelled; once checked in, only the team can help", () => {
  shown(<ChangeAppointment page={PAGE} may={{ move: false, cancel: true }} phone={undefined} />);
  expect(links()).toEqual([`${PAGE}/annuler`]);
  cleanup();
  const { text } = shown(<ChangeAppointment page={PAGE} may={{ move: false, cancel: false }} phone={undefined} />);
  expect(text).toContain("Demandez à l’équipe, sur place.");
  expect(text).not.toContain("Ou demandez");
});

test("in Arabic its links stay in Arabic", () => {
  inLocale("ar", <ChangeAppointment page={PAGE} may={{ move: true, cancel: true }} phone={undefined} />);
  expect(links()).toEqual([`/ar${PAGE}/deplacer`, `/ar${PAGE}/annuler`]);
});

test("a plain form carries the new hour, its half-day and a key, and is posted whole without script", () => {
  const { container } = form({ chosen: iso("10:30") });
  const plain = container.querySelector("form");
  expect([plain?.method, plain?.getAttribute("action"), plain?.noValidate]).toEqual([
    "post",
    `${PAGE}/deplacer/confirmer`,
    true,
  ]);
  expect(Object.fromEntries(new FormData(plain ?? undefined))).toEqual({
    key: KEY,
    permanence: "p",
    startsAt: iso("10:30"),
  });
  expect(screen.getByRole("button", { name: "Changer pour cette heure" }).getAttribute("type")).toBe("submit");
});

test("the day, the place, the hours and how long it takes are said, and what becomes of the hour before", () => {
  const { text } = form();
  expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("lundi 23 novembre");
  expect(
    within(screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" }))
      .getAllByRole("radio")
      .map((hour) => hour.closest("label")?.textContent),
  ).toEqual(["9\u00a0h", "10\u00a0h\u00a030"]);
  for (const sentence of [
    "Mairie de quartier du Neuhof",
    "Comptez 45 minutes sur place.",
    "Si vous changez, 11 h 15 pourra être pour une autre personne.",
  ])
    expect(text).toContain(sentence);
  expect(text).not.toContain("déjà là");
});

test("moved to today, it is said that people who are there go first", () => {
  expect(form({ today: true }).text).toContain(
    "Vous passerez à votre heure, ou après les personnes qui ont déjà un numéro.",
  );
});

test("an hour taken meanwhile is named once; the resident's own is kept, and the remaining hours look free", () => {
  const { text } = form({ refusal: "slot-taken", chosen: iso("09:30") });
  const hours = screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" });
  expect(text.match(/Une autre personne a pris 9 h 30\./gu)).toHaveLength(1);
  expect([hours.getAttribute("aria-describedby"), hours.innerHTML.includes("alert")]).toEqual([null, false]);
  const alert = screen.getByRole("alert");
  expect(within(alert).getByRole("heading").textContent?.replaceAll("\u00a0", " ").replaceAll("\u2011", "-")).toBe(
    "Rien n’a changé. Vous gardez votre rendez-vous de 11 h 15.",
  );
  expect(within(alert).getByRole("link").getAttribute("href")).toBe(`#${hours.id}`);
});

test.each(Object.keys(fieldOf).filter(isFormRefusal))(
  "%s has its sentence, which leads to something of the page",
  (refusal) => {
    for (const hours of [["09:00"], []]) {
      form({ refusal, hours });
      const link = within(screen.getByRole("alert")).getByRole("link");
      expect(link.textContent).toMatch(/^\p{Lu}[^.]+\.( .+\.)*( Exemple\s: \S.*[^.])?$/u);
      expect(document.querySelector(link.getAttribute("href") ?? "")).toBeInstanceOf(HTMLElement);
      cleanup();
    }
  },
);

test("a day without another hour has no form and says so; so does the whole month", () => {
  const one = form({ hours: [] });
  expect(one.text).toContain("Ce jour-là, les autres heures sont prises.");
  expect(one.container.querySelector("form")).toBeNull();
  expect(form({ hours: [], nowhere: true }).text).toContain("Il n’y a pas d’autre heure libre pour l’instant.");
});

test("where no hour was chosen to move to, that is said beside the hours too", () => {
  form({ refusal: "hour-missing" });
  const hours = screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" });
  expect(document.getElementById(hours.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Il manque l’heure. Choisissez-la.",
  );
});

describe("other half-days to move to", () => {
  const later = (permanence: string, date: string, name: string, city = "Strasbourg") => ({
    permanence,
    start: instantOf(`${date}T09:00:00+01:00`),
    timeZone: "Europe/Paris",
    place: { slug: name === place.name ? place.slug : permanence, name, address: "1 rue Haute", city },
  });
  const others = (...days: readonly ReturnType<typeof later>[]) =>
    shown(<OtherDays days={days} date="2026-11-23" held={place.slug} page={`${PAGE}/deplacer`} />);
  const under = (name: string) =>
    within(screen.getByRole("region", { name }))
      .getAllByRole("link")
      .map(({ textContent }) => textContent);

  test("are one touch each, with their place; without any nothing is said", () => {
    others(later("q", "2026-11-30", place.name));
    expect(links()).toEqual([`${PAGE}/deplacer?jour=q`]);
    expect(under("Un autre jour")).toEqual([`lundi 30 novembre${place.name}`]);
    expect(others().container.textContent).toBe("");
  });

  test("at the same place come before the others", () => {
    others(later("q", "2026-11-24", "Shadok"), later("r", "2026-11-30", place.name));
    expect(links()).toEqual([`${PAGE}/deplacer?jour=r`, `${PAGE}/deplacer?jour=q`]);
  });

  test("of the same day do not stand under another day", () => {
    others(later("q", "2026-11-23", "Shadok"), later("r", "2026-11-24", "Shadok"));
    expect(under("Le même jour")).toEqual(["lundi 23 novembreAutre lieu : Shadok1 rue Haute, Strasbourg"]);
    expect(under("Un autre jour")).toEqual(["mardi 24 novembreAutre lieu : Shadok1 rue Haute, Strasbourg"]);
  });

  test("at another place say so, with its street and town", () => {
    others(later("q", "2026-11-30", "Médiathèque", "Haguenau"));
    expect(under("Un autre jour")).toEqual(["lundi 30 novembreAutre lieu : Médiathèque1 rue Haute, Haguenau"]);
  });
});

test("a day at another place that is shown says so, with its street and town", () => {
  const elsewhere = {
    ...day(["09:00"]),
    place: { slug: "m", name: "Médiathèque", address: "1 rue Haute", city: "Haguenau" },
  };
  expect(
    shown(
      <MoveForm
        action="/a"
        idempotencyKey={KEY}
        held={held}
        day={elsewhere}
        chosen={undefined}
        refusal={undefined}
        today={false}
        nowhere={false}
      />,
    ).text,
  ).toContain("Autre lieu : Médiathèque1 rue Haute, Haguenau");
  expect(form().text).not.toContain("Autre lieu");
});

test("before it is given up it says what happens; yes is a quiet form, no leads back and is the solid one", () => {
  const { container, text } = shown(
    <CancelForm action={`${PAGE}/annuler/confirmer`} page={PAGE} refusal={undefined} />,
  );
  const plain = container.querySelector("form");
  expect([plain?.method, plain?.getAttribute("action")]).toEqual(["post", `${PAGE}/annuler/confirmer`]);
  expect(text).toContain("Si vous annulez, cette heure pourra être pour une autre personne.");
  const yes = screen.getByRole("button", { name: "Oui, annuler" });
  const no = screen.getByRole("link", { name: "Non, le garder" });
  expect([yes.getAttribute("type"), no.getAttribute("href")]).toEqual(["submit", PAGE]);
  expect([yes, no].map(({ classList }) => classList.contains("bg-accent"))).toEqual([false, true]);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("when it could not be given up just now, it says why and can be tried again", () => {
  shown(<CancelForm action={`${PAGE}/annuler/confirmer`} page={PAGE} refusal="busy" />);
  expect(screen.getByRole("alert").textContent?.replaceAll("\u2011", "-")).toMatch(
    /^Votre rendez-vous n’est pas annulé\..+Attendez un peu, puis recommencez\.$/u,
  );
  expect(screen.getByRole("button", { name: "Oui, annuler" })).toBeTruthy();
});

describe("what can no longer be changed", () => {
  const cannot = (what: "move" | "cancel", state: ShownState, given: { refusal?: FormRefusal; phone?: string } = {}) =>
    shown(
      <CannotChange
        what={what}
        refusal={given.refusal}
        page={PAGE}
        held={{ state, code: "K7M2QX", ...(given.phone !== undefined && { phone: given.phone }) }}
      />,
    );

  test("says why, whom to call with which code, and leads back", () => {
    const { text } = cannot("move", "booked", { refusal: "too-late", phone: "+33388436000" });
    for (const sentence of [
      "Ce n’est plus possible pour cette heure.",
      "L’heure de votre rendez-vous est passée.",
      "Appelez le 03 88 43 60 00, et dites votre code.",
      "K7M2QX",
    ])
      expect(text).toContain(sentence);
    expect(links()).toEqual(["tel:+33388436000", PAGE]);
  });

  test.each([
    ["late", "L’heure de votre rendez-vous est passée."],
    ["no-show", "L’heure de votre rendez-vous est passée."],
    ["checked-in", "L’équipe sait que vous êtes là."],
    ["attended", "Ce rendez-vous est passé."],
    ["awaiting-outcome", "Ce rendez-vous est passé."],
    ["cancelled-by-service", "Ce rendez-vous est annulé."],
  ] as const)("and is %s says: %s", (state, reason) => {
    expect(cannot("cancel", state).text).toContain(
      `Vous ne pouvez plus annuler ce rendez-vous sur cette page.${reason}`,
    );
  });

  test("and whose half-day was closed before its hour is not said to be past", () => {
    const { text } = shown(
      <CannotChange
        what="cancel"
        refusal={undefined}
        page={PAGE}
        held={{ state: "awaiting-outcome", closedBefore: true, code: "K7M2QX", phone: "+33388436000" }}
      />,
    );
    for (const sentence of [
      "Cette permanence est terminée.",
      "Appelez le 03 88 43 60 00, et dites votre code.",
      "K7M2QX",
    ])
      expect(text).toContain(sentence);
    expect(text).not.toContain("est passé");
  });

  test("by somebody who is here is asked of the team on site; no code is needed, nor for a cancelled one", () => {
    const { text } = cannot("move", "checked-in", { phone: "+33388436000" });
    expect(text).toContain("Demandez à l’équipe, sur place.");
    expect(text).not.toContain("code");
    expect(cannot("move", "cancelled-by-resident", { phone: "+33388436000" }).text).not.toContain("code");
  });
});

test("the appointment is shown in brief: day, hour, place", () => {
  expect(shown(<WhenAndWhere held={{ span: span("10:30"), timeZone: "Europe/Paris", place }} />).text).toContain(
    "lundi 23 novembre à 10 h 30Mairie de quartier du Neuhof",
  );
});
