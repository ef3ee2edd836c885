import { handleStaffForm } from "#app/staff-form.ts";
import { hangPosters } from "#lib/server/planning/posters/hang-posters.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const PLACE = "place:";

/**
 * « C’est affiché »: a field `place:<id>` for each poster that hangs now, with the version of what it said. `lieu` in the address: the
 * slug of the place whose poster holds the form; without it the form stands on the Monday page.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const place = new URL(request.url).searchParams.get("lieu") ?? "";
  const page = /^[a-z\d-]+$/u.test(place) ? `/lieux/${place}/affiche` : "/coordination/lundi";
  return handleStaffForm(request, { locale, page, form: "affichees" }, async (actor, fields) => {
    const wanted = Object.entries(fields)
      .filter(([name]) => name.startsWith(PLACE))
      .map(([name, seen]) => ({ place: name.slice(PLACE.length), seen }));
    const hung = await hangPosters(actor, wanted);
    if (hung.ok) return { ok: true, done: wanted.length === 1 ? "posterHung" : "postersHung" };
    return { ok: false, refusals: { form: hung.refusal === "changed-meanwhile" ? "state-changed" : hung.refusal } };
  });
}
