import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** The code of another day, of another place, or a copy with a mistake. */
export function WrongDoor() {
  const t = useTranslations("door.wrong");
  const home = useTranslations("home");
  return (
    <div className="mx-auto grid max-w-xl gap-4">
      <h1>{t("title")}</h1>
      <p className="text-lg">{t("what")}</p>
      <p><PageLink href="/" className={buttonClass("ghost")}>{home("see")}</PageLink></p>
    </div>
  );
}
