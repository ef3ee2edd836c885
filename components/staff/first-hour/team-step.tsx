import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { StaffRole } from "#lib/access/actor.ts";
import type { ListedInvitation, ListedPerson } from "#lib/access/listed-people.ts";
import { DAYS_OF_INVITATION } from "#lib/access/invitation.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { InvitationCard } from "#components/staff/people/invitation-card.tsx";
import { InviteForm } from "#components/staff/people/invite-form.tsx";
import { PeopleList } from "#components/staff/people/people-list.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { actOfStep } from "./paths.ts";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  organisation: { readonly id: string; readonly slug: string };
  typed: TypedForm | undefined;
  people: readonly ListedPerson[];
  invitations: readonly ListedInvitation[];
  roles: readonly StaffRole[];
  places: readonly { readonly id: string; readonly name: string }[];
  hasMail: boolean;
  /** The address at which the code of an invitation is typed. */
  codePage: string;
};

/** Step 5: who is there, open invitations, and the form that invites the first colleagues. */
export function TeamStep({ organisation, typed, people, invitations, roles, places, hasMail, codePage }: Props) {
  const t = useTranslations("staff.firstHour.team");
  const team = useTranslations("staff.people");
  const guide = useTranslations("staff.firstHour");
  const step = guide("to.topics");
  const isAlone = people.length <= 1 && invitations.length === 0;
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      {isAlone && <Notice>{t("none")}</Notice>}
      {invitations.length > 0 && (
        <section aria-labelledby="invitations" className="grid gap-3">
          <h2 id="invitations">{team("invitations")}</h2>
          <ul className="grid items-start gap-3 lg:grid-cols-2">
            {invitations.map((one) => (
              <InvitationCard
                key={one.id}
                invitation={one}
                codePage={codePage}
                typed={typed}
                organisation={organisation.slug}
              />
            ))}
          </ul>
        </section>
      )}
      {people.length > 1 && (
        <section aria-labelledby="people" className="grid gap-3">
          <h2 id="people">{t("there")}</h2>
          <PeopleList people={people} organisation={organisation.slug} />
        </section>
      )}
      <details open={isAlone || typed?.form === "invite"} className="rounded-card border-2 border-hair px-4 py-1">
        <summary className="min-h-target cursor-pointer py-3 font-bold">{team("invite")}</summary>
        <div className="grid gap-4">
          <p>{team(hasMail ? "inviteByMail" : "inviteByHand", { days: DAYS_OF_INVITATION })}</p>
          <InviteForm
            action={actOfStep("team", "inviter", organisation.slug)}
            typed={typed}
            organisation={organisation}
            roles={roles}
            places={places}
          />
        </div>
      </details>
      <StaffForm form="equipe" action={actOfStep("team", "continuer", organisation.slug)} typed={typed}>
        {() => <input type="hidden" name="organisation" value={organisation.id} />}
      </StaffForm>
      <StepFoot
        slug={organisation.slug}
        here="team"
        form="equipe-form"
        says={isAlone ? t("without", { step }) : guide("continueTo", { step })}
        isQuiet={isAlone}
      />
    </>
  );
}
