import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { AccountStep } from "#components/staff/first-hour/account-step.tsx";
import { MailsStep } from "#components/staff/first-hour/mails-step.tsx";
import { OpeningStep } from "#components/staff/first-hour/opening-step.tsx";
import { PlacesStep } from "#components/staff/first-hour/places-step.tsx";
import { ServiceStep } from "#components/staff/first-hour/service-step.tsx";
import { TeamStep } from "#components/staff/first-hour/team-step.tsx";
import { TopicsStep } from "#components/staff/first-hour/topics-step.tsx";
import type { Step } from "#lib/place/first-hour.ts";
import type { StaffOrganisation } from "#lib/server/auth/organisation-of-page.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { readOwnAccount } from "#lib/server/auth/own-account.ts";
import { placesToChoose, readPeople } from "#lib/server/auth/people/read-people.ts";
import { mayGive } from "#lib/server/auth/people/role-wanted.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { env } from "#lib/server/env.ts";
import { departments } from "#lib/server/place/department-name.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import type { ReadFirstHour } from "#lib/server/organisation/first-hour/read-first-hour.ts";
import { readOwnPlaces, readPlan } from "#lib/server/organisation/first-hour/read-plan.ts";
import { fieldsOfSettings, readOrganisationSettings } from "#lib/server/organisation/read-organisation-settings.ts";
import { listManagedTopics } from "#lib/server/schedule/managed-topics.ts";
import { standardTopicKeys } from "#lib/server/schedule/standard-topics.ts";
import { fieldsOfPerson, STAFF_ROLES } from "#lib/wire/access/people.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/**
 * What each step is shown with: for whom, of which organisation, a form of it that came back refused, how far the
 * set-up is.
 */
type Guide = {
  readonly actor: StaffActor;
  readonly organisation: StaffOrganisation;
  readonly typed: TypedForm | undefined;
  readonly firstHour: ReadFirstHour;
};

/** Reads and shows each step; nothing where its reader may not read that, which the page asked before. */
export const STEPS_SHOWN: Readonly<Record<Step, (guide: Guide) => Promise<ReactNode>>> = {
  account: async ({ actor, organisation: { slug }, typed }) => {
    const account = await readOwnAccount(actor);
    const stored = fieldsOfPerson(account ?? { languages: [] });
    return <AccountStep slug={slug} typed={typed} email={account?.email ?? ""} stored={stored} />;
  },
  mails: async ({ actor, organisation: { id, slug }, typed }) => {
    const account = await readOwnAccount(actor);
    return (
      <MailsStep slug={slug} typed={typed} organisation={id} email={account?.email ?? ""} hasMail={isMailSetUp()} />
    );
  },
  service: async ({ actor, organisation: { id, slug }, typed, firstHour: { missing } }) => {
    const read = await readOrganisationSettings(actor, id);
    if (!read.ok) return null;
    const { fields, logo } = read.value;
    return (
      <ServiceStep
        slug={slug}
        typed={typed}
        organisation={id}
        stored={fieldsOfSettings(fields, "service")}
        logo={logo}
        missing={missing}
        departments={departments()}
      />
    );
  },
  places: async ({ actor, organisation, typed }) => {
    const places = await readOwnPlaces(actor, organisation.id);
    return (
      places.ok && <PlacesStep organisation={organisation} typed={typed} places={places.value} formKey={randomUUID()} />
    );
  },
  team: async ({ actor, organisation, typed }) => {
    const [read, places] = await Promise.all([readPeople(actor, organisation.id), placesToChoose(organisation.id)]);
    return (
      read.ok && (
        <TeamStep
          organisation={organisation}
          typed={typed}
          {...read.value}
          roles={STAFF_ROLES.filter((role) => mayGive(actor, organisation.id, role))}
          places={places}
          hasMail={isMailSetUp()}
          codePage={`${env.APP_URL}/invitation`}
        />
      )
    );
  },
  topics: async ({ actor, organisation, typed }) => {
    const read = await listManagedTopics(actor, organisation.id);
    if (!read.ok) return null;
    const standard = standardTopicKeys();
    const isStandard = ({ key }: { readonly key: string }): boolean => standard.includes(key);
    return (
      <TopicsStep
        organisation={organisation}
        typed={typed}
        topics={read.value.filter(isStandard)}
        hasOwn={!read.value.every(isStandard)}
      />
    );
  },
  opening: async ({ actor, organisation, typed, firstHour: { isFinished } }) => {
    const [places, plan, shown] = await Promise.all([
      readOwnPlaces(actor, organisation.id),
      readPlan(actor, organisation.id),
      readOrganisationOf(organisation.id),
    ]);
    return (
      places.ok &&
      plan.ok && (
        <OpeningStep
          organisation={organisation}
          typed={typed}
          places={places.value}
          {...plan.value}
          residents={shown?.at ?? "/"}
          isFinished={isFinished}
        />
      )
    );
  },
};
