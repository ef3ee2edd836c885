import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Locale } from "#i18n/routing.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { whatToSay, type ToSay } from "#app/[locale]/(site)/conseiller/permanences/[id]/a-prevenir/what-to-say.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { PersonToTellOnSite } from "#components/booking/person-to-tell-on-site.tsx";
import { NumberToCall } from "#components/staff/number-to-call.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { MarkAsTold } from "#components/staff/mark-as-told.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { HalfDayLine } from "#components/staff/closures/half-day-line.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { reachIn } from "#lib/access/where-may.ts";
import type { HalfDayToTell, PersonToTell } from "#lib/booking/person-to-tell.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readNumbersToCall } from "#lib/server/booking/to-tell/read-numbers-to-call.ts";
import { readAllToTell } from "#lib/server/booking/to-tell/read-all-to-tell.ts";
import { sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

const HREF = "/conseiller/a-rappeler";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.calls"))("title"), robots: { index: false } };
}

/**
 * Whom the team of an organisation has to tell something, over all half-days: first who can be called or written to,
 * then who is told on site, which prints without names for the door and the host.
 */
export default async function CallsPage(props: StaffPageProps) {
  const { actor, locale, query, typed, done } = await openStaffPage(props, HREF);
  const [t, staff, held] = await Promise.all([
    getTranslations("staff.calls"),
    getTranslations("staff"),
    organisationOfPage(actor, "read-contacts", singleValue(query["organisation"]), "some-place"),
  ]);
  const read = held && (await readAllToTell(actor, held.chosen.id));
  const reach = held && reachIn(actor, "read-contacts", held.chosen.id);
  const numbers = reach ? await readNumbersToCall(reach) : [];
  if (!held || !read?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const said: ReadonlyMap<string, ToSay> = new Map(
    (
      await Promise.all(read.value.map((one) => whatToSay({ ...one, others: [] }, one.people, locale as Locale)))
    ).flatMap((one) => [...one]),
  );
  const isCalled = ({ phone, email, here }: PersonToTell): boolean =>
    (phone !== undefined || email !== undefined) && here === undefined;
  const calls = only(read.value, isCalled);
  const onSite = only(read.value, (person) => !isCalled(person));
  return (
    <div className="grid gap-6 lg:max-w-3xl">
      <h1 className="print:hidden">{t("title")}</h1>
      <div className="empty:hidden print:hidden">
        <OtherOrganisations href={HREF} {...held} />
        <StaffDone done={done} />
      </div>
      {numbers.length > 0 && (
        <section aria-labelledby="numeros" className="grid gap-3 print:hidden">
          <h2 id="numeros">{t("numbers.title")}</h2>
          <ul className="grid gap-3">
            {numbers.map(({ visit, ...one }) => (
              <NumberToCall key={visit} {...one} />
            ))}
          </ul>
        </section>
      )}
      {calls.length === 0 && numbers.length === 0 && <p className="font-bold print:hidden">{t("nobody")}</p>}
      {calls.map((one) => (
        <ul key={one.permanence} className="grid gap-4 print:hidden">
          <HalfDayLine held={named(one)}>
            <ul className="mt-2 grid gap-4">
              {one.people.map((person) => (
                <PersonToCall
                  key={person.appointment}
                  person={person}
                  place={one.place}
                  hour={sayHour(person.hour, one.timeZone, locale)}
                  timeZone={one.timeZone}
                  sentences={said.get(person.appointment) ?? []}
                >
                  {person.offer && (
                    <p>
                      <PageLink href={listOf(one)} className="inline-flex min-h-target items-center font-bold">
                        {t("answer")}
                      </PageLink>
                    </p>
                  )}
                  <MarkAsTold action={`${listOf(one)}/dire?liste=tout`} person={person} typed={typed} />
                </PersonToCall>
              ))}
            </ul>
          </HalfDayLine>
        </ul>
      ))}
      <section aria-labelledby="sur-place" className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="sur-place">{t("onSite")}</h2>
          {onSite.length > 0 && <PrintButton label={t("print")} onPhone />}
        </div>
        <p>{t(onSite.length > 0 ? "onSiteWhat" : "onSiteNobody")}</p>
        {onSite.map((one) => (
          <ul key={one.permanence} className="grid gap-2">
            <HalfDayLine held={named(one)}>
              <ul className="grid gap-3">
                {one.people.map((person) => (
                  <PersonToTellOnSite
                    key={person.appointment}
                    hour={sayHour(person.hour, one.timeZone, locale)}
                    name={person.name}
                    sentences={said.get(person.appointment) ?? []}
                  >
                    <MarkAsTold action={`${listOf(one)}/dire?liste=tout`} person={person} typed={typed} />
                  </PersonToTellOnSite>
                ))}
              </ul>
            </HalfDayLine>
          </ul>
        ))}
      </section>
      <p className="print:hidden">
        <PageLink href="/conseiller" className={buttonClass("ghost")}>
          {t("back")}
        </PageLink>
      </p>
    </div>
  );
}

const listOf = ({ permanence }: HalfDayToTell): string => `/conseiller/permanences/${permanence}/a-prevenir`;

const named = ({ span, timeZone, permanence, place }: HalfDayToTell) => ({
  permanence,
  place,
  span,
  timeZone,
  localDate: localDateOf(span.start, timeZone),
});

/** The half-days with those of their people, without those that have none. */
const only = (
  halfDays: readonly HalfDayToTell[],
  wanted: (person: PersonToTell) => boolean,
): readonly HalfDayToTell[] =>
  halfDays.map((one) => ({ ...one, people: one.people.filter(wanted) })).filter(({ people }) => people.length > 0);
