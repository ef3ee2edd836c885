import { handleStaffForm } from "#app/staff-form.ts";
import { makeShare } from "#lib/server/calendar/make-share.ts";
import { fieldOfShareIssue, fieldOfShareRefusal, idleBoxesOf, makeShareBody, shareOfForm } from "#lib/wire/share.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Shares a calendar from the form, and leads to the page of the share with its address. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const page = "/coordination/partages/creer";
  return handleStaffForm(request, { locale: (await params).locale, page, form: "partage" }, async (actor, fields) => {
    const typed = makeShareBody.safeParse(shareOfForm(fields));
    const idle = idleBoxesOf(fields);
    if (!typed.success) return { ok: false, refusals: { ...refusalsOf(typed.error, fieldOfShareIssue), ...idle } };
    if (idle.by) return { ok: false, refusals: idle };
    const made = await makeShare(actor, typed.data, idempotencyKey.safeParse(fields["key"]).data);
    return made.ok
      ? { ok: true, done: "shareMade", to: `/coordination/partages/${made.value.id}` }
      : { ok: false, refusals: { [fieldOfShareRefusal(made.refusal)]: made.refusal } };
  });
}
