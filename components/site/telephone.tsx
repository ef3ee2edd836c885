import { useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Answered } from "./answered.tsx";

/** The telephone a person can always call, and when somebody answers. `hours` as the organisation wrote them. */
export function Telephone({ phone, hours }: { phone?: string | undefined; hours?: string | undefined }) {
  const t = useTranslations("site");
  if (phone === undefined) return <p className="font-bold">{t("noPhone")}</p>;
  return (
    <div>
      <CallLink phone={phone} large />
      {hours !== undefined && (
        <p>
          <Answered hours={hours} />
        </p>
      )}
    </div>
  );
}
