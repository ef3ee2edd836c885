import type { Metadata } from "next";
import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { DoorOfPlace } from "#components/staff/place/door-of-place.tsx";
import { CodeOfDay } from "#components/staff/shared-tablet/code-of-day.tsx";
import { HidePlace } from "#components/staff/place/hide-place.tsx";
import { PlaceContacts } from "#components/staff/place/place-contacts.tsx";
import { PlaceFields } from "#components/staff/place/place-fields.tsx";
import { PublicLinks } from "#components/staff/place/public-links.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { fieldsOfPlace } from "#lib/server/place/place-columns.ts";
import { readCodeOfDay } from "#lib/server/auth/tablet/tablet-passes.ts";
import { readManagedPlace } from "#lib/server/schedule/managed-places.ts";
import { localHolidaysOf } from "#lib/time/public-holidays.ts";

type Props = StaffPageProps & { params: Promise<{ place: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.places"))("one"), robots: { index: false } };
}

/**
 * The page of a place for whoever manages it: what is said of it, who is on site, its door, and whether it is shown.
 */
export default async function ManagedPlacePage(props: Props) {
  const { place: slug } = await props.params;
  const href = `/coordination/lieux/${slug}`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const [t, history, read] = await Promise.all([
    getTranslations("staff.places"),
    getTranslations("staff.history"),
    readManagedPlace(actor, slug),
  ]);
  const back = (
    <p>
      <PageLink href="/coordination/lieux" className="inline-flex min-h-target items-center font-bold">
        {t("all")}
      </PageLink>
    </p>
  );
  if (!read)
    return (
      <div className="grid gap-5">
        {back}
        <h1>{t("one")}</h1>
        <Notice tone="warn">{t("noSuch")}</Notice>
      </div>
    );
  const { place, coming, booked, next } = read;
  const code = await readCodeOfDay(actor, { place: place.id });
  return (
    <div className="grid gap-6">
      {back}
      <h1>
        <FrenchText text={place.name} />
      </h1>
      <StaffDone done={done} />
      {!place.hidden && <PublicLinks slug={place.slug} />}
      <p>
        <PageLink href={`${href}/histoire`} className="inline-flex min-h-target items-center font-bold">
          {history("open")}
        </PageLink>
      </p>
      {place.hidden && <Notice tone="warn">{t("isHiddenWhat")}</Notice>}
      {code.ok && <CodeOfDay href={href} place={place.slug} placeId={place.id} day={code.value} typed={typed} />}
      <section aria-labelledby="facts" className="grid gap-3">
        <h2 id="facts">{t("facts")}</h2>
        {place.imported !== null && <p className="text-soft">{t("importedHint")}</p>}
        <StaffForm
          form="enregistrer"
          action={`${href}/enregistrer`}
          typed={typed}
          stored={fieldsOfPlace(place)}
          submit={t("save")}
        >
          {(field) => (
            <>
              <input type="hidden" name="place" value={place.id} />
              <PlaceFields
                field={field}
                languages={place.languages}
                goodFriday={localHolidaysOf(place.holidayRegion) === "alsace-moselle"}
              />
            </>
          )}
        </StaffForm>
      </section>
      <PlaceContacts href={href} place={place.id} contacts={place.contacts} typed={typed} formKey={randomUUID()} />
      <DoorOfPlace href={href} place={place} typed={typed} />
      <HidePlace href={href} place={place} coming={coming} booked={booked} next={next} typed={typed} />
    </div>
  );
}
