import { cleanup, screen, within } from "@testing-library/react";
import { AccountStep } from "#components/staff/first-hour/account-step.tsx";
import { ContinueCard } from "#components/staff/first-hour/continue-card.tsx";
import { GuideFrame } from "#components/staff/first-hour/guide-frame.tsx";
import { MailsStep } from "#components/staff/first-hour/mails-step.tsx";
import { OpeningStep } from "#components/staff/first-hour/opening-step.tsx";
import { PlacesStep } from "#components/staff/first-hour/places-step.tsx";
import { ServiceStep } from "#components/staff/first-hour/service-step.tsx";
import { TeamStep } from "#components/staff/first-hour/team-step.tsx";
import { TopicsStep } from "#components/staff/first-hour/topics-step.tsx";
import { firstHourOf, type FirstHourFacts } from "#lib/place/first-hour.ts";
import { shadesOf } from "#lib/place/accent.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { instantAt } from "#lib/time/zone.ts";

const rennes = { id: "o", slug: "rennes", name: "Ville de Rennes" };
const at = (step: string): string => `/coordination/premiere-heure/${step}?organisation=rennes`;
const firstHour = firstHourOf({
  isNamed: true,
  hasMail: false,
  missing: ["telephone"],
  hasPlace: false,
  hasColleague: false,
  hasOwnTopics: false,
  isPlanned: false,
  hasBegun: false,
  marks: new Set(["mails"]),
} satisfies FirstHourFacts);
/** The button or link by that name, whatever its spaces. */
const named = (role: "link" | "button", name: RegExp): HTMLElement => screen.getByRole(role, { name });
/** The form that a button sends, also one that stands outside of it. */
const formOf = (button: HTMLElement): HTMLFormElement => (button as HTMLButtonElement).form!;
const mairie = { id: "p", slug: "mairie", name: "Mairie", postalCode: "35000", city: "Rennes" };

describe("the frame", () => {
  const frame = (isRefused = false) => (
    <GuideFrame
      organisation={rennes}
      firstHour={firstHour}
      here="service"
      isRefused={isRefused}
      done={undefined}
      languages={null}
    >
      <p>…</p>
    </GuideFrame>
  );

  test("says which step this is, which are done, passed over and to do, and how long the rest takes", () => {
    const { text } = shown(frame());
    const steps = within(screen.getByRole("navigation", { name: "Première heure" })).getAllByRole("link");
    const read = steps.map((step) => step.querySelector(".sr-only")?.textContent);
    expect(read).toEqual([
      "Votre compte, fait",
      "Envoi des mails, passé",
      "Votre service, vous êtes ici",
      "Lieux, à faire",
      "Équipe, à faire",
      "Démarches, à faire",
      "Essai, puis ouverture, à faire",
    ]);
    expect(steps.map((step) => step.querySelector("[aria-hidden]")?.textContent)).toEqual(
      [..."  34567"].map((sign) => sign.trim()),
    );
    expect(steps.filter((step) => step.getAttribute("aria-current") === "step")).toEqual([steps[2]]);
    expect(steps[3]?.getAttribute("href")).toBe(at("lieux"));
    expect(text).toContain("Étape 3 sur 7");
    expect(text).toContain("Encore 17 minutes environ.");
  });

  test("says that all is kept, or that what came back is not, and leads out", () => {
    const { text } = shown(frame());
    expect(text).toContain("Tout est gardé");
    expect(named("link", /Finir plus tard/).getAttribute("href")).toBe("/coordination");
    expect(shown(frame(true)).text).toContain("pas encore gardé");
  });
});

test("step 1 saves the name of the account and goes on to sending mail", () => {
  shown(<AccountStep slug="rennes" typed={undefined} email="a@rennes.example" stored={{ name: "Prénom" }} />);
  const form = formOf(named("button", /Enregistrer et continuer.*les mails/));
  expect(form.getAttribute("action")).toBe(at("compte/enregistrer"));
  expect(new FormData(form).get("name")).toBe("Prénom");
  expect(screen.getByText("a@rennes.example")).toBeTruthy();
});

describe("step 2", () => {
  const step = (hasMail: boolean) => (
    <MailsStep slug="rennes" typed={undefined} organisation="o" email="a@rennes.example" hasMail={hasMail} />
  );

  test("with mail offers a test message to oneself", () => {
    shown(step(true));
    const form = formOf(named("button", /M’envoyer un mail d’essai/));
    expect(form.getAttribute("action")).toBe(at("mails/essai"));
  });

  test("without mail says what signing in again takes, which settings the technician writes, and can be passed over", () => {
    const { text } = shown(step(false));
    expect(text).toContain("vous lisez les codes d’invitation à voix haute");
    expect(text).toContain("Pour se reconnecter, il faut une adresse de connexion.");
    expect(text).not.toContain("Tout le reste marche");
    expect(text).toContain("SMTP_URL");
    expect(text).toContain("MAIL_FROM");
    expect(text).toContain("npm run sign-in-link -- a@rennes.example");
    expect(screen.queryByRole("button", { name: /essai/ })).toBeNull();
    const form = formOf(named("button", /Continuer sans mails/));
    expect([form.getAttribute("action"), new FormData(form).get("organisation")]).toEqual([at("mails/continuer"), "o"]);
  });
});

describe("step 3", () => {
  const step = (typed?: TypedForm, values = {}, logo?: string) => (
    <ServiceStep
      slug="rennes"
      typed={typed}
      organisation="o"
      stored={{ name: "Aide numérique Rennes", telephone: "+33261910036", department: "67", ...values }}
      logo={logo}
      missing={["written"]}
      departments={[{ value: "67", label: "67 · Bas-Rhin" }]}
    />
  );

  test("has the form of the settings, says the holidays of the département and what is still missing", () => {
    const { text } = shown(step());
    expect(text).toContain("Jours fériés d’Alsace-Moselle compris : 26 décembre");
    expect(text).toContain("Reste à dire : un mail ou un SMS");
    const go = named("button", /Enregistrer et continuer.*les lieux/);
    expect([formOf(go).getAttribute("action"), go.getAttribute("name")]).toEqual([at("service/enregistrer"), "suite"]);
  });

  test("what was typed and came back for another field is not said to be missing", () => {
    const fields = {
      name: "Aide",
      telephone: "02 61 91 00 36",
      "written.mail": "aide@rennes.example",
      accent: "#E0782F",
    };
    const refused = shown(step({ form: "service", fields, refusals: { accent: "Trop claire." } }));
    expect(refused.text).not.toContain("Reste à dire");
    const without = { ...fields, "written.mail": "" };
    expect(shown(step({ form: "service", fields: without, refusals: {} })).text).toContain("Reste à dire");
  });

  test("its one form holds the logo too, which only its own button takes away", () => {
    shown(step(undefined, {}, "abc"));
    const remove = named("button", /Enlever le logo/) as HTMLButtonElement;
    expect([remove.name, formOf(remove).id]).toEqual(["removeLogo", "service-form"]);
    const file = screen.getByLabelText<HTMLInputElement>(/^Logo/);
    expect([file.type, file.form?.id]).toEqual(["file", "service-form"]);
    expect(screen.queryByRole("button", { name: /Envoyer le logo/ })).toBeNull();
  });

  test("shows the name and telephone as residents will read them", () => {
    shown(step());
    const preview = screen.getByRole("figure");
    expect(preview.textContent?.replace(/\u00a0/g, " ")).toMatch(
      /Ce que voient les habitants.*Aide numérique Rennes.*02 61 91 00 36/,
    );
  });

  test("a colour that is too light is previewed as the darker one, which one button takes", () => {
    const fields = { name: "Aide", telephone: "02 61 91 00 36", accent: "#E0782F" };
    shown(step({ form: "service", fields, refusals: { accent: "Sur #e0782f, le blanc ne se lit pas." } }));
    const take = named("button", /Prendre/) as HTMLButtonElement;
    const preview = screen.getByRole("figure");
    expect(within(preview).getByText(/Avec la couleur proposée/)).toBeTruthy();
    expect(preview.style.getPropertyValue("--color-accent")).toBe(shadesOf(take.value).accent);
  });

  test("Enter in a field saves what was typed and does not take the darker colour", () => {
    const fields = { name: "Aide", accent: "#E0782F" };
    shown(step({ form: "service", fields, refusals: { accent: "Trop claire." } }));
    const first = formOf(named("button", /Prendre/)).querySelector<HTMLInputElement>("[type=submit]");
    expect([first?.name, first?.hidden]).toEqual(["", true]);
  });
});

describe("step 4", () => {
  test("without a place opens the form of one, and does not push on", () => {
    const { text } = shown(<PlacesStep organisation={rennes} typed={undefined} places={[]} formKey="k" />);
    expect(text).toContain("Aucun lieu n’est là");
    expect(named("link", /fichier national/).getAttribute("href")).toBe(
      "/coordination/lieux/importer?organisation=rennes",
    );
    const form = formOf(named("button", /Ajouter ce lieu/));
    expect(form.getAttribute("action")).toBe(at("lieux/creer"));
    expect(Object.fromEntries(new FormData(form))).toMatchObject({ organisation: "o", key: "k" });
  });

  test("lists the places that stand, each with the way to change it, and goes on to the team", () => {
    const { text } = shown(<PlacesStep organisation={rennes} typed={undefined} places={[mairie]} formKey="k" />);
    expect(text).toContain("Un lieu est là");
    expect(named("link", /Mairie/).getAttribute("href")).toBe("/coordination/lieux/mairie");
    expect(named("link", /Continuer.*l’équipe/).getAttribute("href")).toBe(at("equipe"));
  });
});

test("step 5 invites a first colleague, and can be passed over by whoever is alone", () => {
  shown(
    <TeamStep
      organisation={rennes}
      typed={undefined}
      people={[]}
      invitations={[]}
      roles={["conseiller"]}
      places={[]}
      hasMail={false}
      codePage="https://rennes.example/invitation"
    />,
  );
  expect(formOf(named("button", /^Inviter/)).getAttribute("action")).toBe(at("equipe/inviter"));
  expect(formOf(named("button", /Continuer sans collègues/)).getAttribute("action")).toBe(at("equipe/continuer"));
});

test("step 6 has a box for each standard topic, ticked when it is on, and says why none is refused", () => {
  const topics = [
    { key: "impots", active: true },
    { key: "email", active: false },
  ];
  const refused = { form: "demarches", fields: {}, refusals: { topics: "no-topic-chosen" } };
  const ticked = (typed?: TypedForm) => {
    const { container } = shown(
      <TopicsStep organisation={rennes} typed={typed} topics={topics as never} hasOwn={false} />,
    );
    return [...container.querySelectorAll<HTMLInputElement>("[type=checkbox]")].map(({ checked }) => checked);
  };
  expect(ticked()).toEqual([true, false]);
  expect(ticked(refused)).toEqual([false, false]);
  expect(screen.getAllByText("Gardez une démarche au moins.").length).toBeGreaterThan(1);
});

describe("step 7", () => {
  const start = instantAt("2026-12-02", 14 * 60, "Europe/Paris");
  const end = instantAt("2026-12-02", 17 * 60, "Europe/Paris");
  const wednesday = { weekday: 3, startMinute: 840, endMinute: 1020, everyWeeks: 1 };
  const step = ({
    planned = false,
    places = [mairie],
    typed,
    isFinished = false,
    series = [{ ...wednesday, id: "r", desks: 1, place: mairie }],
  }: Partial<{
    planned: boolean;
    places: (typeof mairie)[];
    typed: TypedForm;
    isFinished: boolean;
    series: Parameters<typeof OpeningStep>[0]["series"];
  }> = {}) => (
    <OpeningStep
      organisation={rennes}
      typed={typed}
      places={places}
      series={planned ? series : []}
      dates={planned ? [{ id: "h", start, end, timeZone: "Europe/Paris", place: "Mairie" }] : []}
      doors={planned ? [{ slug: "mairie", name: "Mairie", path: "/porte/mairie/secret" }] : []}
      residents="/chez/rennes"
      isFinished={isFinished}
    />
  );

  test("without a place leads to the places", () => {
    shown(step({ places: [] }));
    expect(named("link", /Ajouter un lieu/).getAttribute("href")).toBe(at("lieux"));
  });

  test("a series of the month is said as such, and not as one of every week", () => {
    const { text } = shown(
      step({ planned: true, series: [{ ...wednesday, nthOfMonth: 1, id: "r", desks: 2, place: mairie }] }),
    );
    expect(text).toContain("le premier mercredi du mois, de 14 h à 17 h : Mairie");
    expect(text).not.toContain("Chaque semaine");
  });

  test("asks for the place where there are several, and chooses none beforehand", () => {
    shown(step({ places: [mairie, { ...mairie, id: "q", name: "Bibliothèque" }] }));
    const place = screen.getByLabelText("lieu");
    expect(place).toHaveProperty("value", "");
    expect(
      within(place)
        .getAllByRole("option")
        .map((one) => one.textContent),
    ).toEqual(["Choisir un lieu", "Mairie, Rennes", "Bibliothèque, Rennes"]);
  });

  test("asks a weekly half-day in one sentence, each field with its name", () => {
    const { text } = shown(step());
    const form = formOf(named("button", /Planifier/));
    expect(Object.fromEntries(new FormData(form))).toEqual({
      organisation: "o",
      weekday: "3",
      from: "14:00",
      to: "17:00",
      place: "p",
      desks: "1",
      way: "walk-in",
      until: "15:00",
    });
    for (const name of [
      "jour de la semaine",
      "heure de début",
      "heure de fin",
      "lieu",
      "nombre de tables",
      "fin des rendez‑vous",
    ])
      expect(screen.getByLabelText(name)).toBeTruthy();
    expect(text).toMatch(/^.*Chaque .*mercredi.* de .* à .*avec .*table\(s\).*sans rendez-vous/u);
  });

  test("a refusal stands beside its field, which holds what was typed", () => {
    const typed = {
      form: "semaine",
      fields: { from: "17:00", to: "14:00", weekday: "2" },
      refusals: { to: "La fin n’est pas après le début." },
    };
    shown(step({ typed }));
    const field = screen.getByLabelText("heure de fin") as HTMLInputElement;
    const said = document.getElementById(field.getAttribute("aria-describedby") ?? "");
    expect([field.value, said?.textContent]).toEqual(["14:00", "La fin n’est pas après le début."]);
    expect((screen.getByLabelText("jour de la semaine") as HTMLSelectElement).value).toBe("2");
  });

  test("a half-day that stands is changed only by a box, which comes with what stands and is not there before", () => {
    shown(step());
    expect(screen.queryByRole("checkbox")).toBeNull();
    cleanup();
    const said = "Cette demi-journée est déjà là, avec 1 table.";
    shown(step({ typed: { form: "semaine", fields: { desks: "3" }, refusals: { change: said } } }));
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name: /Oui, changer cette demi-journée/ });
    expect([box.name, box.checked]).toEqual(["change", false]);
    expect(document.getElementById("semaine-change")?.textContent).toContain(said);
  });

  test("shows the series and its dates back, the door to try, the poster to print and the page of residents", () => {
    const { text } = shown(step({ planned: true }));
    expect(text).toContain("mercredi, de 14 h à 17 h, toutes les semaines : Mairie, 1 table");
    expect(text).toContain("Mercredi 2 décembre, de 14 h à 17 h · Mairie");
    expect(named("link", /Ouvrir la porte.*Mairie/).getAttribute("href")).toBe("/porte/mairie/secret");
    expect(named("link", /Affiche.*Mairie/).getAttribute("href")).toBe("/lieux/mairie/affiche");
    expect(named("link", /page des habitants/).getAttribute("href")).toBe("/chez/rennes");
    expect(formOf(named("button", /finir la mise en route/)).getAttribute("action")).toBe(at("ouverture/finir"));
  });

  test("once finished, says so and asks no more", () => {
    const { text } = shown(step({ planned: true, isFinished: true }));
    expect(text).toContain("C’est ouvert.");
    expect(screen.queryByRole("button", { name: /finir/ })).toBeNull();
  });
});

test("the card counts what is done, leads to the next step, and can be put away", () => {
  const { text } = shown(<ContinueCard firstHour={{ ...firstHour, organisation: "o", slug: "rennes" }} />);
  expect(text).toContain("2 étapes sur 7 sont faites. Encore 17 minutes environ.");
  expect(named("link", /Continuer.*votre service/).getAttribute("href")).toBe(at("service"));
  const form = formOf(named("button", /Ne plus montrer/));
  expect([form.getAttribute("action"), new FormData(form).get("organisation")]).toEqual([at("ouverture/cacher"), "o"]);
});
