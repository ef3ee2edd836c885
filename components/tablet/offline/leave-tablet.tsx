import { useLocale, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { getPathname } from "#i18n/routing.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { isOutOfReach } from "#components/tablet/device/connection.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { UnsentActsNotice } from "#components/tablet/unsent-acts-notice.tsx";
import { NETWORK_REASON } from "#components/tablet/use-disabled.ts";
import { leaveWithoutNetwork } from "./leave-without-network.ts";
import { opensWithoutNetwork } from "./worker-of-page.ts";

/**
 * Links to practice, to the list of permanences and to signing out. Unsent acts are mentioned before that
 * (docs/decisions/whose-acts.md). Without network both lead to what the device keeps; where it keeps
 * nothing they are disabled: no page could be loaded, and the tablet would not open again.
 */
export function LeaveTablet() {
  const t = useTranslations("tablet");
  const { site, waiting, connection } = useTablet();
  const offers = useSyncExternalStore(
    () => () => undefined,
    opensWithoutNetwork,
    () => false,
  );
  const kept = getPathname({ href: "/conseiller", locale: useLocale() });
  const quit = site.shared ? t("shared.quit") : t("menu.signOut");
  const labels = { title: t("unsent.title"), kept: t("unsent.kept"), send: t("unsent.send") };
  const isAway = isOutOfReach(connection);
  const list = !site.shared && (
    <a href={site.home} className={buttonClass("quiet")}>
      {t("list.title")}
    </a>
  );
  return (
    <div className="grid *:not-empty:not-last:mb-3">
      {site.practice !== undefined && (!isAway || offers) && (
        <a href={site.practice} className={buttonClass("quiet")}>
          {t("list.practice")}
        </a>
      )}
      {waiting.length > 0 ? (
        <Notice tone="warn" live="status">
          <p>
            {labels.title} <span className="font-normal">{labels.kept}</span>
          </p>
        </Notice>
      ) : (
        !site.shared && <UnsentActsNotice me={site.me} list={site.home} labels={labels} />
      )}
      <div className={`grid gap-3 ${site.shared ? "" : "grid-cols-2"}`}>
        {!isAway && (
          <>
            {list}
            <PostButton to={site.leave}>{quit}</PostButton>
          </>
        )}
        {isAway && offers && (
          <>
            {list}
            <Button look="quiet" onClick={() => void leaveWithoutNetwork(site.leave, kept)}>
              {quit}
            </Button>
          </>
        )}
        {isAway && !offers && (
          <>
            {!site.shared && (
              <Button look="quiet" disabled aria-describedby={NETWORK_REASON}>
                {t("list.title")}
              </Button>
            )}
            <Button look="quiet" disabled aria-describedby={NETWORK_REASON}>
              {quit}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
