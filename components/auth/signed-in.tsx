import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { PostButton } from "#components/ui/post-button.tsx";

/** For who is already signed in: go on, or leave. `beforeLeaving`: what she should know before. */
export const SignedIn = ({
  goOn,
  leave,
  beforeLeaving,
}: {
  goOn: string;
  leave: string;
  beforeLeaving?: ReactNode;
}) => {
  const t = useTranslations("auth");
  return (
    <div className="grid gap-4">
      <p>{t("signedIn")}</p>
      <a href={goOn} className={buttonClass()}>
        {t("continue")}
      </a>
      {beforeLeaving}
      <PostButton to={leave}>{t("signOut")}</PostButton>
    </div>
  );
};
