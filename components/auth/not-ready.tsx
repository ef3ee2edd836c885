import { useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** Said instead of the form when this installation cannot send codes yet: whom to call. */
export const NotReady = ({ phone }: { phone?: string | undefined }) => {
  const t = useTranslations("auth.notReady");
  return (
    <Notice tone="warn">
      <p>{t("title")}</p>
      <p className="font-normal">
        {phone ? t.rich("call", { phone: () => <PhoneNumber phone={phone} touch /> }) : t("ask")}
      </p>
    </Notice>
  );
};
