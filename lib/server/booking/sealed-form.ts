import { z } from "zod";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { FOR_WHOM } from "#lib/wire/booking/booking-form.ts";
import { seal, unseal } from "#lib/server/sealed.ts";

/**
 * What was typed into the booking form and why it was refused, to show the form again. `refusals`: kebab-case codes.
 * `permanence`: the half-day. `earlier`: the secret of the appointment that the same form booked before. `sent`: the
 * sealed idempotency key of the form (`sealKey`), only while it is not known whether it was booked.
 */
const schema = z.object({
  permanence: z.string(),
  startsAt: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  toFetch: z.boolean().optional(),
  prefersCall: z.boolean().optional(),
  forWhom: z.enum(FOR_WHOM).optional(),
  refusals: z.array(z.string()),
  earlier: z.string().optional(),
  sent: z.string().optional(),
});
export type TypedForm = z.infer<typeof schema>;

const PURPOSE = "booking-form";

/** Minutes: long enough to correct a form slowly, short enough that a copied address soon opens nothing. */
const KEPT_FOR = 30;

/** The form sealed as text for an address; it can be opened for 30 minutes. */
export const sealForm = (form: TypedForm, now: Instant): string => seal(PURPOSE, form, plusMinutes(now, KEPT_FOR));

/** The form in a sealed text; undefined when the text is too old, altered, or something else. */
export const openForm = (sealed: string, now: Instant): TypedForm | undefined =>
  schema.safeParse(unseal(PURPOSE, sealed, now)).data;
