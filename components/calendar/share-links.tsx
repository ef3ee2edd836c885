import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";

type ShareLink = { readonly name: string; readonly giver: string; readonly receiver: string; readonly secret: string };

/** The calendars shared with this account, and signing out. `beforeLeaving`: what to know before signing out. */
export function ShareLinks({
  shares,
  leave,
  beforeLeaving,
}: {
  shares: readonly ShareLink[];
  leave: string;
  beforeLeaving?: ReactNode;
}) {
  const t = useTranslations("share.list");
  return (
    <>
      {shares.length === 0 ? <Notice>{t("none")}</Notice> : <p className="text-soft">{t("lead")}</p>}
      <ul className="grid gap-3">
        {shares.map(({ name, giver, receiver, secret }) => (
          <li key={secret}>
            <PageLink
              href={`/agenda/${secret}`}
              className="flex min-h-target items-center gap-4 rounded-card border-2 border-accent bg-card p-4 text-ink no-underline"
            >
              <Icon name="calendar" size={40} />
              <span className="grid">
                <b>
                  <FrenchText text={name} />
                </b>
                <span className="text-soft">
                  {t.rich("from", {
                    giver: () => <FrenchText text={giver} />,
                    receiver: () => <FrenchText text={receiver} />,
                  })}
                </span>
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
      {beforeLeaving}
      <form method="post" action={leave}>
        <Button type="submit" look="quiet">
          {useTranslations("site")("signOut")}
        </Button>
      </form>
    </>
  );
}
