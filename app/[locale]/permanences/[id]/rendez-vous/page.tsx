import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { bookingAddress } from "#components/booking-addresses.ts";
import { BookingForm } from "#components/booking/booking-form.tsx";
import { CannotBook, NoHour } from "#components/booking/nothing-to-book.tsx";
import { TopicChoice } from "#components/booking/topic-choice.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Topic } from "#lib/schedule/topic.ts";
import { walkInFrom } from "#lib/schedule/walk-in.ts";
import { whyNotBookable } from "#lib/schedule/bookable.ts";
import { readAlternatives } from "#lib/server/booking/read-alternatives.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { readSlots } from "#lib/server/booking/read-slots.ts";
import { openForm } from "#lib/server/booking/sealed-form.ts";
import { sendsOf } from "#lib/message/channel.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import type { HalfDayAtPlace } from "#lib/server/schedule/half-day-at-place.ts";
import { readPublicPermanence } from "#lib/server/schedule/read-permanence.ts";
import { unsealKey } from "#lib/server/idempotency.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isFormRefusal } from "#lib/wire/booking/booking-form.ts";

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ locale: string; id: string }>; searchParams: Promise<Query> };

/** Read once for the title and the page. */
const halfDayOf = cache(readPublicPermanence);

/** What was typed before, read once for the title and the page. */
const typedIn = cache((sealed: string | undefined) => openForm(sealed ?? "", clock.now()));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ id }, query, t] = await Promise.all([params, searchParams, getTranslations("booking")]);
  const typed = typedIn(singleValue(query["repris"]));
  const refused = typed?.permanence === id && typed.refusals.some(isFormRefusal);
  const held = await halfDayOf(id);
  return { title: await titleOfForm(t("title"), refused, held?.organisation), robots: { index: false } };
}

export default async function BookPage({ params, searchParams }: Props) {
  const [{ id }, query, locale, t] = await Promise.all([params, searchParams, getLocale(), getTranslations("booking")]);
  const permanence = await halfDayOf(id);
  if (!permanence)
    return (
      <SiteFrame organisation={await readOrganisation()}>
        <NotFound />
      </SiteFrame>
    );
  return (
    <SiteFrame
      name={permanence.at.name}
      organisation={await readOrganisationOf(permanence.organisation, {
        path: `/permanences/${id}`,
        timeZone: permanence.timeZone,
      })}
    >
      <div className="mx-auto grid max-w-3xl gap-6">
        <header className="grid gap-1">
          <h1>{t("title")}</h1>
          <p className="text-lg">
            <strong className="inline-block first-letter:uppercase">{sayDay(permanence.localDate, locale)}</strong>
            <br />
            <FrenchText text={permanence.at.name} />
          </p>
        </header>
        <Step permanence={permanence} query={query} />
      </div>
    </SiteFrame>
  );
}

/** What can be done now: nothing, choose the procedure, or choose the hour. */
async function Step({ permanence, query }: { permanence: HalfDayAtPlace; query: Query }) {
  const now = clock.now();
  const known = {
    topic: singleValue(query["demarche"]),
    place: permanence.at.slug,
    typed: singleValue(query["repris"]),
  };
  const why = whyNotBookable(permanence, now);
  if (why !== undefined) return <CannotBook why={why} permanence={permanence.id} known={known} />;
  const topics = await readBookableTopics({ permanence: permanence.id }, permanence.topics);
  const topic = topics.find(({ key }) => key === singleValue(query["demarche"]));
  return topic ? (
    <Hours permanence={permanence} topic={topic} query={query} />
  ) : (
    <TopicChoice topics={topics} page={bookingAddress(permanence.id, { typed: known.typed })} />
  );
}

async function Hours({ permanence, topic, query }: { permanence: HalfDayAtPlace; topic: Topic; query: Query }) {
  const [open, locale] = await Promise.all([readSlots(permanence.id, [topic.key]), getLocale()]);
  const repris = singleValue(query["repris"]);
  const typed = typedIn(repris);
  // A refusal from another half-day is dropped: the resident chose this one instead.
  const refused = typed?.permanence === permanence.id ? typed : undefined;
  const isRefused = refused?.refusals.includes("only-by-team") ?? false;
  const slots = open.ok && !isRefused ? open.value.slots : [];
  const tooManyWait = open.ok && open.value.left === "withheld";
  if (open.ok && open.value.left === "nothing")
    return (
      <CannotBook
        why="tooLate"
        permanence={permanence.id}
        known={{ topic: topic.key, place: permanence.at.slug, typed: repris }}
      />
    );
  if (slots.length === 0) {
    const { hours } = isRefused
      ? { hours: [] }
      : await readAlternatives(permanence.id, { topics: [topic.key], start: permanence.span.start });
    const isOnlyByTeam = isRefused || (open.ok && open.value.left === "only-by-team");
    return (
      <NoHour
        topic={topic}
        hours={hours}
        timeZone={permanence.timeZone}
        permanence={permanence.id}
        tooManyWait={tooManyWait}
        walkIn={walkInFrom(permanence)}
        typed={repris}
        onlyByTeam={isOnlyByTeam ? { call: permanence.call } : undefined}
      />
    );
  }
  const now = clock.now();
  const sent = unsealKey(typed?.sent, now);
  return (
    <BookingForm
      action={getPathname({ href: `/permanences/${permanence.id}/rendez-vous/prendre`, locale })}
      page={bookingAddress(permanence.id, { typed: repris })}
      otherLanguage={`/permanences/${permanence.id}/rendez-vous/langue`}
      today={localDateOf(now, permanence.timeZone) === permanence.localDate}
      idempotencyKey={sent ?? freshId()}
      again={sent !== undefined}
      topic={topic}
      slots={slots}
      timeZone={permanence.timeZone}
      typed={{
        ...(typed ?? { name: "", phone: "", email: "" }),
        startsAt: singleValue(query["heure"]) ?? typed?.startsAt ?? "",
      }}
      refusals={refused?.refusals.filter(isFormRefusal) ?? []}
      earlier={refused?.earlier}
      sends={sendsOf(channelsSetUp())}
    />
  );
}
