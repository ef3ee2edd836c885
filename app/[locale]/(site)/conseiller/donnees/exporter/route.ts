import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { asFile, plainForm, seeOther } from "#app/form.ts";
import { routing, type Locale } from "#i18n/routing.ts";
import { refuse } from "#lib/result.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { clock } from "#lib/server/clock.ts";
import { openFound } from "#lib/server/privacy/find-resident.ts";
import { exportResident, type ResidentData } from "#lib/server/privacy/read-resident.ts";
import { sealTyped } from "#lib/server/typed-form.ts";
import { residentExportForm } from "#lib/wire/access/resident-data.ts";
import { residentPage } from "./resident-page.ts";

/** The language that the person has said, where it is one of ours. */
const languageOf = ({ records }: ResidentData): Locale | undefined =>
  routing.locales.find((locale) => records.some(({ facts }) => facts.language === locale));

/**
 * Everything that is kept under a code as a file: a page to read in the language of its person, or JSON. Refused, it
 * leads back to the page with the reason.
 */
export const POST = plainForm(
  () => "/conseiller/donnees",
  async ({ fields, headers, locale, page }) => {
    const actor = await loginOf(headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const asked = residentExportForm.safeParse(await fields());
    const [ref] = asked.success ? openFound(actor, asked.data.ref) : [];
    if (!asked.success || !ref) return refuse("state-changed");
    const read = await exportResident(actor, ref);
    if (!read.ok) return read.refusal === "not-found" ? refuse("code-unknown") : read;
    return asked.data.format === "json"
      ? asFile("donnees.json", "application/json", `${JSON.stringify(read.value, undefined, 2)}\n`)
      : asFile("donnees.html", "text/html", residentPage(read.value, languageOf(read.value) ?? locale));
  },
  {
    said: (code) => ({ saisie: sealTyped({ form: "code", fields: {}, refusals: { code } }, clock.now(), undefined) }),
  },
);
