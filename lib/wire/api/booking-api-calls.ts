import { z } from "zod";
import { answerOfferBody, bookBody, moveBody, slotsQuery } from "#lib/wire/booking/booking.ts";
import type { ProblemCode } from "#lib/wire/problem.ts";
import type { ApiCall } from "./call.ts";
import { writtenMoment } from "#lib/wire/moment.ts";
import { link, secret, slot } from "./shapes.ts";
import { ours } from "#lib/wire/bounds.ts";

const appointment = z.object({
  id: z.uuid(),
  state: z.enum([
    "booked",
    "cancelled-by-resident",
    "cancelled-by-service",
    "checked-in",
    "late",
    "no-show",
    "attended",
    "awaiting-outcome",
  ]),
  code: z
    .string()
    .regex(/^[2-9A-HJ-NP-Z]{6}$/)
    .exactOptional(),
  secret,
  url: link,
  startsAt: writtenMoment,
  endsAt: writtenMoment,
  topics: z.array(ours),
  permanence: z.uuid(),
  place: z.object({
    slug: ours,
    name: ours,
    address: ours,
    postalCode: ours,
    city: ours,
  }),
  phone: ours.exactOptional(),
  offer: z
    .object({
      id: z.uuid(),
      state: z.enum(["open", "no", "expired"]),
      permanence: z.uuid(),
      place: z.object({ name: ours, address: ours, postalCode: ours, city: ours }),
      startsAt: writtenMoment,
      endsAt: writtenMoment,
      until: writtenMoment,
    })
    .exactOptional(),
});

const hour: readonly ProblemCode[] = [
  "slot-taken",
  "only-by-team",
  "conseiller-absent",
  "permanence-closed",
  "shut-for-now",
  "leaves-a-hole",
  "not-bookable",
  "outside-hours",
  "too-late",
  "too-soon",
  "short-notice",
  "too-many-wait",
  "unknown-topic",
];

/** The calls of the API about appointments. */
export const bookingApiCalls: readonly ApiCall[] = [
  {
    name: "readSlots",
    method: "GET",
    path: "/api/v1/permanences/{id}/slots",
    who: ["anyone"],
    summary:
      "The bookable slots for one topic, or for up to three topics whose minutes add up; without a topic, for the shortest one.",
    query: { topic: slotsQuery.optional() },
    answers: { 200: z.object({ slots: z.array(slot) }) },
    problems: ["malformed", "unknown-topic", "not-bookable", "permanence-closed"],
  },
  {
    name: "bookAppointment",
    method: "POST",
    path: "/api/v1/permanences/{id}/appointments",
    who: ["anyone", "staff"],
    scope: "booking",
    once: true,
    summary:
      "Books a slot, for oneself or, when signed in, for somebody else. A slot that is taken is refused with alternatives. Give either `topic` or `topics`.",
    body: bookBody,
    answers: { 201: appointment },
    problems: [...hour, "too-many-appointments", "overbooked-enough", "unknown-conseiller", "personal-number-refused"],
  },
  {
    name: "readAppointment",
    method: "GET",
    path: "/api/v1/appointments/{secret}",
    who: ["holder"],
    summary: "The appointment and its state, also after it was cancelled.",
    answers: { 200: appointment },
    problems: [],
  },
  {
    name: "moveAppointment",
    method: "PATCH",
    path: "/api/v1/appointments/{secret}",
    who: ["holder"],
    once: true,
    summary: "Moves the appointment to another slot, of the same half-day or of another one.",
    body: moveBody,
    answers: { 200: appointment },
    problems: [...hour, "already-here", "state-changed", "unknown-conseiller"],
  },
  {
    name: "cancelAppointment",
    method: "DELETE",
    path: "/api/v1/appointments/{secret}",
    who: ["holder"],
    summary: "Cancels the appointment. Repeating the call gives the same answer.",
    answers: { 204: "nothing" },
    problems: ["already-here", "too-late", "state-changed"],
  },
  {
    name: "answerOffer",
    method: "POST",
    path: "/api/v1/appointments/{secret}/offer",
    who: ["holder"],
    summary:
      "Answers another hour that the service offers (`offer` of the appointment). With a yes the appointment has that hour; the same answer again changes nothing.",
    body: answerOfferBody,
    answers: { 200: appointment },
    problems: ["offer-ended", "state-changed", "permanence-closed"],
  },
];
