/** @long */
import { fr } from "#tests/support/catalogues.ts";
import { FACTS, seenOn, type LineAt, type ScreenText } from "#tests/chaos/looks.ts";
import { replayOf } from "#tests/rig/checker/replay.ts";
import { at, goodMorning } from "#tests/server/endurance/morning.ts";

const NOTHING: ScreenText = {
  address: "http://localhost:1/",
  text: "",
  heading: "",
  board: false,
  bar: "",
  main: "",
  number: "",
  called: false,
  atDesk: "",
  earlier: [],
  waiting: [],
  hour: "",
};
const NINE = 9 * 60;

describe("what a screen shows as true", () => {
  test("the room: the call, the earlier ones, and whether it has no news", () => {
    const read: ScreenText = {
      ...NOTHING,
      board: true,
      text: "13 le parapluie Allez à la table 2 9 h 00 Numéros déjà appelés",
      main: "13\nle parapluie\nAllez à la\ntable 2",
      number: "13",
      earlier: ["12\nTable 1", "11\nTable 3"],
      hour: "9 h 00",
    };
    expect(seenOn("room", read, 5, NINE)).toEqual({
      at: 5,
      own: true,
      grey: false,
      says: ["calls 13 at desk 2", "13 at desk 2", "12 at desk 1", "11 at desk 3"],
    });
    expect(seenOn("room", { ...read, text: `${read.text} Pas de nouvelles depuis 8 h 59` }, 5, NINE).grey).toBe(true);
    expect(seenOn("room", { ...read, board: false }, 5, NINE).own).toBe(false);
    expect(seenOn("room", { ...read, address: "chrome-error://chromewebdata/" }, 5, NINE).own).toBe(false);
  });

  test("the tablet: who waits; a good tag beside a banner is two truths", () => {
    const read: ScreenText = {
      ...NOTHING,
      bar: "9 h 00 Tout est gardé Montrer le code QR",
      waiting: ["4", "5"],
      hour: "9 h 00",
    };
    expect(seenOn("tablet", read, 5, NINE)).toMatchObject({ own: true, grey: false, says: ["4 waits", "5 waits"] });
    expect(seenOn("tablet", { ...read, atDesk: "3" }, 5, NINE).excused).toEqual(["3 waits"]);
    const both = seenOn("tablet", { ...read, text: "Le serveur est occupé, on réessaie." }, 5, NINE);
    expect([both.grey, both.contradicts]).toEqual([true, true]);
    const sent = { ...read, bar: read.bar.replace("Tout est gardé", "C’est envoyé") };
    expect(seenOn("tablet", { ...sent, text: "Le serveur est occupé, on réessaie." }, 5, NINE).contradicts).toBe(true);
  });

  test("every sentence that says « no news », or that the service is not there, is known as one", () => {
    const { outage, rules, screen, tablet, turn } = fr;
    const { lost, noAnswer, siteDown, busy } = tablet.network;
    const sentences = [
      ...[
        outage.title,
        outage.busy,
        outage.noNews,
        screen.stale,
        turn.silent,
        turn.siteDown,
        rules.noNetwork,
        screen.noNetwork,
      ],
      ...[lost, noAnswer, siteDown, busy],
    ].map((sentence) => sentence.replace("{hour}", "9 h 00"));
    const unknown = sentences.filter((text) => !seenOn("room", { ...NOTHING, text }, 5, NINE).grey);
    expect(unknown).toEqual([]);
  });

  test("a clock that is wrong by more than a minute, also around midnight", () => {
    const says = (hour: string, minute: number) =>
      seenOn("tablet", { ...NOTHING, bar: "Montrer le code QR", hour }, 5, minute).says;
    expect(says("9 h 01", NINE)).toEqual([]);
    expect(says("12 h 00", NINE)).toEqual(["a wrong hour"]);
    expect(says("0 h 00", 1439)).toEqual([]);
  });

  test("the phone: that it waits and how many are before it, or that it is called", () => {
    const waits: ScreenText = {
      ...NOTHING,
      heading: "Votre numéro 21",
      number: "21",
      text: "Votre numéro 21 Avant vous 20 personnes 2 personnes avec l’équipe À jour à 9 h 00.",
    };
    expect(seenOn("phone", waits, 5, NINE).says).toEqual(["21 waits", "20 before 21"]);
    const called = { ...waits, called: true, main: "C’est à vous 21 Allez à la table 3" };
    expect(seenOn("phone", called, 5, NINE).says).toEqual(["21 is called to 3"]);
    expect(
      seenOn("phone", { ...waits, text: "C’est fini. Merci de votre visite. Revenez ou appelez." }, 5, NINE),
    ).toMatchObject({
      settled: true,
      says: [],
    });
  });
});

describe("how the facts follow from the line", () => {
  const [record] = goodMorning().evidence().halfDays;
  const stateAt = (time: string): LineAt => {
    if (!record) throw new Error("The morning has no half-day.");
    const { first, steps } = replayOf(record);
    const step = steps.findLast((one) => one.at <= at(time)) ?? first;
    return { line: step.line, at: step.at };
  };
  test("a call is shown while its person is called or at the table, and the latest must be shown", () => {
    const { holds, needed } = FACTS.room;
    expect(needed(stateAt("9:04:10"))).toEqual(["1 at desk 1"]);
    expect(holds(stateAt("9:04:10"), "calls 1 at desk 1")).toBe(true);
    expect(holds(stateAt("9:04:10"), "calls 1 at desk 2")).toBe(false);
    expect(holds(stateAt("9:07:10"), "calls 2 at desk 1")).toBe(false);
    expect(holds(stateAt("9:07:10"), "2 at desk 1")).toBe(true);
    expect(needed(stateAt("9:07:10"))).toEqual([]);
  });
  test("the list of the tablet is who has not been called, and who missed a call", () => {
    const { holds, needed } = FACTS.tablet;
    expect(needed(stateAt("9:02:30"))).toEqual(["1 waits", "2 waits"]);
    expect(needed(stateAt("9:05:30"))).toEqual(["1 waits", "2 waits"]);
    expect(holds(stateAt("9:04:10"), "1 waits")).toBe(false);
    expect(holds(stateAt("9:04:10"), "a wrong hour")).toBe(false);
  });
  test("a phone waits behind as many as the rules say", () => {
    const { holds } = FACTS.phone;
    expect(holds(stateAt("9:02:30"), "1 before 2")).toBe(true);
    expect(holds(stateAt("9:02:30"), "0 before 2")).toBe(false);
    expect(holds(stateAt("9:02:30"), "2 waits")).toBe(true);
    expect(holds(stateAt("9:04:10"), "1 is called to 1")).toBe(true);
    expect(holds(stateAt("9:04:10"), "1 is called to 2")).toBe(false);
    expect(holds(stateAt("9:04:10"), "1 waits")).toBe(false);
  });
});
