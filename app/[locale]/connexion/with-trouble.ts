import type { FormTrouble } from "#app/api/handle-form.ts";
import { seeOther } from "#app/[locale]/see-other.ts";
import { signInPage } from "./sign-in-page.ts";

/** Back to the sign-in page, at this step of it, when its form could not be looked at. */
export const withTrouble = (locale: string, etape?: "code") => (trouble: FormTrouble): Response =>
  seeOther(signInPage(locale, { etape, erreur: trouble === "too-many-requests" ? "wait" : trouble }));
