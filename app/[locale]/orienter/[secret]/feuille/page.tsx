import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "#i18n/navigation.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { Slips } from "#components/referrer/referred.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { sendsOf } from "#lib/message/channel.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readSheet } from "#lib/server/booking/referrers/read-referred.ts";
import { referrerOfSecret } from "#lib/server/booking/referrers/referrer.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { isUuid } from "#lib/uuid.ts";
import { peopleOf } from "#lib/wire/booking/referrer.ts";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refer"))("sheetTitle"), robots: { index: false } };
}

/**
 * What was booked in one go, as slips to hand out. `?demandes`: for how many people it was asked, where there were
 * fewer hours.
 */
export default async function SheetPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("refer"),
  ]);
  const referrer = await referrerOfSecret(secret);
  if (!referrer) return redirect({ href: "/rendez-vous/inconnu", locale });
  const page = `/orienter/${secret}`;
  const party = singleValue(query["groupe"]) ?? "";
  const slips = isUuid(party) ? await readSheet(referrer, party) : [];
  if (slips.length === 0) return redirect({ href: page, locale });
  const wanted = peopleOf(singleValue(query["demandes"]));
  return (
    <SiteFrame organisation={await readOrganisationOf(referrer.organisation)}>
      <div className="mx-auto grid max-w-3xl gap-5">
        <h1>{t("sheetTitle")}</h1>
        {slips.length < wanted && (
          <div className="print:hidden">
            <Notice tone="warn" live="status" focused>
              {t("some", { booked: slips.length, wanted })}
            </Notice>
          </div>
        )}
        <PrintButton label={t("print")} onPhone />
        <Slips slips={slips} sends={sendsOf(channelsSetUp())} />
        <p className="print:hidden">
          <PageLink href={page} className="inline-flex min-h-target items-center font-bold">
            {t("back")}
          </PageLink>
        </p>
      </div>
    </SiteFrame>
  );
}
