import { ticked, TOPIC_BOX } from "#lib/wire/staff-form.ts";
import { invites } from "#app/[locale]/coordination/equipe/inviter/invite-from-form.ts";
import { createFromForm } from "#app/[locale]/coordination/lieux/creer/create-from-form.ts";
import { sentencesOf, serviceFormOf } from "#app/[locale]/coordination/reglages/save-settings.ts";
import type { Post } from "#app/form.ts";
import { withProxyHeaders } from "#app/proxy-headers.ts";
import { act, answerForm, changing, refused, type Act, type SentForm } from "#app/staff-form.ts";
import { pageOfStep, stepNamed } from "#components/staff/first-hour/paths.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import { stepAfter, type Mark } from "#lib/place/first-hour.ts";
import { changeOwnAccount, storedAccount } from "#lib/server/auth/own-account.ts";
import { sendTestMail } from "#lib/server/auth/send-test-mail.ts";
import { chooseTopics, storedTopics } from "#lib/server/organisation/first-hour/choose-topics.ts";
import { markSetUp } from "#lib/server/organisation/first-hour/mark-set-up.ts";
import { planWeekly } from "#lib/server/organisation/first-hour/plan-weekly.ts";
import { personForm } from "#lib/wire/access/people.ts";

type StepAddress = Pick<SentForm, "part" | "query">;

/** The pages of the step whose form was sent, and of the one after it. */
const stepOf = ({ part }: StepAddress) => stepNamed(part("etape")) ?? "account";
const here = (at: StepAddress): string => pageOfStep(stepOf(at), at.query("organisation"));
const next = (at: StepAddress): string => pageOfStep(stepAfter(stepOf(at)) ?? stepOf(at), at.query("organisation"));

const marks = (mark: Exclude<Mark, "topics">, done: string, to = next): Act =>
  act({ run: ({ actor, text }) => markSetUp(actor, text("organisation"), mark), done, to });

/**
 * Each form of the guided set-up: which form of its page it is, and what it does; its field `organisation` holds the id
 * of the organisation.
 */
const formsOf = (
  service: ReturnType<typeof serviceFormOf>,
): Readonly<Record<string, readonly [form: string, act: Act]>> => ({
  "account/enregistrer": [
    "compte",
    changing(
      ({ actor }) => storedAccount(actor),
      act({
        form: personForm,
        run: ({ actor, seen }, typed) => changeOwnAccount(actor, typed, seen),
        done: "saved",
        to: next,
      }),
    ),
  ],
  "mails/essai": [
    "essai",
    act({ run: ({ actor, locale }) => sendTestMail(actor, teamLocaleOf(locale)), done: "testSent", to: here }),
  ],
  "mails/continuer": ["mails", marks("mails", "saved")],
  "service/enregistrer": [
    "service",
    async (sent) => {
      const saved = await service.save(sent);
      // The colour that was just taken is shown before the next step.
      return saved.ok ? { ...saved, to: (await service.goesOn()) ? next(sent) : here(sent) } : saved;
    },
  ],
  "places/creer": [
    "place",
    async (sent) => {
      const made = await createFromForm(sent);
      return made.ok ? { ok: true, done: "placeMade", to: here(sent) } : made;
    },
  ],
  "team/inviter": ["invite", invites(here)],
  "team/continuer": ["equipe", marks("team", "saved")],
  "topics/enregistrer": [
    "demarches",
    changing(
      ({ actor, text }) => storedTopics(actor, text("organisation")),
      act({
        run: ({ actor, text, fields, seen }) =>
          chooseTopics(actor, text("organisation"), ticked(fields, TOPIC_BOX), seen),
        done: "topicsChosen",
        to: next,
        beside: { "no-topic-chosen": "topics" },
      }),
    ),
  ],
  "opening/planifier": [
    "semaine",
    async (sent) => {
      const planned = await planWeekly(sent.actor, sent.text("organisation"), sent.fields);
      if (planned.ok) return { ok: true, done: "planned", to: here(sent) };
      return planned.refusal === "to-correct"
        ? { ok: false, refusals: sentencesOf(planned.problems, sent.locale) }
        : refused(planned.refusal);
    },
  ],
  "opening/finir": ["finir", marks("finished", "setUpFinished")],
  "opening/cacher": ["cacher", marks("put-away", "setUpPutAway", () => "/coordination")],
});

/** Does what a form of a step asks for, and leads to the next step, or back with what is to be corrected. */
export const POST: Post = async (request, given) => {
  const { etape = "", acte = "" } = await given.params;
  // Its logo is a file, which is no text of a small form.
  const service = serviceFormOf(request);
  const [form, does] = formsOf(service)[`${stepNamed(etape)}/${acte}`] ?? [acte, () => refused("malformed")];
  return withProxyHeaders(
    await answerForm(here, form, does, form === "service" ? service.fields : undefined)(request, given),
  );
};
