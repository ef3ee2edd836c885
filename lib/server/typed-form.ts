import { plusMinutes, type Instant } from "../time/instant.ts";
import { typedForm, type TypedForm } from "../wire/staff-form.ts";
import { seal, unseal } from "./sealed.ts";

const PURPOSE = "staff-form";

/** Minutes: long enough to correct a form slowly, short enough that a copied address soon opens nothing. */
export const KEPT_FOR = 30;

/** The form sealed as text; it can be opened for 30 minutes, by `openTyped` for the same `browser`, when one is named. */
export const sealTyped = (form: TypedForm, now: Instant, browser?: string): string =>
  seal(purposeOf(browser), form, plusMinutes(now, KEPT_FOR));

/** The form in a sealed text; undefined when the text is missing, too old, altered, of another browser, or something else. */
export const openTyped = (sealed: string | undefined, now: Instant, browser?: string): TypedForm | undefined =>
  sealed === undefined ? undefined : typedForm.safeParse(unseal(purposeOf(browser), sealed, now)).data;

const purposeOf = (browser: string | undefined): string => (browser === undefined ? PURPOSE : `${PURPOSE}\0${browser}`);
