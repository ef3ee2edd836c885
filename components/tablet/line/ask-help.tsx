import { useTranslations } from "next-intl";
import { EmergencyNumbers } from "#components/emergency-numbers.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { ActButton } from "#components/tablet/act-button.tsx";
import { isOutOfReach } from "#components/tablet/device/connection.ts";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";

/**
 * « Besoin d’aide »: 17 and 112, also without network, and the button that tells who is on duty; the page that follows
 * says who answers.
 */
export function AskHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.help");
  const { site, connection } = useTablet();
  const { page, mails, phone } = site.help;
  const reached = !isOutOfReach(connection);
  return (
    <TabletDialog label={t("title")} onClose={onClose}>
      <div className="grid gap-4">
        <h2 className="text-[1.55rem]!">{t("title")}</h2>
        <EmergencyNumbers phone={phone} />
        <p>{reached ? t("what", { sends: mails ? "mail" : "nothing" }) : t("noNetwork")}</p>
        {reached && mails && (
          <PostButton look="full" to={`${page}/demander`}>
            {t("ask")}
          </PostButton>
        )}
        <ActButton look="quiet" actKey="close" onAct={onClose}>
          {t("close")}
        </ActButton>
      </div>
    </TabletDialog>
  );
}
