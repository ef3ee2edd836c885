import { seeOther } from "#app/form.ts";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { isSlug } from "#lib/place/slug.ts";
import { clock } from "#lib/server/clock.ts";
import { EVERYBODY, sealTyped } from "#lib/server/typed-form.ts";
import { findFieldOf, type FindRefusal } from "#lib/wire/booking/find-again.ts";

type Fields = Readonly<Record<string, string>>;

/** 303 to the page of the forms, that of the organisation whose page sent it (`chez`), with this query. */
export const toFindAgain = (locale: Locale, fields: Fields, query: Fields): Response => {
  const chez = fields["chez"] ?? "";
  const href = `${isSlug(chez) ? `/chez/${chez}` : ""}/retrouver`;
  return seeOther(`${getPathname({ href, locale })}?${new URLSearchParams(query)}`);
};

/** 303 to the form as it was typed, sealed, with why it was refused. */
export const backToForm = (
  locale: Locale,
  form: "code" | "lien",
  fields: Fields,
  refusals: readonly FindRefusal[],
): Response => {
  const kept = Object.fromEntries(
    ["code", "place", "day", "contact"].map((name) => [name, fields[name]?.slice(0, 300) ?? ""]),
  );
  const beside = Object.fromEntries(refusals.map((refusal) => [findFieldOf[refusal], refusal]));
  const saisie = sealTyped({ form, fields: kept, refusals: beside }, clock.now(), EVERYBODY);
  return toFindAgain(locale, fields, { saisie });
};
