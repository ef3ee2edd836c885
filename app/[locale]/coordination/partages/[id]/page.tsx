import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { CalendarSteps } from "#components/calendar/calendar-steps.tsx";
import { ShareAddress } from "#components/staff/share/share-address.tsx";
import { RenewShare, StopShare } from "#components/staff/share/share-end.tsx";
import { ShareFields } from "#components/staff/share/share-fields.tsx";
import { ShareFrame } from "#components/staff/share/share-frame.tsx";
import { ShareFacts } from "#components/staff/share/share-list.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SHARE_REQUESTS_KEPT } from "#lib/access/retention.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { FEED_ZONE } from "#lib/server/calendar/feed-zone.ts";
import { addressesOfShare, readGivenShare, readShareChoices } from "#lib/server/calendar/given-shares.ts";
import { fieldsOfFrame, fieldsOfShare } from "#lib/wire/calendar/share.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.shares"))("one"), robots: { index: false } };
}

/** A share for its giver: the address to hand out, what it shows, and its end. */
export default async function GivenSharePage(props: Props) {
  const { id } = await props.params;
  const href = `/coordination/partages/${id}`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const [t, share] = await Promise.all([getTranslations("staff.shares"), readGivenShare(actor, id)]);
  const back = (
    <p>
      <PageLink href="/coordination/partages" className="inline-flex min-h-target items-center font-bold">
        {t("all")}
      </PageLink>
    </p>
  );
  if (!share.ok)
    return (
      <div className="grid gap-5">
        {back}
        <h1>{t("one")}</h1>
        <Notice tone="warn">{t("noSuch")}</Notice>
      </div>
    );
  const { name, generation, organisation, receiver, askedBy } = share.value;
  const addresses = addressesOfShare(share.value);
  const choices = await readShareChoices(organisation);
  return (
    <div className="grid gap-6">
      {back}
      <div className="grid gap-1">
        <h1>
          <FrenchText text={name} />
        </h1>
        <ShareFacts share={share.value} zone={FEED_ZONE} />
      </div>
      <StaffDone done={done} />
      <ShareAddress
        receiver={receiver}
        askedBy={askedBy}
        addresses={addresses}
        zone={FEED_ZONE}
        days={SHARE_REQUESTS_KEPT.days}
        steps={<CalendarSteps />}
      />
      <RenewShare href={href} typed={typed} generation={generation} />
      <ShareFrame href={href} frame={addresses.frame} title={name} stored={fieldsOfFrame(share.value)} typed={typed} />
      <section aria-labelledby="partage" className="grid gap-3">
        <h2 id="partage">{t("change")}</h2>
        <StaffForm
          form="changer"
          action={`${href}/changer`}
          typed={typed}
          stored={fieldsOfShare(share.value)}
          submit={t("save")}
        >
          {(field) => <ShareFields field={field} choices={choices} mails={channelsSetUp().mail} />}
        </StaffForm>
      </section>
      <StopShare href={href} typed={typed} />
    </div>
  );
}
