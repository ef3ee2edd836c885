import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";

/** Said instead of the form when this installation cannot send codes yet: whom to call. */
export const NotReady = ({ phone }: { phone?: string | undefined }) => {
  const t = useTranslations("auth.notReady");
  return (
    <Notice tone="warn">
      <p>{t("title")}</p>
      <p className="font-normal">
        {phone
          ? t.rich("call", { phone, tel: (words) => <a href={`tel:${phone.replace(/[^+\d]/g, "")}`} dir="ltr" className="inline-flex min-h-target items-center font-bold underline">{words}</a> })
          : t("ask")}
      </p>
    </Notice>
  );
};
