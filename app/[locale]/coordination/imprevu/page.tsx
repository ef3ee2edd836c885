import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { effectOfDisruption, SETTLE } from "./disruption-forms.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { Announce } from "#components/staff/disruption/announce.tsx";
import { DisruptionEffect } from "#components/staff/disruption/disruption-effect.tsx";
import { HalfDayToSettle } from "#components/staff/disruption/half-day-to-settle.tsx";
import { ShortDesks } from "#components/staff/disruption/short-desks.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readDisruption } from "#lib/server/planning/disruption/read-disruption.ts";
import { sayDay } from "#lib/time/say.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { fieldsOfAnnounced, readAnnounced } from "#lib/wire/planning/disruption-form.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";

const HREF = "/coordination/imprevu";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.disruption"))("title"), robots: { index: false } };
}

/**
 * Somebody is ill, a place is shut: what that touches on a day, what is done about each half-day, and who is to be told
 * (docs/planning.md#imprévu).
 */
export default async function DisruptionPage(props: StaffPageProps) {
  const { actor, locale, query, typed, done } = await openStaffPage(props, HREF);
  const [t, french, staff, held] = await Promise.all([
    getTranslations("staff.disruption"),
    // What residents read is French, as the team types it.
    getTranslations({ locale: "fr", namespace: "staff.disruption" }),
    getTranslations("staff"),
    organisationOfPage(
      actor,
      "plan-half-days",
      singleValue(query["organisation"]) ?? typed?.fields["slug"],
      "some-place",
    ),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { chosen } = held;
  const asked = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, singleValue(value)]));
  const announced = readAnnounced(typed?.fields ?? asked);
  const [read, { sentence, effect, confirm }] = await Promise.all([
    readDisruption(actor, {
      organisation: chosen.id,
      ...(announced.day !== undefined && { day: announced.day }),
      away: announced.away,
      shut: announced.shut,
      besides: announced.besides,
    }),
    effectOfDisruption(actor, typed, chosen.id),
  ]);
  if (!read.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const day = read.value;
  const away = day.people.filter(({ part, noted }) => part !== undefined || noted).length;
  const shut = day.places.filter((place) => place.shut).length;
  const isSaid = away + shut + announced.besides.length > 0;
  const heading = [
    ...(away > 0 ? [t("awayCount", { count: away })] : []),
    ...(shut > 0 ? [t("shutCount", { count: shut })] : []),
    t("settleCount", { count: day.toSettle.length }),
  ].join(t("between"));
  const kept = fieldsOfAnnounced({ ...announced, day: day.day });
  return (
    <div className="grid gap-5 lg:max-w-4xl">
      <div>
        <h1>{isSaid ? heading : t("title")}</h1>
        <p className="text-soft first-letter:uppercase">{sayDay(day.day, locale)}</p>
      </div>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      {day.more && <Notice tone="warn">{t("more")}</Notice>}
      {!isSaid && singleValue(query["voir"]) !== undefined && (
        <Notice>
          <p>{t("nothingThatDay")}</p>
          <ShortDesks
            count={day.short}
            week={weekAddress({ organisation: chosen.slug, view: "lieux", short: true, day: mondayOf(day.day) })}
          />
        </Notice>
      )}
      <Announce held={day} announced={announced} slug={chosen.slug} href={HREF} />
      {isSaid && day.toSettle.length === 0 && <Notice>{t("nothingToSettle")}</Notice>}
      {day.toSettle.length > 0 && (
        <StaffForm
          form={SETTLE}
          action={`${HREF}/voir`}
          typed={sentence}
          values={{ reason: french(away === 0 && shut > 0 ? "placeShut" : "defaultReason") }}
          submit={t("look")}
        >
          {(field) => (
            <div className="group/settle grid gap-4">
              <input type="hidden" name="slug" value={chosen.slug} />
              {Object.entries(kept).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <div className="grid gap-4 md:grid-cols-2">
                {day.toSettle.map((half) => (
                  <HalfDayToSettle key={half.permanence} held={half} field={field} />
                ))}
              </div>
              <div className="hidden group-has-[input[value=cancel]:checked]/settle:block group-has-[input[value=move]:checked]/settle:block">
                <Field
                  {...field("reason")}
                  label={t("reason")}
                  hint={t("reasonHint")}
                  maxLength={90}
                  dir="auto"
                  lang="fr"
                />
              </div>
            </div>
          )}
        </StaffForm>
      )}
      {effect && (
        <DisruptionEffect
          effect={effect}
          action={`${HREF}/enregistrer`}
          typed={confirm}
          fields={sentence?.fields ?? {}}
        />
      )}
    </div>
  );
}
