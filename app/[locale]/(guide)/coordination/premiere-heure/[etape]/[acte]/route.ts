import { inviteFromForm } from "#app/[locale]/coordination/equipe/inviter/invite-from-form.ts";
import { createFromForm } from "#app/[locale]/coordination/lieux/creer/create-from-form.ts";
import { sentencesOf, serviceFormOf } from "#app/[locale]/coordination/reglages/save-settings.ts";
import { pastProxy } from "#app/past-proxy.ts";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { pageOfStep, stepNamed } from "#components/staff/first-hour/paths.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import { stepAfter, type Mark, type Step } from "#lib/place/first-hour.ts";
import type { Result } from "#lib/result.ts";
import { changeOwnAccount } from "#lib/server/auth/own-account.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { sendTestMail } from "#lib/server/auth/send-test-mail.ts";
import { chooseTopics } from "#lib/server/planning/first-hour/choose-topics.ts";
import { markSetUp } from "#lib/server/planning/first-hour/mark-set-up.ts";
import { planWeekly } from "#lib/server/planning/first-hour/plan-weekly.ts";
import { peopleFields, personForm } from "#lib/wire/people.ts";
import { refusalsOf, type StaffRefusal } from "#lib/wire/staff-form.ts";
import { TOPIC_BOX } from "#lib/wire/topics.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** A form of a step. `organisation`: the id that it holds; `here` and `next`: the pages of this step and the one after it. */
type Sent = {
  readonly service: ReturnType<typeof serviceFormOf>;
  readonly locale: string;
  readonly actor: StaffActor;
  readonly fields: Readonly<Record<string, string>>;
  readonly organisation: string;
  readonly here: string;
  readonly next: string;
};

/** Each form of the guided set-up: which form of its page it is, and what it does. */
type Act = { readonly form: string; readonly act: (sent: Sent) => Promise<StaffOutcome> };

const marks = (form: string, mark: Exclude<Mark, "topics">, done: string, to?: string): Act => ({
  form,
  act: async ({ actor, organisation, next }) => told(await markSetUp(actor, organisation, mark), done, to ?? next),
});

const ACTS: Readonly<Record<string, Act>> = {
  "account/enregistrer": {
    form: "compte",
    act: async ({ actor, fields, next }) => {
      const typed = personForm.safeParse(peopleFields(fields));
      return typed.success
        ? told(await changeOwnAccount(actor, typed.data), "saved", next)
        : { ok: false, refusals: refusalsOf(typed.error) };
    },
  },
  "mails/essai": {
    form: "essai",
    act: async ({ actor, locale, here }) => told(await sendTestMail(actor, teamLocaleOf(locale)), "testSent", here),
  },
  "mails/continuer": marks("mails", "mails", "saved"),
  "service/enregistrer": {
    form: "service",
    act: async ({ actor, locale, service, here, next }) => {
      const saved = await service.save(locale, actor);
      // The colour that was just taken is shown before the next step.
      return saved.ok ? { ...saved, to: saved.goesOn === true ? next : here } : saved;
    },
  },
  "places/creer": {
    form: "place",
    act: async ({ actor, fields, here }) => {
      const made = await createFromForm(actor, fields);
      return made.ok ? { ok: true, done: "placeMade", to: here } : made;
    },
  },
  "team/inviter": {
    form: "invite",
    act: ({ actor, fields, locale, here }) => inviteFromForm(actor, fields, { locale, to: here }),
  },
  "team/continuer": marks("equipe", "team", "saved"),
  "topics/enregistrer": {
    form: "demarches",
    act: async ({ actor, organisation, fields, next }) => {
      const boxes = Object.keys(fields).filter((name) => name.startsWith(TOPIC_BOX));
      const chosen = await chooseTopics(
        actor,
        organisation,
        boxes.map((name) => name.slice(TOPIC_BOX.length)),
      );
      const isOfTopics = !chosen.ok && chosen.refusal === "no-topic-chosen";
      return isOfTopics ? { ok: false, refusals: { topics: chosen.refusal } } : told(chosen, "topicsChosen", next);
    },
  },
  "opening/planifier": {
    form: "semaine",
    act: async ({ actor, organisation, fields, locale, here }) => {
      const planned = await planWeekly(actor, organisation, fields);
      if (planned.ok) return { ok: true, done: "planned", to: here };
      return {
        ok: false,
        refusals: planned.refusal === "to-correct" ? sentencesOf(planned.problems, locale) : { form: planned.refusal },
      };
    },
  },
  "opening/finir": marks("finir", "finished", "setUpFinished"),
  "opening/cacher": marks("cacher", "put-away", "setUpPutAway", "/coordination"),
};

const told = (outcome: Result<unknown, StaffRefusal>, done: string, to: string): StaffOutcome =>
  outcome.ok ? { ok: true, done, to } : { ok: false, refusals: { form: outcome.refusal } };

/** Does what a form of a step asks for, and leads to the next step, or back with what is to be corrected. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; etape: string; acte: string }> },
): Promise<Response> {
  const { locale, etape, acte } = await params;
  const named = stepNamed(etape);
  const step: Step = named ?? "account";
  const slug = new URL(request.url).searchParams.get("organisation") ?? "";
  const [here, next] = [pageOfStep(step, slug), pageOfStep(stepAfter(step) ?? step, slug)];
  const found = named && ACTS[`${named}/${acte}`];
  // Its logo is a file, which is no text of a small form.
  const service = serviceFormOf(request);
  const read = found?.form === "service" ? { read: service.fields } : {};
  const form = { locale, page: here, form: found?.form ?? acte, ...read };
  return pastProxy(
    await handleStaffForm(request, form, async (actor, fields) =>
      found
        ? found.act({ service, locale, actor, fields, organisation: fields["organisation"] ?? "", here, next })
        : { ok: false, refusals: { form: "malformed" } },
    ),
  );
}
