import { getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { otherLanguagesOf } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import type { OtherLine } from "#components/place/door-sheet.tsx";
import { Poster } from "#components/place/poster.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { staffActor } from "#lib/server/auth/staff-of-page.ts";
import { browserOf } from "#lib/server/auth/known-browser.ts";
import { openKept } from "#lib/server/kept-form.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { doorAddressFor } from "#lib/server/place/door.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readPosters } from "#lib/server/schedule/posters/read-posters.ts";
import {
  ForPaper,
  NoPlace,
  paperMetadata,
  placeOf,
  type PaperPageProps,
} from "#app/[locale]/lieux/[place]/paper-page.tsx";
import { posterCode } from "./poster-code.ts";

export const generateMetadata = (props: PaperPageProps) =>
  paperMetadata(props, async (place) => (await getTranslations("poster"))("pageTitle", { place }));

/**
 * The poster of a place. Printed by the team it carries the code of the door; printed by anybody else, the address of
 * the place. The team says here that it hangs, so that a later change of what it says is seen
 * (docs/planning.md#posters).
 */
export default async function PosterPage({ params, searchParams }: PaperPageProps) {
  const [{ locale, place: slug }, query] = await Promise.all([params, searchParams]);
  const place = await placeOf(slug);
  if (!place) return <NoPlace />;
  const [t, [poster], actor, organisation] = await Promise.all([
    getTranslations("poster"),
    readPosters(db, { id: place.id }, clock.now()),
    staffActor(),
    readOrganisationOf(place.organisation),
  ]);
  const typed =
    actor &&
    (await openKept(
      { user: actor.user, browser: browserOf(await headers()) },
      singleValue(query["saisie"]),
      clock.now(),
    ));
  const door = actor && (await doorAddressFor(actor, place.id));
  const { hours = [], closures = [] } = poster?.content ?? {};
  const others = await Promise.all(otherLanguagesOf(place, locale).map(invitationIn));
  return (
    <ForPaper
      print={t("print")}
      before={
        hours.length === 0 && (
          <div className="w-full max-w-[210mm] print:hidden">
            <Notice tone="warn">{t("noHours")}</Notice>
          </div>
        )
      }
      after={
        door !== undefined &&
        poster && (
          <div className="grid w-full max-w-[210mm] justify-items-center gap-3 print:hidden">
            <StaffDone done={singleValue(query["fait"])} />
            <StaffForm
              form="affichees"
              action={`/coordination/lundi/affichees?lieu=${place.slug}`}
              typed={typed}
              submit={t("hangs")}
              look="quiet"
            >
              {() => <input type="hidden" name={`place:${place.id}`} value={poster.version} />}
            </StaffForm>
          </div>
        )
      }
    >
      <Poster
        name={place.name}
        organisation={organisation}
        hours={hours}
        closures={closures}
        others={others}
        phone={organisation?.phone}
        ownPhone={place.phone === organisation?.phone ? undefined : place.phone}
        code={posterCode({ slug: place.slug, door, locale, site: env.APP_URL })}
      />
    </ForPaper>
  );
}

async function invitationIn(locale: Locale): Promise<OtherLine> {
  const t = await getTranslations({ locale, namespace: "poster" });
  return { locale, said: t("invitation") };
}
