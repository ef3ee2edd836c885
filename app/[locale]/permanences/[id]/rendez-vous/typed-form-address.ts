import { type Locale, getPathname } from "#i18n/routing.ts";
import { sealForm, type TypedForm } from "#lib/server/booking/sealed-form.ts";
import { FOR_WHOM } from "#lib/wire/booking/booking-form.ts";
import { clock } from "#lib/server/clock.ts";

/** Characters. No field of the form is longer, and addresses have a limit. */
const LONGEST = 300;

/** The address of the form with what was typed, encrypted, and what was wrong with it. */
export function typedFormAddress(
  locale: Locale,
  permanence: string,
  fields: Readonly<Record<string, string>> | undefined,
  rest: Pick<TypedForm, "refusals" | "earlier" | "sent">,
): string {
  const text = (name: string): string => fields?.[name]?.slice(0, LONGEST) ?? "";
  const forWhom = FOR_WHOM.find((one) => one === fields?.["forWhom"]);
  const repris = sealForm(
    {
      permanence,
      startsAt: text("startsAt"),
      name: text("name"),
      phone: text("phone"),
      email: text("email"),
      ...(fields?.["toFetch"] !== undefined && { toFetch: true }),
      ...(fields?.["prefersCall"] !== undefined && { prefersCall: true }),
      ...(forWhom !== undefined && { forWhom }),
      ...rest,
    },
    clock.now(),
  );
  return `${getPathname({ href: `/permanences/${encodeURIComponent(permanence)}/rendez-vous`, locale })}?${new URLSearchParams({ demarche: text("topic"), repris })}`;
}
