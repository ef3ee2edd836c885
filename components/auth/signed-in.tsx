import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";

/** For who is already signed in: go on, or leave. */
export const SignedIn = ({ goOn, leave }: { goOn: string; leave: string }) => {
  const t = useTranslations("auth");
  return (
    <div className="grid gap-4">
      <p>{t("signedIn")}</p>
      <a href={goOn} className={buttonClass()}>{t("continue")}</a>
      <form method="post" action={leave} className="grid">
        <Button type="submit" look="quiet">{t("signOut")}</Button>
      </form>
    </div>
  );
};
