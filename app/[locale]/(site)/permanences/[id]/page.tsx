import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { BringList } from "#components/place/bring-list.tsx";
import { StateOfPermanence } from "#components/place/state-of-permanence.tsx";
import { WayThere } from "#components/place/way-there.tsx";
import { OrderRules } from "#components/queue/order-rules.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Lost } from "#components/site/lost.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Written } from "#components/ui/written.tsx";
import { isBookable } from "#lib/schedule/bookable.ts";
import { opennessOf } from "#lib/schedule/permanence.ts";
import { clock } from "#lib/server/clock.ts";
import { readBoard } from "#lib/server/queue/read-board.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { sayDay } from "#lib/time/say.ts";

type Given = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const held = await readPermanence((await params).id);
  return held ? { title: `${held.at.name}, ${sayDay(held.localDate, await getLocale())}` } : { robots: { index: false } };
}

export default async function PermanencePage({ params }: Given) {
  const held = await readPermanence((await params).id);
  if (!held) return <Lost />;
  const now = clock.now();
  const [t, board, topics] = await Promise.all([getTranslations("permanence"), held.status === "open" ? readBoard(held.id) : undefined, readTopics(held.topics)]);
  const openness = opennessOf(held, now);
  // Nobody closed it: after its end nothing is offered any more.
  const over = openness === "cancelled" || openness === "closed" || held.span.end <= now;
  return (
    <div className="grid gap-7 lg:max-w-3xl">
      <section className="grid gap-3">
        <h1><Written words={held.at.name} /></h1>
        <StateOfPermanence permanence={held} board={board} now={now} />
        {held.message !== undefined && !over && <Notice>{t.rich("message", { words: () => <Written words={held.message ?? ""} /> })}</Notice>}
        {isBookable(held, now) && (
          <PageLink href={`/permanences/${held.id}/rendez-vous`} className={buttonClass()}><Icon name="calendar" />{t("book.title")}</PageLink>
        )}
        {!over && held.numbers !== "stopped" && <p className="flex items-center gap-2.5"><Icon name="number" />{t("atTheDoor")}</p>}
      </section>
      <Way held={held} />
      {!over && (
        <section aria-labelledby="apporter" className="grid gap-3">
          <h2 id="apporter">{t("bring.title")}</h2>
          <BringList topics={topics} />
        </section>
      )}
      {!over && (
        <section aria-labelledby="tour" className="grid gap-3">
          <h2 id="tour">{t("rules.title")}</h2>
          <OrderRules />
        </section>
      )}
    </div>
  );
}

async function Way({ held }: { held: NonNullable<Awaited<ReturnType<typeof readPermanence>>> }) {
  const t = await getTranslations("place");
  return (
    <section aria-labelledby="y-aller" className="grid gap-3">
      <h2 id="y-aller">{t("way")}</h2>
      <WayThere place={held.at} call={held.call} />
    </section>
  );
}
