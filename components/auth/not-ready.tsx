import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { sayPhone } from "#lib/place/say-phone.ts";

/** Said instead of the form when this installation cannot send codes yet: whom to call. */
export const NotReady = ({ phone }: { phone?: string | undefined }) => {
  const t = useTranslations("auth.notReady");
  return (
    <Notice tone="warn">
      <p>{t("title")}</p>
      <p className="font-normal">
        {phone
          ? t.rich("call", { phone: sayPhone(phone), tel: (words) => <a href={`tel:${phone}`} dir="ltr" className="inline-flex min-h-target items-center font-bold underline">{words}</a> })
          : t("ask")}
      </p>
    </Notice>
  );
};
