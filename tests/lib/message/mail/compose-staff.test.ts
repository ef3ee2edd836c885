import { composeStaffMail } from "#lib/message/mail/compose-staff.ts";
import type { ToldToStaff } from "#lib/message/staff-kinds.ts";
import { exampleStaffMail, sayMailIn, STAFF_EXAMPLES, THURSDAY } from "#tests/support/mail-texts.ts";

const composed = (told: ToldToStaff) => composeStaffMail(told, "fr", sayMailIn("fr"), "Aide numérique");
const LINK = "aide.example/r/k3v9q7m2x4ab";

test("« Vu » and « Je ne peux pas » lead to the same page, for what somebody is asked to hold", () => {
  for (const title of ["Assigned", "Assigned to several", "Assignment moved"]) {
    const { text } = exampleStaffMail(title, "fr");
    expect(text).toContain(`Vu\u00a0:\nhttps://${LINK}`);
    expect(text).toContain(`Je ne peux pas\u00a0:\nhttps://${LINK}`);
  }
  const { text } = exampleStaffMail("Assignment cancelled", "fr");
  expect(text).toContain("Vu\u00a0:");
  expect(text).not.toContain("Je ne peux pas");
});

test("a sheet to replace is not called one to take off, and where none is to hang no button opens a notice", () => {
  const replace = exampleStaffMail("Notice to replace", "fr");
  expect(replace.subject).toBe("À remplacer sur la porte\u00a0: FACE Alsace");
  expect(replace.text).toContain("Imprimez le nouvel avis. Enlevez l’ancien.");
  expect(replace.text).toContain(`Ouvrir l’avis\u00a0:\nhttps://${LINK}`);
  const takeOff = exampleStaffMail("Notice to take off", "fr");
  expect(takeOff.subject).toBe("À enlever de la porte\u00a0: FACE Alsace");
  expect(takeOff.text).toContain(`Voir la page de l’avis\u00a0:\nhttps://${LINK}`);
  expect(takeOff.text).not.toContain("Ouvrir l’avis");
});

test("of many half-days the mail names twelve, and says that the page has the rest", () => {
  const many = (count: number) =>
    composed({ kind: "assigned", halfDays: Array.from({ length: count }, () => THURSDAY) });
  const named = (text: string) => text.match(/Jeudi 12 novembre/gu)?.length;
  expect([named(many(12).text), named(many(13).text)]).toEqual([12, 12]);
  expect(many(12).text).not.toContain("La suite est sur la page.");
  expect(many(13).text).toContain("La suite est sur la page.");
});

test("a message about no half-day is an error of ours", () => {
  expect(() => composed({ kind: "assigned", halfDays: [] })).toThrow("names one at least");
});

test("where help is needed 17 and 112 stand, without a telephone and a link of the place too", () => {
  const { kind, place, since } = STAFF_EXAMPLES["Help needed"] as Extract<ToldToStaff, { kind: "help-needed" }>;
  const { html, text } = composed({ kind, place, since });
  for (const number of ["17", "112"]) {
    expect(html).toContain(`href="tel:${number}"`);
    expect(text).toMatch(new RegExp(`\\b${number}$`, "mu"));
  }
  expect(text).not.toContain("Table");
});
