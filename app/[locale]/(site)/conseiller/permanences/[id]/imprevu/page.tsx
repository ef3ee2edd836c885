import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { DECLARE, effectOfOwnDisruption, HOLD_AGAIN, nobodyCanCome, NOBODY_CAN_COME } from "./own-disruption-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { DoorContacts } from "#components/staff/disruption/door-contacts.tsx";
import { HoldAgain } from "#components/staff/disruption/hold-again.tsx";
import { NobodyThere } from "#components/staff/disruption/nobody-there.tsx";
import { OwnDisruption } from "#components/staff/disruption/own-disruption.tsx";
import { OwnDisruptionEffect } from "#components/staff/disruption/own-disruption-effect.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { holdAgain } from "#lib/server/planning/disruption/hold-again.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.disruption.own"))("title"), robots: { index: false } };
}

/** Who holds this half-day says from a phone that it is not held, or ends early, after what that does was shown. */
export default async function OwnDisruptionPage(props: Props) {
  const { id } = await props.params;
  const href = `/conseiller/permanences/${id}/imprevu`;
  const { actor, query, typed: sent, done } = await openStaffPage(props, href);
  const [t, french, list, read] = await Promise.all([
    getTranslations("staff.disruption.own"),
    // What residents read is French, as the team types it.
    getTranslations({ locale: "fr", namespace: "staff.disruption.own" }),
    getTranslations("tablet.list"),
    readOwnDisruption(actor, id),
  ]);
  if (!read.ok) return <NotFound />;
  const isAbsence = singleValue(query["raison"]) === NOBODY_CAN_COME.raison;
  const typed = sent ?? (isAbsence ? nobodyCanCome(french("absentReason")) : undefined);
  // Only what was cancelled can be held after all: where not, nothing is offered.
  const again = read.value.cancelled ? await holdAgain(actor, { permanence: id, preview: true }) : undefined;
  const { sentence, effect, confirm } = await effectOfOwnDisruption(actor, typed, read.value);
  const { place, slug, localDate, span, timeZone, toTell, open, plans, door } = read.value;
  // A mail tells the others.
  const toCall = (door?.contacts ?? []).filter(({ byMail }) => !byMail);
  const week = weekAddress({ view: "lieux", short: false, day: mondayOf(localDate), permanence: id });
  const plan = plans ? `${week}#permanence` : undefined;
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <p>
        <PageLink href="/conseiller" className="inline-flex min-h-target items-center font-bold">
          ‹ {list("title")}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      <p className="text-lg">
        <FrenchText text={place} />
        <br />
        <DayAndHours span={span} timeZone={timeZone} />
      </p>
      <StaffDone done={done} />
      {toTell > 0 && (
        <p>
          <PageLink href={`/conseiller/permanences/${id}/a-prevenir`} className={buttonClass("full")}>
            {t("callList", { count: toTell })}
          </PageLink>
        </p>
      )}
      {(!open || door?.hangs) && (
        <div className="grid gap-2">
          <p>
            <PageLink href={`/lieux/${slug}/avis?jour=${localDate}`} className={buttonClass("ghost")}>
              {t("doorNotice")}
            </PageLink>
          </p>
          <DoorContacts contacts={door?.contacts ?? []} />
        </div>
      )}
      {door?.hangs === false && toCall.length > 0 && (
        <Notice tone="warn">
          <p>{t("noticeWrong")}</p>
          <DoorContacts contacts={toCall} />
        </Notice>
      )}
      {again?.ok && <HoldAgain action={`${href}/${HOLD_AGAIN}`} effect={again.value} typed={typed} plan={plan} />}
      {open && <NobodyThere there={read.value} plan={plan} />}
      {open && <OwnDisruption form={DECLARE} action={`${href}/voir`} typed={sentence} hours={{ span, timeZone }} />}
      {open && effect && (
        <OwnDisruptionEffect
          effect={effect}
          action={`${href}/enregistrer`}
          typed={confirm}
          fields={sentence?.fields ?? {}}
        />
      )}
      {open && (
        <p>
          <PageLink href="/conseiller/absence" className="inline-flex min-h-target items-center font-bold">
            {t("ratherAbsence")}
          </PageLink>
        </p>
      )}
    </div>
  );
}
