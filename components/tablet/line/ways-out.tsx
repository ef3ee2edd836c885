import { useTranslations } from "next-intl";
import { PostButton } from "../../ui/post-button.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { NETWORK_REASON } from "../network-banner.tsx";
import { useTablet } from "../tablet-context.ts";
import { UnsentHere } from "../unsent-here.tsx";

/**
 * Back to her permanences, or out; whoever has acts that were not sent reads it first (record 26). Not without network: no page
 * could be shown there, and the tablet would not open again.
 */
export function WaysOut() {
  const t = useTranslations("tablet");
  const { site, waiting, lostSince } = useTablet();
  const words = { title: t("unsent.title"), kept: t("unsent.kept"), send: t("unsent.send") };
  return (
    <div className="grid *:not-empty:not-last:mb-3">
      {waiting.length > 0 ? (
        <Notice tone="warn" live="status">
          <p>
            {words.title} <span className="font-normal">{words.kept}</span>
          </p>
        </Notice>
      ) : (
        <UnsentHere me={site.me} list={site.home} words={words} />
      )}
      <div className="grid grid-cols-2 gap-3">
        {lostSince === undefined ? (
          <>
            <a href={site.home} className={buttonClass("quiet")}>
              {t("list.title")}
            </a>
            <PostButton to={site.leave}>{t("menu.signOut")}</PostButton>
          </>
        ) : (
          <>
            <Button look="quiet" disabled aria-describedby={NETWORK_REASON}>
              {t("list.title")}
            </Button>
            <Button look="quiet" disabled aria-describedby={NETWORK_REASON}>
              {t("menu.signOut")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
