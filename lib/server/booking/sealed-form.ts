import { z } from "zod";
import { plusMinutes, type Instant } from "../../time/instant.ts";
import { seal, unseal } from "../sealed.ts";

/**
 * What somebody typed and what was wrong with it, to show the form again; refusals are kebab-case codes. `permanence`: where
 * it was refused. `earlier`: the secret of the appointment that this very form had booked before. `sent`: the key it was
 * sent with, closed (`sealKey`), only while nobody knows what it led to.
 */
const schema = z.object({
  permanence: z.string(),
  startsAt: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  refusals: z.array(z.string()),
  earlier: z.string().optional(),
  sent: z.string().optional(),
});
export type TypedForm = z.infer<typeof schema>;

const PURPOSE = "booking-form";

/** Minutes: long enough to mend a form slowly, short enough that a copied address soon tells nothing. */
const KEPT_FOR = 30;

/** The form as text for the address it returns to; it opens for 30 minutes. */
export const sealForm = (form: TypedForm, now: Instant): string => seal(PURPOSE, form, plusMinutes(now, KEPT_FOR));

/** The form in such a text; undefined when it is too old, altered, or no such text. */
export const openForm = (sealed: string, now: Instant): TypedForm | undefined =>
  schema.safeParse(unseal(PURPOSE, sealed, now)).data;
