import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Written } from "#components/ui/written.tsx";
import type { ToldBoard } from "#lib/queue/board.ts";
import type { Instant } from "#lib/time/instant.ts";
import { ComeNow } from "./come-now.tsx";
import type { HeldHere } from "./held-here.ts";
import { OpenLine } from "./open-line.tsx";
import { PlaceFacts } from "./place-facts.tsx";

/** A half-day one can go to now: until when, where, how long one waits, how to get there. */
export function OpenCard({ held, board, now }: { held: HeldHere; board: ToldBoard | undefined; now: Instant }) {
  const t = useTranslations("place");
  return (
    <Card className="grid content-start gap-2">
      {/* Read after its heading, seen before it. */}
      <h3><Written words={held.at.name} /></h3>
      <div className="order-first"><OpenLine permanence={held} now={now} /></div>
      <PlaceFacts place={held.at} />
      <ComeNow permanence={held} board={board} now={now} />
      <PageLink href={`/permanences/${held.id}`} className="inline-flex min-h-target items-center justify-self-start font-bold">
        {t("go")}<span className="sr-only"> (<Written words={held.at.shortName} />)</span>
      </PageLink>
    </Card>
  );
}
