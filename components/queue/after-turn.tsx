import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FollowWords } from "./follow-words.ts";

/** Where to go once it is over: another permanence, or an appointment for whoever was not served. */
export const AfterTurn = ({ words }: { words: FollowWords["turn"] }) => (
  <div className="grid gap-3">
    <PageLink href="/rendez-vous" className={buttonClass()}>
      {words.bookAnother}
    </PageLink>
    <PageLink href="/" className={buttonClass("ghost")}>
      {words.others}
    </PageLink>
  </div>
);
