import { cleanup, screen, within } from "@testing-library/react";
import { MessageTroublesLine } from "#components/staff/messages/message-troubles.tsx";
import { MessagesNotSent } from "#components/staff/messages/messages-not-sent.tsx";
import { ReminderForm } from "#components/staff/messages/reminder-form.tsx";
import { SmsOfMonth } from "#components/staff/messages/sms-of-month.tsx";
import type { SmsOfPlace } from "#lib/message/sms-cap.ts";
import { instantOf } from "#lib/time/instant.ts";
import type { MessageNotSent } from "#lib/message/not-sent.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { ToldHalfDays } from "#components/staff/answer/told-half-days.tsx";
import type { ToldHalfDay } from "#lib/message/told-half-day.ts";

const organisation = { id: "o", slug: "ville" };
const form = (changes: Partial<Parameters<typeof ReminderForm>[0]> = {}) =>
  shown(
    <ReminderForm
      action="/coordination/messages/rappels"
      typed={undefined}
      organisation={organisation}
      settings={{ reminders: { first: 2880, last: 120 }, cap: 400 }}
      contracts={{ sms: true, mail: true }}
      {...changes}
    />,
  ).text;
const chosen = (label: string) => {
  const select = screen.getByLabelText<HTMLSelectElement>(label);
  return [select.selectedOptions[0]?.textContent, select.options.length];
};

test("reminders are chosen in days and hours, each with « Pas de rappel »", () => {
  form();
  expect(chosen("Premier rappel")).toEqual(["2 jours avant", 9]);
  expect(chosen("Dernier rappel")).toEqual(["2 heures avant", 8]);
  expect(within(screen.getByLabelText("Dernier rappel")).getByRole("option", { name: "Pas de rappel" })).toBeDefined();
});

test("a reminder that is off stands as such, and one that no list offers is offered too", () => {
  form({ settings: { reminders: { first: "none", last: 90 } } });
  expect(chosen("Premier rappel")[0]).toBe("Pas de rappel");
  expect(chosen("Dernier rappel")[0]).toBe("1,5 heure avant");
});

test("without a contract for SMS it says what numbers are for, and there is no limit to set", () => {
  const text = form({ contracts: { sms: false, mail: true } });
  expect(text).toMatch(/Sans contrat SMS, les numéros servent à appeler\.Ils partent par mail\./u);
  expect(screen.queryByLabelText(/^SMS par lieu/u)).toBeNull();
  expect(form({ contracts: { sms: false, mail: false } })).toMatch(/Rien n’est envoyé : ni SMS, ni mail\./u);
});

test("what was refused stands as it was typed, each reason beside its field", () => {
  const typed = {
    form: "rappels",
    fields: { first: "8", last: "4", cap: "beaucoup" },
    refusals: { last: "reminders-too-close", cap: "no-such-limit" },
  };
  const text = form({ typed });
  expect(text).toMatch(/Il faut au moins six heures entre les deux rappels\./u);
  expect(chosen("Premier rappel")[0]).toBe("8 heures avant");
  const cap = screen.getByLabelText<HTMLInputElement>(/^SMS par lieu/u);
  expect([cap.value, cap.getAttribute("aria-invalid")]).toEqual(["beaucoup", "true"]);
});

test("whoever saves over a colleague’s change reads the colleague’s as the lists say it, not as a bare figure", () => {
  const typed = {
    form: "rappels",
    fields: { first: "24", last: "none", cap: "400" },
    refusals: { form: "changed-meanwhile", first: "changed-meanwhile", last: "changed-meanwhile" },
  };
  const text = form({ typed });
  expect(text).toMatch(/Enregistré maintenant : « 2 jours avant »/u);
  expect(text).toMatch(/Enregistré maintenant : « 2 heures avant »/u);
  expect(text).toMatch(/Un changement vaut pour les rendez-vous pris ou déplacés ensuite\./u);
});

const place = (name: string, used: number, standing: SmsOfPlace["standing"] = "within") => ({
  place: name,
  used,
  standing,
});

test("each place says its SMS of the limit, and in a word that it is near or reached", () => {
  const { text } = shown(
    <SmsOfMonth
      places={[place("Neuhof", 1200, "reached"), place("Meinau", 1000, "near"), place("Port", 3)]}
      cap={1200}
    />,
  );
  expect(text.replaceAll(/\s/gu, " ")).toMatch(
    /Une fois la limite atteinte, confirmations et rappels s’arrêtent\. Les autres SMS partent toujours\..*NeuhofLimite atteinte1 200 SMS sur 1 200Meinau80 % ou plus1 000 SMS sur 1 200Port3 SMS sur 1 200/u,
  );
});

test("without a limit nothing is near it; of many places the rest is folded, but none that is near its limit", () => {
  const many = Array.from({ length: 30 }, (_, index) => place(`Lieu ${index}`, 30 - index));
  const { text } = shown(<SmsOfMonth places={many} cap={undefined} />);
  expect(text).toMatch(/^SMS de ce moisLieu 030 SMS/u);
  expect(text).toMatch(/Voir 18 autres lieux/u);
  expect(text).not.toMatch(/limite/u);
});

test("a month without SMS says so", () => {
  expect(shown(<SmsOfMonth places={[]} cap={400} />).text).toMatch(/Aucun SMS n’est parti ce mois-ci\./u);
});

const start = instantOf("2027-03-01T09:00:00+01:00");
const notSent: MessageNotSent = {
  id: "m",
  kind: "assigned",
  why: "refused",
  since: start,
  to: { is: "team", account: "awa", name: "Awa D." },
  halfDays: [
    { span: { start, end: instantOf("2027-03-01T12:00:00+01:00") }, place: "Mairie du Neuhof", zone: "Europe/Paris" },
  ],
};
const list = (messages: readonly MessageNotSent[]) =>
  shown(<MessagesNotSent messages={messages} action="/dit" typed={undefined} organisation={organisation} />).text;

test("a message that never left says to whom, what about, why and what to do, and leads to the person", () => {
  expect(list([notSent])).toBe(
    "Awa D.Nouvelle permanencelundi 1er mars, 9 h – 12 h, Mairie du NeuhofSa boîte a refusé le mail. Dites-le de vive voix. Adresse fausse ? Invitez la bonne.C’est dit",
  );
  expect(screen.getByRole("link", { name: "Awa D." }).getAttribute("href")).toBe(
    "/coordination/equipe/awa?organisation=ville",
  );
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "C’est dit" });
  expect([button.name, button.value, button.form?.getAttribute("action")]).toEqual(["message", "m", "/dit?message=m"]);
});

test("a mail to a contact on site names their role and place, gives their telephone and leads to the place, where the address is", () => {
  const to = {
    is: "contact",
    name: "Accueil",
    place: "Mairie du Neuhof",
    slug: "neuhof",
    phone: "+33388436000",
  } as const;
  expect(list([{ ...notSent, kind: "notice-to-hang", to }])).toBe(
    "AccueilMairie du NeuhofAvis à mettre sur la portelundi 1er mars, 9 h – 12 h, Mairie du NeuhofSa boîte a refusé le mail. Dites-le de vive voix. Adresse fausse ? Donnez la bonne sur la page du lieu.Appeler le 03 88 43 60 00C’est dit",
  );
  expect(screen.getByRole("link", { name: "Accueil" }).getAttribute("href")).toBe(
    "/coordination/lieux/neuhof?organisation=ville",
  );
});

test("a mail to a partner names the partner and the share, gives their telephone and leads to the share, where the address is", () => {
  const to = { is: "partner", share: "s", shareName: "Permanences", name: "CAF" } as const;
  const cancelled = { ...notSent, kind: "half-day-cancelled" };
  expect(list([{ ...cancelled, to: { ...to, phone: "+33388000001" } }])).toBe(
    "CAFPartage : PermanencesPermanence annuléelundi 1er mars, 9 h – 12 h, Mairie du NeuhofSa boîte a refusé le mail. Dites-le de vive voix. Adresse fausse ? Corrigez-la dans le partage.Appeler le 03 88 00 00 01C’est dit",
  );
  expect(screen.getByRole("link", { name: "CAF" }).getAttribute("href")).toBe(
    "/coordination/partages/s?organisation=ville",
  );
  expect(screen.getByRole("link", { name: /^Appeler le 03.88.00.00.01$/u }).getAttribute("href")).toBe(
    "tel:+33388000001",
  );
  cleanup();
  expect(list([{ ...cancelled, to: { ...to, shareName: "CAF" } }])).toMatch(/^CAFPermanence annulée/u);
  cleanup();
  expect(list([{ ...cancelled, to }])).toMatch(/Corrigez-la dans le partage\.C’est dit$/u);
});

test("each reason has what to do, and a kind that this version does not know is a message to the team", () => {
  expect(list([{ ...notSent, why: "unknown" }])).toMatch(
    /On ne sait pas si le mail est parti\. Demandez si c’est arrivé\./u,
  );
  expect(list([{ ...notSent, why: "too-often" }])).toMatch(
    /Le serveur de mail n’a pas répondu\. Dites-le de vive voix\./u,
  );
  expect(list([{ ...notSent, kind: "of-tomorrow", halfDays: [] }])).toMatch(/^Awa D\.Message à l’équipeSa boîte/u);
});

test("of a long list of half-days six are named, and nothing blocked is said in one line", () => {
  const halfDays = Array.from({ length: 9 }, () => notSent.halfDays[0]!);
  expect(list([{ ...notSent, halfDays }])).toMatch(/Et 3 autres\./u);
  expect(list([])).toBe("Aucun message à l’équipe, à un lieu ou à un partenaire n’est bloqué.");
});

test("the first page says in one line what is wrong with messages, and nothing as long as nothing is", () => {
  const line = (near: number, reached: number, unsent: number) =>
    shown(<MessageTroublesLine troubles={{ near, reached, ofDay: 0, notSent: unsent }} organisation="ville" />).text;
  expect(line(0, 0, 0)).toBe("");
  expect(line(2, 1, 3)).toBe(
    "3 messages n’ont pas pu partir · 1 lieu a atteint sa limite de SMS · 2 lieux sont à 80 % ou plus de leurs SMS",
  );
  expect(screen.getByRole("link").getAttribute("href")).toBe("/coordination/messages?organisation=ville");
});

const HALF_DAY: ToldHalfDay = {
  permanence: "a",
  place: "Mairie",
  address: "1 rue de la Ganzau, Strasbourg",
  localDate: "2027-03-01",
  timeZone: "Europe/Paris",
  span: { start: instantOf("2027-03-01T09:00:00+01:00"), end: instantOf("2027-03-01T12:00:00+01:00") },
  isTheirs: true,
};
const says = (...halfDays: ToldHalfDay[]) =>
  shown(<ToldHalfDays halfDays={halfDays} path="/reponse/k3v9q7m2x4ab" />).text;

test("what was told is one button to have seen, and each half-day can be refused without a reason", () => {
  says(HALF_DAY, { ...HALF_DAY, permanence: "b" });
  expect(screen.getAllByRole("button", { name: "Vu" })).toHaveLength(1);
  expect(screen.getAllByRole("radio", { name: "Je ne le dis pas", hidden: true })).toHaveLength(2);
});

test("what is no longer theirs is said first, and can be seen alone", () => {
  expect(says({ ...HALF_DAY, isTheirs: false })).toMatch(/Ce n’est plus pour vous\..*lundi 1er mars/u);
  expect(screen.queryByText("Je ne peux pas")).toBeNull();
});

test("whoever cannot come can say that they can after all", () => {
  says({ ...HALF_DAY, answer: "cannot" });
  expect(screen.getByRole("button", { name: "Finalement, je peux" })).not.toBeNull();
  expect(screen.queryByRole("button", { name: "Vu" })).toBeNull();
});
