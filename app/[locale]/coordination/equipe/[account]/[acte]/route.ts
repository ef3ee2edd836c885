import { act, answerForms, changing, refused, type Act } from "#app/staff-form.ts";
import { makeSignInLinkToHandOver } from "#lib/server/auth/sign-in-link-to-hand-over.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import {
  becomeConseiller,
  deactivateAccount,
  endRole,
  giveRole,
  reactivateAccount,
  type InOrganisation,
} from "#lib/server/auth/people/change-roles.ts";
import { beginningOfDay, endOfDay, OWN_ROLES } from "#lib/server/auth/people/role-wanted.ts";
import { resetFactor } from "#lib/server/auth/second-factor/reset-factor.ts";
import { sealSignInLink } from "#lib/server/auth/sealed-sign-in-link.ts";
import { clock } from "#lib/server/clock.ts";
import { readWorkingTime, saveWorkingTime } from "#lib/server/planning/working-time.ts";
import { becomesForm, BESIDE_ROLE as beside, placesOf, roleForm, STAFF_ROLES } from "#lib/wire/access/people.ts";
import { fieldsOfWorkingTime, readWorkingTimeForm } from "#lib/wire/planning/working-time-form.ts";

const pageOf = (account: string): string => `/coordination/equipe/${account}`;

/**
 * An act on a person in the organisation that they are shown for, whose page says what was done; the field
 * `organisation` holds its slug.
 */
const onPerson =
  (actOn: (of: InOrganisation, page: string) => Act): Act =>
  async (sent) => {
    const held = await organisationOfPage(sent.actor, "manage-people", sent.fields["organisation"]);
    if (!held) return refused("not-allowed");
    const account = sent.part("account");
    const to = `${pageOf(account)}?organisation=${held.chosen.slug}`;
    const outcome = await actOn({ organisation: held.chosen.id, account }, to)(sent);
    return outcome.ok ? { to, ...outcome } : outcome;
  };

/** The forms of the page of a person. */
export const POST = answerForms(({ part }) => pageOf(part("account")), {
  role: onPerson((of) =>
    act({
      form: roleForm,
      run: async ({ actor }, typed) => {
        const { role, endsOn } = typed;
        const endsAt = endsOn === undefined ? undefined : await endOfDay(of.organisation, endsOn);
        return giveRole(actor, of, { role, places: placesOf(typed), endsAt });
      },
      done: "roleGiven",
    }),
  ),
  temps: onPerson((of) =>
    changing(
      async ({ actor }) => {
        const time = await readWorkingTime(actor, of);
        return time.ok ? fieldsOfWorkingTime(time.value) : undefined;
      },
      act({
        form: { read: readWorkingTimeForm },
        run: ({ actor, seen }, typed) => saveWorkingTime(actor, { ...of, ...typed, seen }),
        done: "workingTimeSaved",
      }),
    ),
  ),
  devient: onPerson((of) =>
    act({
      form: becomesForm,
      run: async ({ actor }, { from }) => becomeConseiller(actor, of, await beginningOfDay(of.organisation, from)),
      done: "becomesConseiller",
    }),
  ),
  lien: onPerson((of, page) =>
    act({
      run: ({ actor }) => makeSignInLinkToHandOver(actor, of),
      done: "linkMade",
      to: ({ actor: { user: giver } }, link) =>
        `${page}&${new URLSearchParams({ lien: sealSignInLink({ giver, account: of.account, link }, clock.now()) })}`,
    }),
  ),
  fermer: onPerson((of) => act({ run: ({ actor }) => deactivateAccount(actor, of), done: "accessClosed", beside })),
  rouvrir: onPerson((of) => act({ run: ({ actor }) => reactivateAccount(actor, of), done: "accessOpened", beside })),
  "second-facteur": onPerson((of) => act({ run: ({ actor }) => resetFactor(actor, of), done: "factorReset" })),
  ...Object.fromEntries(
    OWN_ROLES.map((role) => [
      `prendre-${role}`,
      onPerson((of) =>
        act({ run: ({ actor }) => giveRole(actor, of, { role, places: "all" }), done: "roleGiven", beside }),
      ),
    ]),
  ),
  ...Object.fromEntries(
    STAFF_ROLES.map((role) => [
      `arreter-${role}`,
      onPerson((of) => act({ run: ({ actor }) => endRole(actor, of, role), done: "roleEnded", beside })),
    ]),
  ),
});
