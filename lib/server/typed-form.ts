import { plusMinutes, type Instant } from "../time/instant.ts";
import { typedForm, type TypedForm } from "../wire/staff-form.ts";
import { seal, unseal } from "./sealed.ts";

const PURPOSE = "staff-form";

/** Minutes: long enough to correct a form slowly, short enough that a copied address soon opens nothing. */
const KEPT_FOR = 30;

/** The form sealed as text for an address; it can be opened for 30 minutes. */
export const sealTyped = (form: TypedForm, now: Instant): string => seal(PURPOSE, form, plusMinutes(now, KEPT_FOR));

/** The form in a sealed text; undefined when the text is missing, too old, altered, or something else. */
export const openTyped = (sealed: string | undefined, now: Instant): TypedForm | undefined =>
  sealed === undefined ? undefined : typedForm.safeParse(unseal(PURPOSE, sealed, now)).data;
