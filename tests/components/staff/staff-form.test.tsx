import { cleanup, screen, within } from "@testing-library/react";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { staffWording } from "#components/staff/wording.ts";
import { Field } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { HoursField } from "#components/staff/hours-field.tsx";
import { readIn } from "#tests/components/site/in-locale.tsx";
import { messages } from "#tests/support/messages.ts";
import { LinkToGive } from "#components/staff/people/link-to-give.tsx";

const place = (typed?: TypedForm) => (
  <StaffForm form="place" action="/coordination/lieux/creer" typed={typed} values={{ name: "Mairie" }} submit="Créer">
    {(field) => <Field label="Nom" {...field("name")} />}
  </StaffForm>
);
const refused = { fields: { name: "" }, refusals: { name: "missing" } };

test("a form of the team posts plainly and holds the stored values", () => {
  shown(place());
  const form = screen.getByRole("button", { name: "Créer" }).closest("form")!;
  expect([form.method, form.getAttribute("action")]).toEqual(["post", "/coordination/lieux/creer"]);
  expect(new FormData(form).get("name")).toBe("Mairie");
});

test("a refused form shows what was typed, each reason beside its field and all of them at its top", () => {
  shown(place({ form: "place", ...refused }));
  const field = screen.getByLabelText("Nom") as HTMLInputElement;
  expect([field.value, field.getAttribute("aria-invalid")]).toEqual(["", "true"]);
  expect(screen.getByRole("alert").querySelector("a")?.getAttribute("href")).toBe(`#${field.id}`);
  expect(screen.getAllByText("Ce champ est à remplir.")).toHaveLength(2);
});

test("a form that tells the labels of its fields names the field at the top where the sentence would fit any", () => {
  const top = (labels: Readonly<Record<string, string>>, name: string): string => {
    cleanup();
    const typed = { form: "place", fields: { name: "" }, refusals: { name } };
    shown(
      <StaffForm form="place" action="/coordination/lieux/creer" typed={typed} labels={labels} submit="Créer">
        {(field) => <Field label="Nom" {...field("name")} />}
      </StaffForm>,
    );
    return within(screen.getByRole("alert"))
      .getByRole("link")
      .textContent.replace(/\u00a0/gu, " ");
  };
  expect(top({ name: "Nom" }, "missing")).toBe("Nom : ce champ est à remplir.");
  expect(screen.getByText("Ce champ est à remplir.").id).toBe("place-name-error");
  expect(top({ name: "Nom" }, "malformed")).toBe("Nom : ce champ n’est pas bien rempli.");
  expect(top({ name: "Nom" }, "no-such-commune")).toBe("Aucune commune de ce nom n’a ce code postal.");
  expect(top({}, "missing")).toBe("Ce champ est à remplir.");
});

test("no sentence is left that no refusal says", () => {
  const { form, staff } = messages.fr;
  expect([...Object.keys(form.refusals), ...Object.keys(staff.refusals)].sort()).toEqual(
    [...new Set(Object.values(staffWording))].sort(),
  );
});

test("a form on a page in four languages says in Arabic and Turkish why it was refused, and of a refusal that only the team reads that it did not work", () => {
  const said = (locale: "ar" | "tr", name: string) =>
    readIn(locale, place({ form: "place", fields: {}, refusals: { name } }));
  for (const locale of ["ar", "tr"] as const) {
    const { refused: title, refusals } = messages[locale].form;
    expect(said(locale, "no-such-email")).toContain(refusals.noSuchEmail);
    expect(said(locale, "no-such-email")).toContain(title);
    expect(said(locale, "month-closed")).toContain(refusals.unexpected);
  }
});

test("a refusal of another form of the page changes nothing in this one", () => {
  shown(place({ form: "contact", ...refused }));
  expect((screen.getByLabelText("Nom") as HTMLInputElement).value).toBe("Mairie");
  expect(screen.queryByRole("alert")).toBeNull();
});

const changed = (typed: TypedForm) => (
  <StaffForm
    form="place"
    action="/coordination/lieux/creer"
    typed={typed}
    stored={{ name: "Mairie", city: "Rennes", "place:b": "on" }}
    submit="Enregistrer"
  >
    {(field) => ["name", "city", "place:a"].map((name) => <Field key={name} label={name} {...field(name)} />)}
  </StaffForm>
);
const sentFrom = (button: string): Record<string, FormDataEntryValue> => {
  const form = screen.getByRole<HTMLButtonElement>("button", { name: button }).form;
  if (!form) throw new Error("The button stands in no form.");
  return Object.fromEntries(new FormData(form));
};

test("the form of something that is changed sends along what stood in it when it was opened", () => {
  shown(changed({ form: "contact", ...refused }));
  expect(JSON.parse(String(sentFrom("Enregistrer")["opened"]))).toEqual({
    name: "Mairie",
    city: "Rennes",
    "place:b": "on",
  });
});

test("beside a field that somebody else changed too stands what they saved; beside the others nothing", () => {
  const opened = JSON.stringify({ name: "Mairie", city: "Rennes" });
  shown(
    changed({
      form: "place",
      fields: { name: "Médiathèque", city: "Vern", opened },
      refusals: { form: "changed-meanwhile", name: "changed-meanwhile", "place:b": "changed-meanwhile" },
    }),
  );
  const field = screen.getByLabelText("name") as HTMLInputElement;
  expect([field.value, (screen.getByLabelText("city") as HTMLInputElement).value]).toEqual(["Médiathèque", "Vern"]);
  const said = document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
  expect(said.replace(/\u00a0/gu, " ")).toBe("Enregistré maintenant : « Mairie »");
  expect(screen.getAllByText(/Enregistré maintenant/u)).toHaveLength(1);
  const top = within(screen.getByRole("alert")).getAllByRole("link");
  expect(top.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Quelqu’un d’autre a changé cette page entre-temps\./u),
  ]);
  expect(sentFrom("Enregistrer")["opened"]).toBe(opened);
});

test("what somebody else saved is said as the field says it: a choice in its words, a day as a day", () => {
  const fields = { day: "2027-06-04", way: "mixed", opened: "{}" };
  const refusals = { form: "changed-meanwhile", day: "changed-meanwhile", way: "changed-meanwhile" };
  const { text } = shown(
    <StaffForm
      form="rule"
      action="/x"
      typed={{ form: "rule", fields, refusals }}
      stored={{ day: "2027-06-10", way: "walk-in" }}
      submit="Enregistrer"
    >
      {(field) => (
        <>
          <Field label="Jour" {...field("day")} />
          <Field label="Accueil" {...field("way", [{ value: "walk-in", label: "Sans rendez-vous" }])} />
        </>
      )}
    </StaffForm>,
  );
  const said = text.replaceAll("\u00a0", " ");
  expect(said).toContain("Enregistré maintenant : « 10 juin 2027 »");
  expect(said).toContain("Enregistré maintenant : « Sans rendez-vous »");
});

test("a form whose login had ended stands as it was typed, over the values of then, and says that nothing is saved yet", () => {
  const fields = { name: "Médiathèque", city: "Rennes", "place:a": "on", opened: JSON.stringify({ name: "Centre" }) };
  shown(changed({ form: "place", fields, refusals: { form: "login-ended" } }));
  expect(sentFrom("Enregistrer")).toEqual(fields);
  const said = screen.getByRole("alert").textContent.replace(/\u00a0/gu, " ");
  expect(said).toContain("Votre connexion était finie. Rien n’est encore enregistré : enregistrez.");
});

const field = (defaultValue: string, error?: string) => (
  <HoursField
    id="h"
    name="h"
    label="Quand on répond"
    example="Exemple : du lundi"
    defaultValue={defaultValue}
    error={error}
  />
);

test("beside hours stands what was understood of them, in words", () => {
  expect(shown(field("Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00; PH off")).text).toContain(
    "Compris : du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h et le samedi, de 10 h à 12 h, sauf les jours fériés.",
  );
  const hint = screen.getByLabelText("Quand on répond").getAttribute("aria-describedby") ?? "";
  expect(document.getElementById(hint)?.textContent).toContain("Compris");
});

test("hours typed in words are understood before they are kept", () => {
  expect(shown(field("lun-ven 9h-12h")).text).toContain("Compris : du lundi au vendredi, de 9 h à 12 h.");
});

test("an example stands beside an empty field; a refusal has its own, which stands alone", () => {
  expect(shown(field("")).text).toContain("Exemple : du lundi");
  cleanup();
  const { text } = shown(field("le matin", "Horaires pas compris."));
  expect(text).toContain("Horaires pas compris.");
  expect(text).not.toMatch(/Exemple : du lundi|Compris :/u);
});

test("residents read each rule of the hours of the telephone", () => {
  const said = (locale: "fr" | "en", phoneHours: string) =>
    readIn(locale, <Telephone organisation={{ phone: "+33388000000", phoneHours }} />);
  expect(said("fr", "Mo-Fr 09:00-12:00")).toContain("On vous répond du lundi au vendredi, de 9 h à 12 h.");
  expect(said("fr", "We 09:00-12:00")).toContain("On vous répond le mercredi, de 9 h à 12 h.");
  expect(said("fr", "09:00-12:00")).toContain("On vous répond de 9 h à 12 h.");
  expect(said("en", "Mo,Tu,Th 09:00-12:00; PH off")).toMatch(
    /on Monday, on Tuesday,? and on Thursday.*except on public/u,
  );
});

test("a sign-in link is shown as a QR code and in letters, with how long it works", () => {
  const { text } = shown(<LinkToGive link="https://rennes.example/connexion/lien/abc" minutes={15} />);
  expect(screen.getByRole("img", { name: "Code QR de l’adresse de connexion" })).toBeDefined();
  expect(text).toContain("https://rennes.example/connexion/lien/abc");
  expect(text).toContain("Elle marche une fois, pendant 15 minutes.");
});
