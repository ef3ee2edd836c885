import type { FormTrouble } from "#app/api/handle-form.ts";
import { seeOther } from "#app/[locale]/see-other.ts";
import { signInPage } from "./sign-in-page.ts";

/** Back to the sign-in page, with what it had in its address, when its form could not be looked at. */
export const withTrouble = (
  locale: string,
  trouble: FormTrouble,
  query: Record<string, string | undefined> = {},
): Response => seeOther(signInPage(locale, { erreur: trouble === "too-many-requests" ? "wait" : trouble, ...query }));
