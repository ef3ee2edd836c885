import { z } from "zod";
import type { Alternative, Slot } from "../booking/appointment.ts";
import type { ResidentAppointment } from "../booking/resident-appointment.ts";
import type { BookingWish, Contact, MoveWish } from "../booking/wish.ts";
import { phoneNumberOf } from "../place/phone-number.ts";
import { instantOf, type Instant } from "../time/instant.ts";
import { firstName, freeText } from "./free-text.ts";
import { writtenMoment } from "./moment.ts";
import { spanToWire } from "./span.ts";

const MOST_TOPICS = 3;

export const topicKey = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** A field left empty, or said to be nothing, is a field not given. */
const blank = (value: unknown): unknown =>
  value === null || (typeof value === "string" && value.trim() === "") ? undefined : value;

/** Optional, and only to be told something. A telephone number is read as people write one. */
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

/** A few words of the team on why something is so; never about a person's life. */
export const reason = freeText(140).min(1);

/** What the team may ask beside: an hour although it is taken, and why; a conseiller somebody wants to see. */
const asTeam = { overbook: z.object({ reason }).optional(), wantedConseiller: z.uuid().optional() };

/** The body of POST …/appointments: one topic, or up to three whose minutes add up; an hour; a contact or none. */
export const bookBody = z
  .object({
    topic: topicKey.optional(),
    topics: z.array(topicKey).min(1).max(MOST_TOPICS).optional(),
    startsAt: start,
    ...contact,
    onBehalfOf: z.boolean().optional(),
    ...asTeam,
  })
  .refine(({ topic, topics }) => (topic === undefined) !== (topics === undefined))
  .transform(({ topic, topics, startsAt, onBehalfOf = false, overbook, wantedConseiller, ...person }): BookingWish => ({
    topics: topics ?? [topic ?? ""],
    start: startsAt,
    onBehalfOf,
    ...filled(person),
    ...(overbook && { overbook }),
    ...(wantedConseiller !== undefined && { wantedConseiller }),
  }));

/** The body of PATCH …/appointments/:secret: another hour of the same half-day, or of another one. */
export const moveBody = z
  .object({ startsAt: start, permanence: z.uuid().optional() })
  .transform(({ startsAt, permanence }): MoveWish => ({
    start: startsAt,
    ...(permanence !== undefined && { permanence }),
  }));

/** `?topic=` once or several times; none means the shortest. */
export const slotsQuery = z.array(topicKey).max(MOST_TOPICS);

/** Without the fields that were left empty. */
export const filled = (person: { [Field in keyof Contact]: Contact[Field] | undefined }): Contact =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined));

export type WireSlot = { readonly startsAt: string; readonly endsAt: string; readonly remaining: number };

/** A slot as GET …/slots answers it, with the place's offset. */
export const slotToWire = ({ span, remaining }: Slot, zone: string): WireSlot => ({
  ...spanToWire(span, zone),
  remaining,
});

/** The same with its half-day, as a refused booking answers it. */
export const alternativeToWire = (
  { permanence, ...slot }: Alternative,
  zone: string,
): WireSlot & { readonly permanence: string } => ({ permanence, ...slotToWire(slot, zone) });

/** As POST …/appointments and GET …/appointments/:secret answer it. `address`: where this instance is. */
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
});
