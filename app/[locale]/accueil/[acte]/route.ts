import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { localeOf } from "#i18n/routing.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { actOf } from "../acts.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The form of the page whose fields an act posts, where it is not called as the act. */
const FORM_OF: Readonly<Record<string, string>> = { prendre: "cas", garder: "cas", abandonner: "cas" };

/** The page with the case, or with the appointment or number that is open, to which a refused form comes back. */
const pageOf = (kept: string, found: string, given: string): string => {
  if (/^[\da-f-]{36}$/u.test(kept)) return `/accueil?cas=${kept}`;
  if (/^[\w-]{1,600}$/u.test(found)) return `/accueil?trouve=${found}`;
  return /^[\w-]{1,600}$/u.test(given) ? `/accueil?passage=${given}` : "/accueil";
};

const UNKNOWN = (): Promise<StaffOutcome> => Promise.resolve({ ok: false, refusals: { form: "malformed" } });

/** The forms of the reception. In the address: `cas`, the id of the case that the page shows, `trouve`, the appointment, or `passage`, the number that it shows, so that a refused form comes back to it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const query = new URL(request.url).searchParams;
  const kept = query.get("cas") ?? "";
  const page = pageOf(kept, query.get("trouve") ?? "", query.get("passage") ?? "");
  const act = actOf(acte) ?? UNKNOWN;
  return handleStaffForm(
    request,
    { locale, page, form: FORM_OF[acte] ?? acte },
    (actor: StaffActor, fields: Readonly<Record<string, string>>) =>
      act({ actor, fields, locale: localeOf(locale), kept }),
  );
}
