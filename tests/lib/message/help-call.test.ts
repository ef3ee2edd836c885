import { isFresh, mayCallForHelp, momentsToTell, NEXT_AFTER, toldOfMails } from "#lib/message/help-call.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";

const at = (hour: string) => instantOf(`2027-03-01T${hour}:00+01:00`);
const span = { start: at("09:00"), end: at("12:00") };

test("help can be asked while a half-day is open, also late, and during its hours from an hour before", () => {
  const may = (status: string, hour: string) => mayCallForHelp({ status, span }, at(hour));
  expect([may("open", "08:10"), may("open", "13:30")]).toEqual([true, true]);
  expect(["07:59", "08:00", "11:59", "12:00"].map((hour) => may("scheduled", hour))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([may("closed", "10:00"), may("cancelled", "10:00")]).toEqual([false, false]);
});

test("an act that was kept without network for minutes tells nobody", () => {
  expect([isFresh(at("10:00"), at("10:04")), isFresh(at("10:00"), at("10:05"))]).toEqual([true, false]);
});

test("the first is told at once, each next one three minutes later, six at most", () => {
  const told = momentsToTell(["a", "b", "c", "d", "e", "f", "g"], at("10:00"));
  expect(told.map(([who]) => who)).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(told.map(([, moment]) => moment)).toEqual(
    [0, 1, 2, 3, 4, 5].map((times) => plusMinutes(at("10:00"), times * NEXT_AFTER)),
  );
});

test("of each mail it is said whether it has left, leaves, follows, or could not be sent; one that was stopped is not named", () => {
  const mail = {
    name: "Awa",
    sentAt: undefined,
    givenUpAt: undefined,
    cancelledAt: undefined,
    dueAt: at("10:00"),
    tries: 0,
  };
  const now = at("10:01");
  expect(
    toldOfMails(
      [
        { ...mail, sentAt: at("10:00"), cancelledAt: at("10:01"), tries: 1 },
        mail,
        { ...mail, dueAt: at("10:10"), tries: 1 },
        { ...mail, dueAt: at("10:03") },
        { ...mail, givenUpAt: at("10:01"), tries: 1 },
        { ...mail, cancelledAt: at("10:01") },
      ],
      now,
    ).map(({ is }) => is),
  ).toEqual(["sent", "leaving", "failed", "later", "leaving"]);
});
