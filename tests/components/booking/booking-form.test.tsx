import { screen, within } from "@testing-library/react";
import { BookingForm } from "#components/booking/booking-form.tsx";
import { fieldOf, isFormRefusal, type FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

const iso = (hour: string): string => `2026-11-23T${hour}:00+01:00`;
const slot = (hour: string) => ({
  span: { start: instantOf(iso(hour)), end: plusMinutes(instantOf(iso(hour)), 45) },
  remaining: 1,
});
const nothing = { startsAt: "", name: "", phone: "", email: "" };
const FETCH = "Quand c’est mon tour, venez me chercher dans la salle";

type FormOptions = {
  typed?: typeof nothing & { toFetch?: boolean; prefersCall?: boolean; forWhom?: "me" | "other" | "helped" };
  refusals?: readonly FormRefusal[];
  earlier?: string;
  again?: boolean;
  today?: boolean;
};
const bookingForm = ({ typed = nothing, refusals = [], earlier, again = false, today = false }: FormOptions = {}) => (
  <BookingForm
    sends="nothing"
    action="/permanences/p/rendez-vous/prendre"
    page="/permanences/p/rendez-vous"
    otherLanguage="/permanences/p/rendez-vous/langue"
    today={today}
    idempotencyKey="01935f3e-0000-7000-8000-000000000001"
    topic={{ key: "caf-logement", minutes: 45 }}
    slots={[slot("09:00"), slot("10:30")]}
    timeZone="Europe/Paris"
    typed={typed}
    refusals={refusals}
    earlier={earlier}
    again={again}
  />
);
const form = (given?: FormOptions) => shown(bookingForm(given));
/** The text with plain spaces. */
const spaced = (text: string | null | undefined) => (text ?? "").replaceAll("\u00a0", " ");
const hourOf = (name: RegExp) => screen.getByRole("radio", { name }) as HTMLInputElement;

/** What a field is described by last: its hint comes before. */
const errorBeside = (field: HTMLElement) =>
  document.getElementById(field.getAttribute("aria-describedby")?.split(" ").at(-1) ?? "");

test("who does not hear, see, read or walk well asks by one tick to be fetched, and no cause is asked", () => {
  form();
  const box = screen.getByRole("checkbox", { name: FETCH });
  expect([box.getAttribute("name"), (box as HTMLInputElement).checked]).toEqual(["toFetch", false]);
  screen.getByText(/On ne demande pas pourquoi\./u);
});

test("the tick comes back with a form that was refused", () => {
  form({ typed: { ...nothing, toFetch: true } });
  expect((screen.getByRole("checkbox", { name: FETCH }) as HTMLInputElement).checked).toBe(true);
});

test("for whom it is booked, and whose the contact is, is one choice; « pour moi » is chosen", () => {
  form();
  const group = screen.getByRole("group", { name: /Pour qui est ce/u });
  const choices = within(group).getAllByRole<HTMLInputElement>("radio");
  expect(choices.map(({ name, value, checked }) => [name, value, checked])).toEqual([
    ["forWhom", "me", true],
    ["forWhom", "other", false],
    ["forWhom", "helped", false],
  ]);
  expect(group.textContent).toContain("On ne vous dit pas la suite.");
});

test("who prefers a call ticks it, and both choices come back with a form that was refused", () => {
  form({ typed: { ...nothing, prefersCall: true, forWhom: "helped" }, refusals: ["phone-missing"] });
  expect((screen.getByRole("checkbox", { name: "Je préfère un appel" }) as HTMLInputElement).checked).toBe(true);
  expect((screen.getByRole("radio", { name: /messages sur mon téléphone/u }) as HTMLInputElement).checked).toBe(true);
  expect(spaced(errorBeside(screen.getByRole("textbox", { name: "Téléphone" }))?.textContent)).toContain(
    "Pour un appel, il faut un téléphone.",
  );
});

test("a plain form carries the hour, the procedure, the contact and a key, and is posted whole without script", () => {
  const { container } = form({ typed: { ...nothing, startsAt: iso("10:30"), name: "Fatima" } });
  const plain = container.querySelector("form");
  expect([plain?.method, plain?.getAttribute("action"), plain?.noValidate]).toEqual([
    "post",
    "/permanences/p/rendez-vous/prendre",
    true,
  ]);
  expect(Object.fromEntries(new FormData(plain ?? undefined))).toEqual({
    key: "01935f3e-0000-7000-8000-000000000001",
    topic: "caf-logement",
    forWhom: "me",
    startsAt: iso("10:30"),
    name: "Fatima",
    phone: "",
    email: "",
  });
});

test("a form of which nobody knows what it led to says that it is sent again, with its key; what is asked stays the same", () => {
  const { container, text } = form({ refusals: ["busy"], again: true });
  const sent = Object.fromEntries(new FormData(container.querySelector("form") ?? undefined));
  expect(sent).toMatchObject({ key: "01935f3e-0000-7000-8000-000000000001", again: "1" });
  expect(text).toContain("Attendez un peu, puis recommencez.");
});

test("the hours are said as people say them, in one group with its name, and how long it takes", () => {
  const { text } = form();
  const hours = within(screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" })).getAllByRole(
    "radio",
  );
  expect(hours.map((hour) => hour.closest("label")?.textContent)).toEqual(["9\u00a0h", "10\u00a0h\u00a030"]);
  expect(text).toContain("Comptez 45 minutes sur place.");
  expect(hours.some((hour) => (hour as HTMLInputElement).checked)).toBe(false);
});

test("the chosen procedure is shown, and can be changed", () => {
  const { text } = form();
  expect(text).toContain("CAF : aide au logement");
  expect(screen.getByRole("link", { name: "Changer de démarche" }).getAttribute("href")).toBe(
    "/permanences/p/rendez-vous",
  );
});

test("nothing about the person is asked for", () => {
  form();
  for (const label of ["Prénom", "Téléphone", "E-mail"])
    expect((screen.getByLabelText(label) as HTMLInputElement).required).toBe(false);
});

test("a refused form has kept everything, and says each error at its top and beside its field", () => {
  form({
    typed: { startsAt: iso("10:30"), name: "Fatima 1234567A", phone: "06 12", email: "fatima@exemple.fr" },
    refusals: ["personal-number-refused", "phone-wrong"],
  });
  expect(hourOf(/10/).checked).toBe(true);
  expect((screen.getByLabelText("E-mail") as HTMLInputElement).value).toBe("fatima@exemple.fr");
  const summary = within(screen.getByRole("alert")).getAllByRole("link");
  expect(summary.map((link) => link.getAttribute("href"))).toEqual(["#name", "#phone"]);
  for (const [label, link] of [
    ["Prénom", summary[0]],
    ["Téléphone", summary[1]],
  ] as const) {
    const field = screen.getByLabelText(label);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(spaced(link?.textContent)).toBe(`${label} : ${spaced(errorBeside(field)?.textContent)}`);
    expect(document.querySelector(link?.getAttribute("href") ?? "")).toBe(field);
  }
});

test("a taken hour is named once, above, and the hours that are left look as free as they are", () => {
  const { text } = form({ typed: { ...nothing, startsAt: iso("09:30") }, refusals: ["slot-taken"] });
  const hours = screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" });
  const link = within(screen.getByRole("alert")).getByRole("link");
  expect(spaced(link.textContent)).toBe("Une autre personne a pris 9 h 30. Choisissez une autre heure.");
  expect(link.getAttribute("href")).toBe(`#${hours.id}`);
  expect(text.match(/Une autre personne a pris/gu)).toHaveLength(1);
  expect(hours.getAttribute("aria-describedby")).toBeNull();
  expect(hours.getAttribute("aria-invalid")).toBeNull();
  expect(hours.innerHTML).not.toContain("alert");
});

test.each(["", "demain", "2026-11-23"])("an hour that nobody can read (%j) is taken without a name", (startsAt) => {
  form({ typed: { ...nothing, startsAt }, refusals: ["slot-taken"] });
  expect(within(screen.getByRole("alert")).getByRole("link").textContent).toBe(
    "Une autre personne a pris cette heure. Choisissez une autre heure.",
  );
});

test("where no hour was chosen, that is said beside the hours too", () => {
  form({ refusals: ["hour-missing"] });
  const hours = screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" });
  expect(document.getElementById(hours.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Il manque l’heure. Choisissez-la.",
  );
  expect(hours.getAttribute("aria-invalid")).toBe("true");
});

test("in Arabic a telephone number, an address and their examples run left to right", () => {
  inLocale("ar", bookingForm({ refusals: ["phone-wrong", "email-wrong"] }));
  for (const label of ["الهاتف", "البريد الإلكتروني"]) {
    const field = screen.getByLabelText(label);
    expect(field.getAttribute("dir")).toBe("ltr");
    expect(errorBeside(field)?.textContent).toMatch(/\u2066[\w@.\s]+\u2069/u);
  }
});

test("it is said how long a contact is kept, and how long in a backup", () =>
  expect(form().text).toContain(
    "Prénom, téléphone et e-mail sont effacés 30 jours après. Une copie de secours les garde 14 jours de plus.",
  ));

test.each(Object.keys(fieldOf).filter(isFormRefusal))(
  "%s has its sentence, which leads to something of the form",
  (refusal) => {
    form({ refusals: [refusal] });
    const link = within(screen.getByRole("alert")).getByRole("link");
    expect(link.textContent).toMatch(/^\p{Lu}[^.]+\.( .+\.)*( Exemple\s: \S.*[^.])?$/u);
    expect(document.querySelector(link.getAttribute("href") ?? "")).toBeInstanceOf(HTMLElement);
  },
);

test("a form that has booked before leads to that appointment, and does not say that there is none yet", () => {
  form({ typed: { ...nothing, name: "Fatima" }, refusals: ["idempotency-key-reused"], earlier: "s3cret" });
  const told = screen.getByRole("alert");
  expect(told.textContent).toContain("Vous avez déjà un rendez‑vous.");
  expect(within(told).getByRole("link", { name: "Voir votre rendez‑vous" }).getAttribute("href")).toBe(
    "/rendez-vous/s3cret",
  );
  expect((screen.getByLabelText("Prénom") as HTMLInputElement).value).toBe("Fatima");
});

test("without an error there is no summary", () => {
  form();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("an hour of today comes after the people who are there already, and that is said before it is taken", () => {
  expect(form({ today: true }).text).toContain(
    "Vous passerez à votre heure, ou après les personnes qui ont déjà un numéro.",
  );
  expect(form().text).not.toContain("déjà un numéro");
});

test("before anything is sent one reads what is required, what is optional, and how to write it", () => {
  form();
  expect(screen.getByRole("radiogroup", { name: "Choisissez une heure (obligatoire)" })).toBeTruthy();
  const contact = within(screen.getByRole("group", { name: "Pour vous joindre (facultatif)" }));
  const hintOf = (name: string) =>
    spaced(document.getElementById(contact.getByLabelText(name).getAttribute("aria-describedby") ?? "")?.textContent);
  expect(hintOf("Téléphone")).toBe("Exemple : 06 12 34 56 78");
  expect(hintOf("E-mail")).toBe("Exemple : nom@exemple.fr");
});
