import type { MessageFacts } from "#lib/message/facts.ts";
import { composeMail } from "#lib/message/mail/compose.ts";
import { exampleTold, sayMailIn } from "#tests/support/mail-texts.ts";
import { EXAMPLE_NOW } from "#tests/support/sms-texts.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { MESSAGE_KINDS } from "#lib/message/kinds.ts";
import { calendarPartOf } from "#lib/message/mail/calendar-part.ts";

const HOURS = 60;
const composed = (told: MessageFacts, setting: { readonly file?: "add" | "remove" } = {}, now = EXAMPLE_NOW) =>
  composeMail(told, "fr", sayMailIn("fr"), { service: "Aide numérique", ...setting }, now);

test("of a last reminder only the day itself is « aujourd’hui »", () => {
  const told = exampleTold("Last reminder");
  expect(composed(told).subject).toBe("Aujourd’hui à 9\u00a0h\u00a030\u00a0: votre rendez‑vous");
  expect(composed(told, {}, plusMinutes(EXAMPLE_NOW, -24 * HOURS)).subject).toBe(
    "Rappel\u00a0: jeudi 12 novembre à 9\u00a0h\u00a030",
  );
});

test("yes and no lead to the page of the link, which asks once more", () => {
  const { html } = composed(exampleTold("Offer of another hour"));
  for (const answer of ["Oui, je viens", "Non"])
    expect(html).toMatch(
      new RegExp(`<a href="https://aide\\.example/r/k3v9q7m2x4ab"(?:(?!</a>).)*>${answer}</span>`, "su"),
    );
});

test("without a link nothing is to be opened, and the team is told to stop", () => {
  for (const title of ["Confirmation", "Offer of another hour", "Cancelled by the service", "Soon your turn"]) {
    const { link: _, ...told } = exampleTold(title);
    const { html, text } = composed(told as MessageFacts);
    expect(html).not.toMatch(/href="http/u);
    expect(text).not.toContain("http");
    expect(text).toContain("dites-le à l’équipe");
  }
});

test("without a telephone and a code nothing is said of them", () => {
  const { phone: _, code: __, ...told } = exampleTold("Confirmation");
  const { html, text } = composed(told as MessageFacts);
  expect(html).not.toContain("tel:");
  expect(`${html}${text}`).not.toMatch(/code|appelez/iu);
});

test("the file is named where there is one, by what it does to the calendar", () => {
  const told = exampleTold("Confirmation");
  expect(composed(told).text).not.toContain("fichier");
  expect(composed(told, { file: "add" }).text).toContain("Pour votre agenda\u00a0: ouvrez le fichier joint.");
  expect(composed(told, { file: "remove" }).text).toContain("Le fichier joint l’enlève.");
});

test("of a cancelled hour the code is not said any more", () => {
  expect(composed(exampleTold("Cancelled by the service")).text).not.toContain("K7M4PD");
});

test("whoever reads none of the four languages gets figures first, in the subject too, then French", () => {
  const { subject, text, html } = composeMail(
    exampleTold("Confirmation"),
    "figures",
    sayMailIn("fr"),
    { service: "Aide numérique" },
    EXAMPLE_NOW,
  );
  expect(subject).toBe("13/11 14:00 - FACE Alsace");
  expect(text.split("\n")[0]).toBe("13/11 14:00 - FACE Alsace, 13 place des Halles, Strasbourg - K7M4PD - 0353010067");
  expect(text).toContain("Votre rendez‑vous est pris.");
  expect(html).toContain('lang="fr"');
});

test("a demonstration on one’s own machine has links without https", () => {
  const told = { ...exampleTold("Confirmation"), link: "localhost:3000/r/k3v9q7m2x4ab" };
  expect(composed(told).text).toContain("\nhttp://localhost:3000/r/k3v9q7m2x4ab\n");
  expect(composed({ ...told, link: "localhost.example/r/a" }).text).toContain("\nhttps://localhost.example/r/a\n");
});

test.each([
  [false, { confirmation: "REQUEST", changed: "REQUEST", kept: "REQUEST", "found-again": "REQUEST" }],
  [true, { offer: "CANCEL", cancelled: "CANCEL" }],
] as const)("of an appointment that is cancelled: %s", (isCancelled, expected) => {
  const parts = MESSAGE_KINDS.map((kind) => [kind, calendarPartOf(kind, isCancelled)] as const);
  expect(Object.fromEntries(parts.filter(([, method]) => method !== undefined))).toEqual(expected);
});
