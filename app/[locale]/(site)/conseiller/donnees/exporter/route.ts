import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf, routing, type Locale } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { clock } from "#lib/server/clock.ts";
import { openFound } from "#lib/server/privacy/find-resident.ts";
import { exportResident, type ResidentData } from "#lib/server/privacy/read-resident.ts";
import { sealTyped } from "#lib/server/typed-form.ts";
import { residentExportForm } from "#lib/wire/access/resident-data.ts";
import type { StaffRefusal } from "#lib/wire/staff-form.ts";
import { residentPage } from "./resident-page.ts";

const PAGE = "/conseiller/donnees";

/** The language that the person has said, where it is one of ours. */
const languageOf = ({ records }: ResidentData): Locale | undefined =>
  routing.locales.find((locale) => records.some(({ facts }) => facts.language === locale));

/** Everything that is kept under a code as a file: a page to read in the language of its person, or JSON. Refused, it leads back to the page with the reason. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const page = getPathname({ href: PAGE, locale });
  const typed = formFieldsOf(request);
  const back = (refusal: StaffRefusal): Response => {
    const refused = { form: "code", fields: {}, refusals: { code: refusal } };
    return seeOther(`${page}?${new URLSearchParams({ saisie: sealTyped(refused, clock.now(), undefined) })}`);
  };
  return handleForm(request, back, async () => {
    const actor = await loginOf(request.headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const asked = residentExportForm.safeParse(await typed());
    const [ref] = asked.success ? openFound(actor, asked.data.ref) : [];
    if (!asked.success || !ref) return back("state-changed");
    const read = await exportResident(actor, ref);
    if (!read.ok) return back(read.refusal === "not-found" ? "code-unknown" : read.refusal);
    const { format } = asked.data;
    const file =
      format === "json"
        ? `${JSON.stringify(read.value, undefined, 2)}\n`
        : residentPage(read.value, languageOf(read.value) ?? locale);
    return new Response(file, {
      headers: {
        "content-type": format === "json" ? "application/json; charset=utf-8" : "text/html; charset=utf-8",
        "content-disposition": `attachment; filename="donnees.${format}"`,
        "cache-control": "no-store",
      },
    });
  });
}
