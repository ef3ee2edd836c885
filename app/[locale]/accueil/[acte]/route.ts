import { answerForms } from "#app/staff-form.ts";
import { ACTS } from "#app/[locale]/accueil/acts.ts";

/** The form of the page whose fields an act posts, where it is not called as the act. */
const FORM_OF: Readonly<Record<string, string>> = { prendre: "cas", garder: "cas", abandonner: "cas" };

/** The page with the case, or with the appointment or number that is open, to which a refused form comes back. */
const pageOf = (kept: string, found: string, given: string): string => {
  if (/^[\da-f-]{36}$/u.test(kept)) return `/accueil?cas=${kept}`;
  if (/^[\w-]{1,600}$/u.test(found)) return `/accueil?trouve=${found}`;
  return /^[\w-]{1,600}$/u.test(given) ? `/accueil?passage=${given}` : "/accueil";
};

/**
 * The forms of the reception. In the address: `cas`, the id of the case that the page shows, `trouve`, the appointment,
 * or `passage`, the number that it shows, so that a refused form comes back to it.
 */
export const POST = answerForms(
  ({ query }) => pageOf(query("cas"), query("trouve"), query("passage")),
  ACTS,
  (acte) => FORM_OF[acte] ?? acte,
);
