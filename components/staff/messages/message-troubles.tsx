import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { MessageTroubles } from "#lib/message/not-sent.ts";

/** What is wrong with messages, in one line that leads to their page; nothing as long as nothing is. */
export function MessageTroublesLine({ troubles, organisation }: { troubles: MessageTroubles; organisation: string }) {
  const t = useTranslations("staff.messages.troubles");
  const said = (["notSent", "ofDay", "reached", "near"] as const).flatMap((what) =>
    troubles[what] > 0 ? [t(what, { count: troubles[what] })] : [],
  );
  if (said.length === 0) return null;
  return (
    <p>
      <PageLink
        href={`/coordination/messages?organisation=${organisation}`}
        className="inline-flex min-h-target items-center gap-2 font-bold"
      >
        <Icon name="warning" size={24} />
        <span>{said.join(" · ")}</span>
      </PageLink>
    </p>
  );
}
