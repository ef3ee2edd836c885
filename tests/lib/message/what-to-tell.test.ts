import fc from "fast-check";
import {
  isSame,
  whatToTell,
  type HourThere,
  type AppointmentNews,
  type ToldSoFar,
  type AppointmentTruth,
} from "#lib/message/what-to-tell.ts";
import { instantOf } from "#lib/time/instant.ts";

const nine: HourThere = { start: instantOf("2026-11-23T09:00:00+01:00"), place: "neuhof" };
const ten: HourThere = { ...nine, start: instantOf("2026-11-23T10:00:00+01:00") };
const elsewhere: HourThere = { ...nine, place: "meinau" };
const booked = (hour: HourThere): AppointmentNews => ({ is: "booked", hour });
const cancelled = (hour: HourThere): AppointmentNews => ({ is: "cancelled", hour });
const offered = (hour: HourThere, offer = "one"): AppointmentNews => ({ is: "offered", hour, offer });
const OVER: AppointmentTruth = { is: "over" };

test("who was told nothing yet is told their hour, or that it is cancelled", () => {
  expect(whatToTell({}, booked(nine))).toEqual({ takesBack: false, tells: "confirmation" });
  expect(whatToTell({}, cancelled(nine))).toEqual({ takesBack: false, tells: "cancelled" });
});

test("what somebody knows is not told again", () => {
  for (const known of [booked(nine), cancelled(nine), offered(nine)]) {
    expect(whatToTell({ sent: known }, known)).toEqual({ takesBack: false });
    expect(whatToTell({ sent: booked(ten), waiting: known }, known)).toEqual({ takesBack: false });
  }
});

test("another hour, and the same hour at another place, are a change", () => {
  expect(whatToTell({ sent: booked(nine) }, booked(ten)).tells).toBe("changed");
  expect(whatToTell({ sent: booked(nine) }, booked(elsewhere)).tells).toBe("changed");
});

test("an hour that was cancelled or could not be kept, and is held after all, is told as kept", () => {
  expect(whatToTell({ sent: cancelled(nine) }, booked(nine)).tells).toBe("kept");
  expect(whatToTell({ sent: offered(nine) }, booked(nine)).tells).toBe("kept");
  expect(whatToTell({ sent: offered(nine) }, booked(ten)).tells).toBe("changed");
});

test("another offer is told, and the end of one that nobody answered for a cancelled hour too", () => {
  expect(whatToTell({ sent: offered(nine, "one") }, offered(nine, "two")).tells).toBe("offer");
  expect(whatToTell({ sent: offered(nine) }, cancelled(nine)).tells).toBe("cancelled");
});

test("an act that is undone before its message has left tells nobody anything", () => {
  expect(whatToTell({ sent: booked(nine), waiting: cancelled(nine) }, booked(nine))).toEqual({ takesBack: true });
  expect(whatToTell({ waiting: booked(nine) }, booked(ten))).toEqual({ takesBack: true, tells: "confirmation" });
});

test("who has cancelled themselves, or is here, is told nothing more", () => {
  expect(whatToTell({ sent: booked(nine), waiting: booked(ten) }, OVER)).toEqual({ takesBack: true });
  expect(whatToTell({ sent: booked(nine) }, OVER)).toEqual({ takesBack: false });
});

test("whatever happens in whatever order, what leaves is true then and news, and the last that has left is true", () => {
  const known = fc
    .record({ of: fc.constantFrom(booked, cancelled, offered), hour: fc.constantFrom(nine, ten, elsewhere) })
    .map(({ of, hour }): AppointmentTruth => of(hour));
  const step = fc.oneof(known, fc.constant(OVER), fc.constant("leaves" as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let truth: AppointmentTruth = OVER;
      let told: ToldSoFar = {};
      for (const one of [...steps, "leaves" as const]) {
        if (one !== "leaves") {
          truth = one;
          const { takesBack, tells } = whatToTell(told, truth);
          const { sent, waiting } = told;
          const stays = takesBack ? undefined : waiting;
          expect(stays === undefined || tells === undefined).toBe(true);
          const next = tells && truth.is !== "over" ? truth : stays;
          told = { ...(sent && { sent }), ...(next && { waiting: next }) };
        } else if (told.waiting) {
          expect(told.waiting).toEqual(truth);
          expect(told.sent !== undefined && isSame(told.sent, told.waiting)).toBe(false);
          told = { sent: told.waiting };
        }
      }
      if (truth.is !== "over") expect(told).toEqual({ sent: truth });
    }),
    { numRuns: 500 },
  );
});
