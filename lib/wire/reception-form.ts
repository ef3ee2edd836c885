import { z } from "zod";
import { contact, start, topicKey } from "./booking.ts";

/** An hour that is chosen at the reception: for a topic, or for the case of that id. */
export const receptionHourForm = z.object({
  slug: z.string(),
  topic: topicKey,
  permanence: z.uuid("hour-missing"),
  startsAt: start,
  cas: z.uuid().optional(),
});

/** The person of a case: everything may be empty. */
export const receptionPersonForm = z.object({
  name: contact.name,
  phone: contact.phone,
  language: contact.language,
});
