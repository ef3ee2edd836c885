import { useTranslations } from "next-intl";
import { PostButton } from "#components/ui/post-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useTablet } from "./tablet-context.ts";
import { UnsentHere } from "./unsent-here.tsx";

/** Back to her permanences, or out; whoever has acts that were not sent reads it first (record 26). */
export function WaysOut() {
  const t = useTranslations("tablet");
  const { site, waiting } = useTablet();
  const words = { title: t("unsent.title"), kept: t("unsent.kept"), send: t("unsent.send") };
  return (
    <div className="grid gap-3 border-t-2 border-hair pt-5">
      {waiting.length > 0
        ? <Notice tone="warn" live="status"><p>{words.title} <span className="font-normal">{words.kept}</span></p></Notice>
        : <UnsentHere me={site.me} list={site.home} words={words} />}
      <div className="grid gap-3 sm:grid-cols-2">
        <a href={site.home} className={buttonClass("quiet")}>{t("list.title")}</a>
        <PostButton to={site.leave}>{t("menu.signOut")}</PostButton>
      </div>
    </div>
  );
}
