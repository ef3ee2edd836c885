import { z } from "zod";
import type { Alternative, Slot } from "#lib/booking/appointment.ts";
import type { ResidentAppointment, ResidentOffer } from "#lib/booking/resident-appointment.ts";
import type { BookingRequest, Contact, MoveRequest } from "#lib/booking/booking-request.ts";
import { phoneNumberOf } from "#lib/place/phone-number.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { firstName, freeText, reason } from "#lib/wire/free-text.ts";
import { spanToWire, writtenMoment } from "#lib/wire/moment.ts";
import { topicKey } from "#lib/wire/schedule/topics.ts";

const MOST_TOPICS = 3;

/** Turns null and blank text into undefined: such a field counts as not given. */
const blank = (value: unknown): unknown =>
  value === null || (typeof value === "string" && value.trim() === "") ? undefined : value;

/**
 * The contact of an appointment, all optional: the team may reach the resident by it, and it is counted
 * (docs/booking.md#contact-limit). No message is sent.
 */
export const contact = {
  name: z.preprocess(blank, firstName(60).optional()),
  phone: z.preprocess(
    blank,
    freeText(40)
      .transform((written, context) => {
        const number = phoneNumberOf(written);
        if (number === undefined) context.addIssue({ code: "custom", message: "This is no telephone number." });
        return number ?? z.NEVER;
      })
      .optional(),
  ),
  email: z.preprocess(blank, freeText(254).pipe(z.email()).optional()),
  language: z.preprocess(
    blank,
    z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .optional(),
  ),
};

export const start = writtenMoment.transform((text): Instant => instantOf(text));

/** What only the team may ask: a slot although it is taken, with the reason; a certain conseiller. */
const asTeam = { overbook: z.strictObject({ reason }).optional(), wantedConseiller: z.uuid().optional() };

/**
 * The body of POST …/appointments: either `topic` or `topics` (at most three, whose minutes add up), an hour, an
 * optional contact.
 */
export const bookBody = z
  .strictObject({
    topic: topicKey.optional(),
    topics: z.array(topicKey).min(1).max(MOST_TOPICS).optional(),
    startsAt: start,
    ...contact,
    onBehalfOf: z.boolean().optional(),
    byHelper: z.boolean().optional(),
    prefersCall: z.boolean().optional(),
    toFetch: z.boolean().optional(),
    ...asTeam,
  })
  .refine(({ topic, topics }) => (topic === undefined) !== (topics === undefined))
  .refine(({ byHelper = false, onBehalfOf = false }) => !byHelper || onBehalfOf)
  .transform(
    ({
      topic,
      topics,
      startsAt,
      onBehalfOf = false,
      byHelper,
      prefersCall,
      toFetch,
      overbook,
      wantedConseiller,
      ...person
    }): BookingRequest => ({
      topics: topics ?? [topic ?? ""],
      start: startsAt,
      onBehalfOf,
      ...filled(person),
      ...(byHelper && { byHelper }),
      ...(prefersCall && { prefersCall }),
      ...(toFetch && { toFetch }),
      ...(overbook && { overbook }),
      ...(wantedConseiller !== undefined && { wantedConseiller }),
    }),
  );

/** The body of PATCH …/appointments/:secret: another hour of the same half-day, or of another one. */
export const moveBody = z
  .strictObject({ startsAt: start, permanence: z.uuid().optional() })
  .transform(({ startsAt, permanence }): MoveRequest => ({
    start: startsAt,
    ...(permanence !== undefined && { permanence }),
  }));

/** The query `?topic=` of GET …/slots, up to three times; without it the slots of the shortest topic are answered. */
export const slotsQuery = z.array(topicKey).max(MOST_TOPICS);

/** The contact without the fields that were not given. */
export const filled = (person: { [Field in keyof Contact]: Contact[Field] | undefined }): Contact =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined));

export type WireSlot = { readonly startsAt: string; readonly endsAt: string; readonly remaining: number };

/** Encodes a slot for GET …/slots, with the offset of the place. */
export const slotToWire = ({ span, remaining }: Slot, zone: string): WireSlot => ({
  ...spanToWire(span, zone),
  remaining,
});

/** Encodes a slot with its half-day, as the refusal `slot-taken` offers it. */
export const alternativeToWire = (
  { permanence, ...slot }: Alternative,
  zone: string,
): WireSlot & { readonly permanence: string } => ({ permanence, ...slotToWire(slot, zone) });

/**
 * Encodes an appointment for POST …/appointments and GET …/appointments/:secret. `address`: the base URL of this
 * instance.
 */
export const appointmentToWire = (held: ResidentAppointment, address: string) => ({
  id: held.id,
  state: held.state,
  ...(held.code !== undefined && { code: held.code }),
  secret: held.secret,
  url: new URL(`/rendez-vous/${held.secret}`, address).href,
  ...spanToWire(held.span, held.timeZone),
  topics: held.topics,
  permanence: held.permanence,
  place: held.place,
  ...(held.phone !== undefined && { phone: held.phone }),
  ...(held.offer && { offer: offerToWire(held.offer) }),
});

/** The body of POST …/appointments/:secret/offer: the answer to the offer of that id. */
export const answerOfferBody = z.strictObject({ offer: z.uuid(), answer: z.enum(["yes", "no"]) });

/** The same as a form, which may hold fields of an older page. */
export const answerOfferForm = z.object(answerOfferBody.shape);

/** Encodes another hour that is offered. `until`: with the offset of its place. */
const offerToWire = ({ id, state, permanence, span, timeZone, until, place }: ResidentOffer) => ({
  id,
  state,
  permanence,
  place,
  ...spanToWire(span, timeZone),
  until: isoInZone(until, timeZone),
});
