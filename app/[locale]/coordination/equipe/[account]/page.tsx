import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { CloseAccess } from "#components/staff/people/close-access.tsx";
import { LinkToGive } from "#components/staff/people/link-to-give.tsx";
import { RoleFields } from "#components/staff/people/role-fields.tsx";
import { RoleLine } from "#components/staff/people/role-line.tsx";
import { LeftBehind } from "#components/staff/people/left-behind.tsx";
import { BecomesConseiller, WorkingTime } from "#components/staff/people/working-time.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { placesToChoose, readPerson } from "#lib/server/auth/people/read-people.ts";
import { mayGive, mayTake, OWN_ROLES } from "#lib/server/auth/people/role-wanted.ts";
import { openSignInLink } from "#lib/server/auth/sealed-sign-in-link.ts";
import { LINK_MINUTES } from "#lib/server/auth/sign-in-link.ts";
import { readWorkingTime } from "#lib/server/planning/working-time.ts";
import { clock } from "#lib/server/clock.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { STAFF_ROLES } from "#lib/wire/access/people.ts";
import { datesAddress } from "#lib/wire/planning/dates-address.ts";
import { absenceAddress } from "#lib/wire/planning/team-week-address.ts";

type Props = StaffPageProps & { readonly params: Promise<{ locale: string; account: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.people"))("one"), robots: { index: false } };
}

/** One person of an organisation: their roles, what is theirs, and the ways to change or close their access. */
export default async function PersonPage(props: Props) {
  const { account } = await props.params;
  const { actor, locale, query, typed, done } = await openStaffPage(props, `/coordination/equipe/${account}`);
  const [t, absences, factor, staff, held] = await Promise.all([
    getTranslations("staff.people"),
    getTranslations("staff.absences"),
    getTranslations("auth.factor"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-people", singleValue(query["organisation"])),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { id, slug } = held.chosen;
  const [read, places, time] = await Promise.all([
    readPerson(actor, id, account),
    placesToChoose(id),
    readWorkingTime(actor, { organisation: id, account }),
  ]);
  const back = (
    <p>
      <PageLink
        href={`/coordination/equipe?organisation=${slug}`}
        className="inline-flex min-h-target items-center font-bold"
      >
        {t("all")}
      </PageLink>
    </p>
  );
  if (!read.ok)
    return (
      <div className="grid gap-5">
        {back}
        <Notice>{t("noSuch")}</Notice>
      </div>
    );
  const person = read.value;
  const at = `/coordination/equipe/${account}`;
  const link = openSignInLink({ giver: actor.user, account }, singleValue(query["lien"]), clock.now());
  const standing = person.roles.filter(({ over }) => !over).map(({ role }) => role);
  const isPlanned = PLANNED_ROLES.some((role) => standing.includes(role));
  const mayBecomeConseiller = standing.includes("civic-service") && !standing.includes("conseiller");
  const isOut = person.roles.every(({ over }) => over);
  const datesHref = organisationsWhere(actor, "plan-half-days", "some-place").includes(id)
    ? datesAddress(account, { organisation: slug })
    : undefined;
  const organisation = (
    <>
      <input type="hidden" name="organisation" value={slug} />
      <input type="hidden" name="slug" value={slug} />
    </>
  );
  return (
    <div className="grid max-w-3xl gap-6">
      {back}
      <header className="grid gap-1">
        <h1 className="flex flex-wrap items-center gap-3">
          {person.name ?? person.email}
          {isOut && <Tag>{t("closed")}</Tag>}
        </h1>
        <p className="break-words text-soft">
          <bdi>{person.email}</bdi>
        </p>
        {person.isReader && (
          <p>
            {t("yourself")} <PageLink href="/moi">{t("toOwnPage")}</PageLink>
          </p>
        )}
      </header>
      <StaffDone done={done} />
      {organisationsWhere(actor, "note-absence").includes(id) && (
        <p>
          <PageLink href={absenceAddress(account, { organisation: slug })} className={buttonClass("ghost")}>
            {absences("one")}
          </PageLink>
        </p>
      )}
      {link !== undefined && <LinkToGive link={link} minutes={LINK_MINUTES} />}
      <section aria-labelledby="roles" className="grid gap-3">
        <h2 id="roles">{t("roles")}</h2>
        <ul className="grid gap-3">
          {person.roles.map((role) => (
            <RoleLine key={role.role} role={role}>
              {role.mayChange && !role.over && (
                <StaffForm
                  form={`arreter-${role.role}`}
                  action={`${at}/arreter-${role.role}`}
                  typed={typed}
                  submit={t("end", { role: t(`role.${role.role}`) })}
                  look="quiet"
                >
                  {() => organisation}
                </StaffForm>
              )}
            </RoleLine>
          ))}
        </ul>
        {person.isReader &&
          OWN_ROLES.filter((role) => !standing.includes(role) && mayTake(actor, id, role)).map((role) => (
            <StaffForm
              key={role}
              form={`prendre-${role}`}
              action={`${at}/prendre-${role}`}
              typed={typed}
              submit={t("take", { role: t(`role.${role}`) })}
              look="ghost"
            >
              {() => organisation}
            </StaffForm>
          ))}
      </section>
      {isPlanned && time.ok && (
        <WorkingTime time={time.value} action={`${at}/temps`} typed={typed}>
          {organisation}
        </WorkingTime>
      )}
      {!person.isReader && mayBecomeConseiller && (
        <BecomesConseiller action={`${at}/devient`} typed={typed}>
          {organisation}
        </BecomesConseiller>
      )}
      <LeftBehind person={person} datesHref={datesHref} />
      {!person.isReader && (
        <section aria-labelledby="give" className="grid gap-3">
          <h2 id="give">{t("give")}</h2>
          <StaffForm
            form="role"
            action={`${at}/role`}
            typed={typed}
            values={{ role: "conseiller", where: "all" }}
            submit={t("giveSubmit")}
          >
            {(field) => (
              <>
                {organisation}
                <RoleFields
                  field={field}
                  roles={STAFF_ROLES.filter((role) => mayGive(actor, id, role))}
                  places={places}
                />
              </>
            )}
          </StaffForm>
        </section>
      )}
      {person.factor && (
        <section aria-labelledby="factor" className="grid gap-3">
          <h2 id="factor">{factor("title")}</h2>
          <p>{factor("since", { day: sayDay(localDateOf(person.factor.since, "Europe/Paris"), locale) })}</p>
          {person.factor.mayReset && (
            <>
              <p>{factor("resetWhat")}</p>
              <StaffForm
                form="second-facteur"
                action={`${at}/second-facteur`}
                typed={typed}
                submit={factor("reset")}
                look="ghost"
              >
                {() => organisation}
              </StaffForm>
            </>
          )}
        </section>
      )}
      {person.mayGiveLink && !isOut && (
        <section aria-labelledby="give-link" className="grid gap-3">
          <h2 id="give-link">{t("giveLinkTitle")}</h2>
          <p>{t("giveLinkWhat")}</p>
          <StaffForm form="lien" action={`${at}/lien`} typed={typed} submit={t("giveLink")} look="ghost">
            {() => organisation}
          </StaffForm>
        </section>
      )}
      {isOut ? (
        <section aria-labelledby="access" className="grid gap-3">
          <h2 id="access">{t("reactivate")}</h2>
          <p>{t("reactivateWhat")}</p>
          <StaffForm form="rouvrir" action={`${at}/rouvrir`} typed={typed} submit={t("reactivate")} look="ghost">
            {() => organisation}
          </StaffForm>
        </section>
      ) : (
        <CloseAccess action={`${at}/fermer`} typed={typed} dates={person.dates} datesHref={datesHref}>
          {organisation}
        </CloseAccess>
      )}
    </div>
  );
}
