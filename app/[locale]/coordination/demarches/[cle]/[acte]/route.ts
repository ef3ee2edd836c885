import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { changeTopic, switchTopic, switchTopicAt } from "#lib/server/schedule/managed-topics.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { fieldOfTopicIssue, topicBody, topicOfForm } from "#lib/wire/topic-body.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Act = (
  actor: StaffActor,
  topic: string,
  fields: Readonly<Record<string, string>>,
) => Promise<StaffOutcome | undefined>;

type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "not-found" | "not-allowed" | "changed-meanwhile" };

const told = (outcome: Outcome, done: string, to: string): StaffOutcome =>
  outcome.ok ? { ok: true, done, to } : { ok: false, refusals: { form: outcome.refusal } };

const pageOf = (topic: string, { slug = "" }: Readonly<Record<string, string>>): string =>
  `/coordination/demarches/${topic}?${new URLSearchParams({ organisation: slug })}`;

/** What the forms of the page of a topic do, by the last part of their address. */
const ACTS: Readonly<Record<string, Act>> = {
  enregistrer: async (actor, topic, fields) => {
    const typed = topicBody.safeParse(topicOfForm(fields));
    return typed.success
      ? told(
          await changeTopic(actor, fields["organisation"] ?? "", topic, typed.data, fields["seen"]),
          "saved",
          pageOf(topic, fields),
        )
      : { ok: false, refusals: refusalsOf(typed.error, fieldOfTopicIssue) };
  },
  arreter: async (actor, topic, fields) =>
    told(await switchTopic(actor, fields["organisation"] ?? "", topic, false), "topicOff", pageOf(topic, fields)),
  reprendre: async (actor, topic, fields) =>
    told(await switchTopic(actor, fields["organisation"] ?? "", topic, true), "topicOn", pageOf(topic, fields)),
  "pas-ici": async (actor, topic, fields) => at(actor, topic, fields, false),
  ici: async (actor, topic, fields) => at(actor, topic, fields, true),
};

const at = async (
  actor: StaffActor,
  topic: string,
  fields: Readonly<Record<string, string>>,
  offered: boolean,
): Promise<StaffOutcome> =>
  told(
    await switchTopicAt(actor, fields["organisation"] ?? "", topic, { place: fields["place"] ?? "", offered }),
    offered ? "topicOn" : "topicOff",
    pageOf(topic, fields),
  );

/** The forms of the page of a topic; the field `organisation` holds the id of its operator. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; cle: string; acte: string }> },
): Promise<Response> {
  const { locale, cle, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/coordination/demarches/${encodeURIComponent(cle)}`, form: acte },
    async (actor, fields) => (await ACTS[acte]?.(actor, cle, fields)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
