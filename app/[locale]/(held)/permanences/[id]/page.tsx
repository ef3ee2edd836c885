import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { stayWith } from "#components/ui/own-pages.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { bookingAddress, soonestAddress } from "#components/booking-addresses.ts";
import { BringList } from "#components/place/bring-list.tsx";
import { WalkInOrBook } from "#components/place/walk-in-or-book.tsx";
import { PermanenceState } from "#components/place/permanence-state.tsx";
import { WayThere } from "#components/place/way-there.tsx";
import { OrderRules } from "#components/queue/order-rules.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import { accessOf, opennessOf } from "#lib/schedule/permanence.ts";
import { readAvailability } from "#lib/server/booking/read-availability.ts";
import { clock } from "#lib/server/clock.ts";
import { readBoard } from "#lib/server/queue/read-boards.ts";
import type { HalfDayAtPlace } from "#lib/server/schedule/half-day-at-place.ts";
import { readNextHalfDay } from "#lib/server/schedule/read-next.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { sayDay } from "#lib/time/say.ts";
import { halfDayOfAddress } from "./half-day-of-address.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [held, t, locale] = await Promise.all([
    params.then(({ id }) => halfDayOfAddress(id)),
    getTranslations("permanence"),
    getLocale(),
  ]);
  return held
    ? {
        title: await titleHeldBy(
          held.organisation,
          t("pageTitle", { place: held.at.name, day: sayDay(held.localDate, locale) }),
        ),
      }
    : { title: (await getTranslations("site.lost"))("title"), robots: { index: false } };
}

export default async function PermanencePage({ params }: Props) {
  const held = await halfDayOfAddress((await params).id);
  if (!held) return <NotFound />;
  stayWith(await readOrganisationOf(held.organisation));
  const now = clock.now();
  const openness = opennessOf(held, now);
  // A half-day that nobody closed offers nothing after its end either.
  const over = openness === "cancelled" || openness === "closed" || held.span.end <= now;
  const [t, rules, board, topics, next] = await Promise.all([
    getTranslations("permanence"),
    getTranslations("rules"),
    held.status === "open" ? readBoard(held.id) : undefined,
    readTopics({ permanence: held.id }, held.topics),
    over ? readNextHalfDay({ placeId: held.place, except: held.id }) : undefined,
  ]);
  const toConfirm = openness === "normally-open";
  const stopped = held.numbers === "stopped";
  return (
    <div className="grid gap-7 lg:max-w-3xl">
      <section className="grid gap-3">
        <h1>
          <FrenchText text={held.at.name} />
        </h1>
        <PermanenceState permanence={held} board={board} next={next} now={now} />
        {held.audience !== undefined && !over && (
          <p>{t.rich("audience", { audience: () => <FrenchText text={held.audience ?? ""} /> })}</p>
        )}
        {held.message !== undefined && !over && (
          <Notice>{t.rich("message", { words: () => <FrenchText text={held.message ?? ""} /> })}</Notice>
        )}
        <WalkInOrBook
          permanence={held}
          board={board}
          left={await readAvailability(held, topics)}
          now={now}
          ways={{ hours: bookingAddress(held.id), otherDay: soonestAddress({ place: held.at.slug }) }}
        />
      </section>
      {!over && <Way held={held} calls={stopped || toConfirm || board?.alive === false} />}
      {!over && (
        <section aria-labelledby="apporter" className="grid gap-3">
          <h2 id="apporter">{t("bring.title")}</h2>
          <BringList topics={topics} comeAnyway={!stopped && !isTooLateFor(board, held.span.end)} />
        </section>
      )}
      {!over && !stopped && (
        <section aria-labelledby="tour" className="grid gap-3">
          <h2 id="tour">{rules("title")}</h2>
          <OrderRules appointments={accessOf(held.windows) !== "walk-in"} />
        </section>
      )}
    </div>
  );
}

/** `calls`: the telephone is already shown above. */
async function Way({ held, calls }: { held: HalfDayAtPlace; calls: boolean }) {
  const t = await getTranslations("place");
  return (
    <section aria-labelledby="y-aller" className="grid gap-3">
      <h2 id="y-aller">{t("way")}</h2>
      <WayThere place={held.at} call={calls ? "none" : held.call} />
    </section>
  );
}
