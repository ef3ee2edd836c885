import { screen } from "@testing-library/react";
import { CallsToAnswer } from "#components/staff/answer/help-to-answer.tsx";
import { HelpCalls } from "#components/staff/help/help-calls.tsx";
import type { HelpCall, HelpToAnswer } from "#lib/message/help-call.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const at = (hour: string) => instantOf(`2027-03-01T${hour}:00+01:00`);
const CALL: HelpCall = {
  id: "a",
  desk: 2,
  askedAt: at("10:00"),
  told: [
    { name: "Claire", is: "sent", at: at("10:00") },
    { name: "Marc", is: "later", at: at("10:03") },
  ],
  over: false,
};
const saysOfCall = (call: Partial<HelpCall>, sends = true) =>
  shown(<HelpCalls calls={[{ ...CALL, ...call }]} sends={sends} timeZone="Europe/Paris" />).text;

test("whoever asked reads at which desk, who has a mail, and who follows", () => {
  expect(saysOfCall({})).toMatch(
    /Demandé à 10 h, table 2Mail parti à 10 h : ClaireSans réponse à 10 h 03, un mail part : Marc/u,
  );
});

test("an answer replaces who was told", () => {
  const text = saysOfCall({ answered: { name: "Claire", at: at("10:02") } });
  expect(text).toMatch(/Réponse de Claire à 10 h 02/u);
  expect(text).not.toMatch(/Marc/u);
});

test("where nobody is told the page says to call, and never that a mail has left", () => {
  expect(saysOfCall({ told: [] })).toMatch(/Personne d’autre ne coordonne ici\. Appelez\./u);
  expect(saysOfCall({ told: [] }, false)).toMatch(/Aucun mail n’est parti\. Appelez\./u);
  expect(saysOfCall({ told: [{ name: "Claire", is: "failed", at: at("10:01") }] })).toMatch(
    /Mail pas parti : Claire\. Appelez\./u,
  );
});

const TO_ANSWER: HelpToAnswer = {
  id: "a",
  place: "Mairie",
  address: "1 rue de la Ganzau, Strasbourg",
  phone: "+33388436000",
  timeZone: "Europe/Paris",
  askedAt: at("10:00"),
  state: "open",
};
const saysToAnswer = (call: Partial<HelpToAnswer>) =>
  shown(<CallsToAnswer calls={[{ ...TO_ANSWER, ...call }]} path="/reponse/k3v9q7m2x4ab" />).text;

test("whoever was told answers with one button, and has the telephones", () => {
  expect(saysToAnswer({})).toMatch(/Mairie.*Demandé à 10 h.*03 88 43 60 00.*17.*112/u);
  expect(screen.getByRole("button", { name: "Répondre" }).closest("form")?.getAttribute("action")).toBe(
    "/reponse/k3v9q7m2x4ab/aide",
  );
});

test("what somebody has answered, or is not needed any more, has no button", () => {
  expect(saysToAnswer({ state: "mine", answered: { name: "Claire", at: at("10:02") } })).toMatch(
    /Vous répondez, depuis 10 h 02/u,
  );
  expect(screen.queryByRole("button")).toBeNull();
  expect(saysToAnswer({ state: "answered", answered: { name: "Marc", at: at("10:02") } })).toMatch(
    /Réponse de Marc à 10 h 02/u,
  );
  expect(saysToAnswer({ state: "over" })).toMatch(/Ce n’est plus la peine/u);
});
