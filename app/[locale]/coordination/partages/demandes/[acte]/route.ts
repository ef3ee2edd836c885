import { handleStaffForm } from "#app/staff-form.ts";
import { refuseShareRequest } from "#lib/server/calendar/share-requests.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The answer no to a request for a share; the answer yes is the form of a new share. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: "/coordination/partages", form: acte },
    async (actor, { request: asked = "", slug = "" }) => {
      if (acte !== "refuser") return { ok: false, refusals: { form: "malformed" } };
      const refused = await refuseShareRequest(actor, asked);
      const to = `/coordination/partages?${new URLSearchParams({ organisation: slug })}`;
      return refused.ok
        ? { ok: true, done: "shareRequestRefused", to }
        : { ok: false, refusals: { form: refused.refusal } };
    },
  );
}
