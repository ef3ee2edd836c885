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

test("the form of something that a colleague changed meanwhile says beside each field what stands there now", () => {
  const meanwhile = (name: string) =>
    shown(
      <StaffForm
        form="place"
        action="/coordination/lieux/creer"
        typed={{ form: "place", fields: { name }, refusals: { form: "changed-meanwhile" } }}
        values={{ name: "Mairie" }}
        version="now"
        submit="Enregistrer"
      >
        {(field) => <Field label="Nom" {...field("name")} />}
      </StaffForm>,
    );
  meanwhile("Médiathèque");
  const field = screen.getByLabelText("Nom") as HTMLInputElement;
  expect(field.value).toBe("Médiathèque");
  const said = document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
  expect(said.replace(/\u00a0/g, " ")).toBe("Enregistré maintenant : « Mairie »");
  expect(new FormData(field.form!).get("seen")).toBe("now");
  cleanup();
  meanwhile("Mairie");
  expect(screen.queryByText(/Enregistré maintenant/)).toBeNull();
});

test("a form whose login had ended stands as it was typed, over the values of then, and says that nothing is saved yet", () => {
  const typed = { name: "Médiathèque", "place:a": "yes", seen: "then" };
  shown(
    <StaffForm
      form="place"
      action="/coordination/lieux/creer"
      typed={{ form: "place", fields: typed, refusals: { form: "login-ended" } }}
      values={{ name: "Mairie", "place:b": "yes" }}
      version="now"
      submit="Enregistrer"
    >
      {(field) => ["name", "place:a", "place:b"].map((name) => <Field key={name} label={name} {...field(name)} />)}
    </StaffForm>,
  );
  const form = screen.getByRole("button", { name: "Enregistrer" }).closest("form")!;
  expect(Object.fromEntries(new FormData(form))).toEqual({ ...typed, "place:b": "" });
  const said = screen.getByRole("alert").textContent.replace(/\u00a0/g, " ");
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
