import { useTranslations } from "next-intl";
import { orderRules } from "#components/order-rules.ts";
import { Icon } from "#components/ui/icon.tsx";

/** The order of the line in its four sentences, as on the poster. */
export function OrderRules() {
  const t = useTranslations("rules");
  return (
    <ol className="grid gap-3">
      {orderRules.map(([key, icon]) => (
        <li key={key} className="flex items-center gap-4"><Icon name={icon} size={36} />{t(key)}</li>
      ))}
    </ol>
  );
}
