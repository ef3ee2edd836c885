import fc from "fast-check";
import type { Appointment } from "#lib/booking/appointment.ts";
import {
  answerOffer,
  hourOfComer,
  isOpen,
  offerUntil,
  shownOffer,
  type Offer,
  type Offered,
} from "#lib/booking/offer.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { isoInZone, minuteOfDay } from "#lib/time/zone.ts";

const at = (hour: string, day = "2026-11-23") => instantOf(`${day}T${hour}:00+01:00`);
const NOW = at("08:00");

const offer: Offer = {
  id: "offer",
  permanence: "monday",
  span: { start: at("10:00"), end: at("10:30") },
  until: at("09:45"),
  held: true,
};
const booked: Offered = {
  permanence: "monday",
  span: { start: at("09:00"), end: at("09:30") },
  state: "booked",
  bookedAt: at("07:00"),
  arrived: false,
};
const halfDay = { status: "scheduled", span: { start: at("09:00"), end: at("12:00") } } as const;
const answers = (
  given: { readonly offer?: object; readonly appointment?: object; readonly halfDay?: object } = {},
  answer: "yes" | "no" = "yes",
  now = NOW,
) =>
  answerOffer(
    { ...offer, ...given.offer },
    { ...booked, ...given.appointment },
    { ...halfDay, ...given.halfDay },
    answer,
    now,
  );
const refused = (refusal: string) => ({ ok: false, refusal });
const accepted = (value: object) => ({ ok: true, value });

describe("until when an hour is offered", () => {
  test("until six in the evening of the day after tomorrow, on the clock of the place", () => {
    const start = at("10:00", "2026-12-14");
    expect(offerUntil(start, at("07:30"), "Europe/Paris")).toBe(at("18:00", "2026-11-25"));
    expect(offerUntil(start, at("23:59"), "Europe/Paris")).toBe(at("18:00", "2026-11-25"));
    expect(isoInZone(offerUntil(start, at("23:59"), "Indian/Reunion"), "Indian/Reunion")).toContain("2026-11-26T18:00");
  });

  test("at the latest until it begins", () => {
    expect(offerUntil(at("10:00"), at("07:30"), "Europe/Paris")).toBe(at("10:00"));
  });

  test("also across a change of the clocks it is six in the evening, or the start", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }),
        fc.integer({ min: 1, max: 6 * 24 * 60 }),
        (begin, later) => {
          const now = plusMinutes(instantOf("2026-01-01T00:00:00Z"), begin);
          const start = plusMinutes(now, later);
          const until = offerUntil(start, now, "Europe/Paris");
          expect(until > now && until <= start).toBe(true);
          if (until < start) expect(minuteOfDay(until, "Europe/Paris")).toBe(18 * 60);
        },
      ),
    );
  });
});

test("an offer is open while it is held and not answered, and until its moment", () => {
  expect(isOpen(offer, NOW)).toBe(true);
  expect(isOpen(offer, at("09:45"))).toBe(false);
  expect(isOpen({ ...offer, held: false }, NOW)).toBe(false);
  for (const answer of ["yes", "no", "withdrawn"] as const) expect(isOpen({ ...offer, answer }, NOW)).toBe(false);
});

describe("an answer", () => {
  test("a yes moves the appointment, a no leaves it as it is and frees the hour", () => {
    expect(answers()).toEqual(accepted({ effect: "moves", bookedAt: booked.bookedAt }));
    expect(answers({}, "no")).toEqual(accepted({ effect: "keeps" }));
  });

  test("the same answer again changes nothing, whatever came after it", () => {
    for (const answer of ["yes", "no"] as const)
      expect(
        answers(
          { offer: { answer, held: false }, appointment: { arrived: true }, halfDay: { status: "closed" } },
          answer,
          at("13:00"),
        ),
      ).toEqual(accepted({ effect: "none" }));
  });

  test("the other answer, one after a withdrawal, and one that comes too late are refused", () => {
    expect(answers({ offer: { answer: "no", held: false } })).toEqual(refused("offer-ended"));
    expect(answers({ offer: { answer: "yes", held: false } }, "no")).toEqual(refused("offer-ended"));
    expect(answers({ offer: { answer: "withdrawn", held: false } })).toEqual(refused("offer-ended"));
    expect(answers({}, "yes", at("09:45"))).toEqual(refused("offer-ended"));
    expect(answers({ offer: { held: false } }, "no")).toEqual(refused("offer-ended"));
  });

  test("of somebody who has cancelled, or is here, is refused", () => {
    for (const answer of ["yes", "no"] as const) {
      expect(answers({ appointment: { state: "cancelled-by-resident" } }, answer)).toEqual(refused("state-changed"));
      expect(answers({ appointment: { arrived: true } }, answer)).toEqual(refused("state-changed"));
    }
  });

  test("a yes to a half-day that is cancelled, over or kept by a closure is refused; a no is not", () => {
    for (const off of [{ status: "cancelled" }, { status: "closed" }, { shut: "Dégât des eaux" }]) {
      expect(answers({ halfDay: off })).toEqual(refused("permanence-closed"));
      expect(answers({ halfDay: off }, "no")).toEqual(accepted({ effect: "keeps" }));
    }
    expect(answers({ offer: { until: at("13:00") } }, "yes", at("12:00"))).toEqual(refused("permanence-closed"));
  });
});

describe("an appointment that takes the hour offered counts as made", () => {
  const madeAt = (appointment: Partial<Offered> & { readonly state?: Appointment["state"] }) => {
    const done = answers({ appointment });
    return done.ok && done.value.effect === "moves" ? done.value.bookedAt : undefined;
  };

  test("when it was made, for a later hour of its half-day", () => {
    expect(madeAt({})).toBe(booked.bookedAt);
  });

  test("now, for an earlier hour, for another half-day, and when the service had cancelled it", () => {
    expect(madeAt({ span: { start: at("11:00"), end: at("11:30") } })).toBe(NOW);
    expect(madeAt({ permanence: "tuesday" })).toBe(NOW);
    expect(madeAt({ state: "cancelled-by-service" })).toBe(NOW);
  });
});

describe("for which hour somebody comes who has not answered", () => {
  const comes = (given: Partial<Parameters<typeof hourOfComer>[1]>, open = true) =>
    hourOfComer({ ...offer, held: open }, { state: "booked", received: true, late: undefined, ...given }, NOW);

  test("the former one, as long as it is received here and their turn has not passed", () => {
    for (const late of [undefined, "due", "told"] as const) expect(comes({ late })).toBe("former");
    expect(comes({ late: "passed" }, false)).toBe("former");
  });

  test("the one offered, once the former is cancelled, is not received here, or its turn has passed", () => {
    expect(comes({ state: "cancelled-by-service" })).toBe("offered");
    expect(comes({ received: false })).toBe("offered");
    expect(comes({ late: "passed" })).toBe("offered");
  });

  test("the team is asked when neither stands", () => {
    expect(comes({ state: "cancelled-by-service" }, false)).toBe("ask-the-team");
    expect(comes({ received: false }, false)).toBe("ask-the-team");
  });
});

describe("what the page says of the last offer", () => {
  const shown = (given: object = {}, appointment: object = {}, now = NOW) =>
    shownOffer({ ...offer, madeAt: at("07:30"), ...given }, { ...booked, ...appointment }, now);

  test("that it waits for an answer, was refused, or ended without one", () => {
    expect(shown()).toBe("open");
    expect(shown({ answer: "no", held: false })).toBe("no");
    expect(shown({}, {}, at("09:45"))).toBe("expired");
    expect(shown({ held: false })).toBe("expired");
    expect(shown({}, { state: "cancelled-by-service" })).toBe("open");
  });

  test("nothing after a yes, a withdrawal, a move, a cancelling by the person, or their coming", () => {
    expect(shown({ answer: "yes", held: false })).toBeUndefined();
    expect(shown({ answer: "withdrawn", held: false })).toBeUndefined();
    expect(shown({ answer: "no", held: false }, { bookedAt: at("07:45") })).toBeUndefined();
    expect(shown({}, { state: "cancelled-by-resident" })).toBeUndefined();
    expect(shown({}, { arrived: true })).toBeUndefined();
  });
});
