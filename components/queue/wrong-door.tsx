import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** The code of another day, of another place, or a copy with a mistake. */
export function WrongDoor() {
  const t = useTranslations("door.wrong");
  const home = useTranslations("home");
  return (
    <DeadEnd title={t("title")} sentences={[t("what")]}>
      <p>
        <PageLink href="/" className={buttonClass("ghost")}>
          {home("see")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}
