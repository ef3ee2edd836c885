import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { typedForm, type TypedForm } from "#lib/wire/staff-form.ts";
import { seal, unseal } from "./sealed.ts";

const PURPOSE = "staff-form";

/** Minutes: long enough to correct a form slowly, short enough that a copied address soon opens nothing. */
export const KEPT_FOR = 30;

/**
 * The reader of a form that anybody may send without a login. Whoever opens its page is shown what another typed:
 * sending that gives them nothing that the other could not have sent.
 */
export const EVERYBODY = "everybody";

/**
 * The reader of a form on a page with a secret in its address: whoever has that address. No account or browser has such
 * an id, so a form that is posted with another's id for the secret is not sealed for them.
 */
export const holderOf = (secret: string): string => `holder ${secret}`;

/**
 * The form sealed as text; it can be opened for 30 minutes by `reader` alone: the id of an account or a browser,
 * `holderOf` a secret, or `EVERYBODY`, which no page of the team opens. Without a reader anybody opens it, and what was
 * typed is left out, so that nobody lays a form of their own before somebody else.
 */
export const sealTyped = (form: TypedForm, now: Instant, reader: string | undefined): string =>
  seal(purposeOf(reader), reader === undefined ? { ...form, fields: {} } : form, plusMinutes(now, KEPT_FOR));

/**
 * The form in a sealed text; undefined when the text is missing, too old, altered, of another reader, or something
 * else.
 */
export const openTyped = (
  sealed: string | undefined,
  now: Instant,
  reader: string | undefined,
): TypedForm | undefined => opened(sealed, now, reader) ?? opened(sealed, now, undefined);

const opened = (sealed: string | undefined, now: Instant, reader: string | undefined): TypedForm | undefined =>
  sealed === undefined ? undefined : typedForm.safeParse(unseal(purposeOf(reader), sealed, now)).data;

const purposeOf = (reader: string | undefined): string => (reader === undefined ? PURPOSE : `${PURPOSE}\0${reader}`);
