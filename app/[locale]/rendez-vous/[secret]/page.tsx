import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { cache } from "react";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { redirect } from "#i18n/navigation.ts";
import { getPathname } from "#i18n/routing.ts";
import {
  AppointmentBand,
  AppointmentNotice,
  AppointmentNumber,
  HelpByTelephone,
  ThingsToBring,
  WhenCalled,
} from "#components/booking/appointment.tsx";
import { AppointmentCode, ChangeAppointment } from "#components/booking/change-appointment.tsx";
import { NextDates } from "#components/booking/next-dates.tsx";
import { AnswerRefused, OfferBand, OfferNotice } from "#components/booking/offer.tsx";
import { ToParty } from "#components/booking/party.tsx";
import { ContactWayForm } from "#components/booking/contact-way-form.tsx";
import { WayThere } from "#components/place/way-there.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { canReceive } from "#lib/booking/cancelled-half-day.ts";
import { isCancelled } from "#lib/booking/appointment-state.ts";
import { mayChange } from "#lib/booking/may-change.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { readOwnContactWay } from "#lib/server/booking/own-contact-way.ts";
import { clock } from "#lib/server/clock.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readOtherHalfDays } from "#lib/server/booking/other-half-days.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";
import { readNamedTopics } from "#lib/server/schedule/read-topics.ts";
import { isFormRefusal, type FormRefusal } from "#lib/wire/booking/booking-form.ts";
import type { Place } from "#lib/place/place.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Read once for the title and the page. */
const appointmentOf = cache(readAppointment);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [held, t] = await Promise.all([appointmentOf((await params).secret), getTranslations("appointment")]);
  // The title is announced first: to a resident who just cancelled or moved it is the confirmation.
  const title = t(held ? titleOf(held) : "title");
  return { title: await titleHeldBy(held?.organisation, title), robots: { index: false } };
}

const titleOf = (held: ResidentAppointment): "offer.title" | "cancelled.title" | "moved.title" | "title" => {
  if (held.offer?.state === "open") return "offer.title";
  if (isCancelled(held.state)) return "cancelled.title";
  return held.state === "booked" && held.late === undefined && held.movedFrom !== undefined ? "moved.title" : "title";
};

const movedOf = ({ movedFrom, span, timeZone }: ResidentAppointment) =>
  movedFrom === undefined ? undefined : { from: movedFrom, to: span.start, timeZone };

/** The address of the calendar file, in the reader's language. */
const fileOf = ({ secret }: ResidentAppointment, locale: string): string =>
  `/rendez-vous/${secret}.ics?langue=${locale}`;

export default async function MyAppointmentPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale] = await Promise.all([params, searchParams, getLocale()]);
  const held = await appointmentOf(secret);
  if (!held) return redirect({ href: "/rendez-vous/inconnu", locale });
  const toCome = held.state === "booked" || held.state === "checked-in" || held.late !== undefined;
  const refusal = refusalIn(singleValue(query["refus"]));
  const [organisation, halfDay] = await Promise.all([
    readOrganisationOf(held.organisation, { path: `/rendez-vous/${secret}`, timeZone: held.timeZone }),
    readPermanence(held.permanence),
  ]);
  if (held.offer?.state === "open")
    return (
      <SiteFrame name={held.place.name} organisation={organisation} wide>
        <OfferBand
          held={held}
          offer={held.offer}
          keeps={toCome}
          action={getPathname({ href: `/rendez-vous/${secret}/repondre`, locale })}
          refusal={refusal}
        />
        <div className="mx-auto grid max-w-2xl gap-6 px-4 py-5">
          <Meanwhile held={held} keeps={toCome} />
        </div>
      </SiteFrame>
    );
  const way = toCome && held.state !== "checked-in" ? await readOwnContactWay(held.id) : undefined;
  const changed = singleValue(query["prevenir"]);
  const told = way && (
    <ContactWayForm
      way={way}
      action={getPathname({ href: `/rendez-vous/${secret}/prevenir`, locale })}
      after={changed === "fait" ? "done" : refusalIn(changed)}
    />
  );
  const ended = held.offer && (
    <OfferNotice held={held} state={held.offer.state === "no" ? "no" : "expired"} keeps={toCome} />
  );
  return (
    <SiteFrame name={held.place.name} organisation={organisation} wide>
      {refusal !== undefined && (
        <div className="mx-auto max-w-2xl px-4 pt-5">
          <AnswerRefused refusal={refusal} />
        </div>
      )}
      {!toCome && (
        <div className="mx-auto max-w-2xl px-4 py-5">
          <AppointmentNotice state={held.state} closedBefore={held.closedBefore} help={held.help} halfDay={halfDay} />
          {ended && <div className="mt-3">{ended}</div>}
        </div>
      )}
      <AppointmentBand held={held} />
      <div className="mx-auto grid max-w-2xl gap-6 px-4 py-5">
        {toCome ? (
          <>
            {ended ?? (
              <AppointmentNotice
                state={held.state}
                late={held.late}
                toFetch={held.toFetch}
                moved={movedOf(held)}
                halfDay={halfDay}
              />
            )}
            {held.state === "checked-in" ? <Here held={held} /> : <ToCome held={held} place={halfDay?.at} />}
            {told}
            {held.state === "booked" && <ToParty page={`/rendez-vous/${secret}`} />}
          </>
        ) : (
          <>
            {held.closedBefore && <HelpByTelephone held={held} />}
            {(held.closedBefore || held.help !== undefined || held.state === "cancelled-by-service") && (
              <NextDates others={(await readOtherHalfDays(held.permanence)).filter(canReceive)} />
            )}
            {isCancelled(held.state) && clock.now() < held.span.end && <RemoveFromCalendar held={held} />}
            <Again />
          </>
        )}
      </div>
    </SiteFrame>
  );
}

const refusalIn = (code: string | undefined): FormRefusal | undefined =>
  code !== undefined && isFormRefusal(code) ? code : undefined;

/**
 * Below an hour that is offered: what to get ready, the code to say, and who helps. `keeps`: the former hour still
 * stands.
 */
async function Meanwhile({ held, keeps }: { held: ResidentAppointment; keeps: boolean }) {
  if (!keeps) return <HelpByTelephone held={held} />;
  const topics = await readNamedTopics(held.permanence, held.topics);
  return (
    <>
      {held.code !== undefined && <AppointmentCode code={held.code} />}
      <ThingsToBring topics={topics} />
      <ChangeAppointment page={`/rendez-vous/${held.secret}`} may={mayChange(held, clock.now())} phone={held.phone} />
    </>
  );
}

/** What a resident needs to be there: code, calendar, things to bring, the way. */
async function ToCome({ held, place }: { held: ResidentAppointment; place: Place | undefined }) {
  const [t, locale, topics] = await Promise.all([
    getTranslations("appointment"),
    getLocale(),
    readNamedTopics(held.permanence, held.topics),
  ]);
  return (
    <>
      {held.code !== undefined && <AppointmentCode code={held.code} />}
      {(held.late === undefined || held.late === "told") && (
        <a href={fileOf(held, locale)} className={buttonClass("ghost")}>
          <Icon name="calendar" />
          {t(held.movedFrom === undefined ? "calendar" : "moved.add")}
        </a>
      )}
      <ThingsToBring topics={topics} />
      <section aria-labelledby="aller" className="grid gap-2">
        <h2 id="aller">{t("where")}</h2>
        {place && <WayThere place={place} call="none" />}
      </section>
      <div className="grid gap-2 border-s-5 border-accent ps-3">
        <p>{t("arrive")}</p>
        {held.toFetch && <p className="font-bold">{t("fetch")}</p>}
        {held.late === undefined && <p>{t("ifLate")}</p>}
        <WhenCalled held={held} />
      </div>
      <ChangeAppointment page={`/rendez-vous/${held.secret}`} may={mayChange(held, clock.now())} phone={held.phone} />
    </>
  );
}

/** The resident has checked in: their number, and what to get ready. */
async function Here({ held }: { held: ResidentAppointment }) {
  const topics = await readNamedTopics(held.permanence, held.topics);
  return (
    <>
      {held.visit && <AppointmentNumber visit={held.visit} />}
      <ThingsToBring topics={topics} here />
      <div className="border-s-5 border-accent ps-3">
        <WhenCalled held={held} />
      </div>
      <ChangeAppointment page={`/rendez-vous/${held.secret}`} may={mayChange(held, clock.now())} phone={undefined} />
    </>
  );
}

/** The file of a cancelled appointment takes it out of a calendar that has it. */
async function RemoveFromCalendar({ held }: { held: ResidentAppointment }) {
  const [t, locale] = await Promise.all([getTranslations("appointment.cancelled"), getLocale()]);
  return (
    <section className="grid gap-2.5">
      <p>{t("calendar")}</p>
      <p>
        <a href={fileOf(held, locale)} className={buttonClass("ghost")}>
          <Icon name="calendar" />
          {t("remove")}
        </a>
      </p>
    </section>
  );
}

async function Again() {
  const t = await getTranslations("appointment");
  return (
    <p>
      <PageLink href="/rendez-vous" className={buttonClass()}>
        <Icon name="calendar" />
        {t("again")}
      </PageLink>
    </p>
  );
}
