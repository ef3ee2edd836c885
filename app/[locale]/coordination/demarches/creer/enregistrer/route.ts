import { handleStaffForm } from "#app/staff-form.ts";
import { createTopic } from "#lib/server/schedule/managed-topics.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { fieldOfTopicIssue, topicBody, topicOfForm } from "#lib/wire/topic-body.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Makes a topic from the form, and leads to the list. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const page = "/coordination/demarches/creer";
  return handleStaffForm(request, { locale: (await params).locale, page, form: "demarche" }, async (actor, fields) => {
    const typed = topicBody.safeParse(topicOfForm(fields));
    if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error, fieldOfTopicIssue) };
    const key = idempotencyKey.safeParse(fields["key"]).data;
    const made = await createTopic(actor, fields["organisation"] ?? "", typed.data, key);
    if (!made.ok) return { ok: false, refusals: { [made.refusal === "missing" ? "name-fr" : "form"]: made.refusal } };
    return {
      ok: true,
      done: "topicMade",
      to: `/coordination/demarches?${new URLSearchParams({ organisation: fields["slug"] ?? "" })}`,
    };
  });
}
