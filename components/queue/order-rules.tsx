import { useTranslations } from "next-intl";
import { orderRules } from "#components/order-rules.ts";
import { Icon } from "#components/ui/icon.tsx";

/** The order of the line in its four sentences, as on the poster. `appointments`: whether there are any. */
export function OrderRules({ appointments = true }: { appointments?: boolean }) {
  const t = useTranslations("rules");
  return (
    <ol className="grid gap-3">
      {orderRules
        .filter(([key]) => appointments || key !== "appointments")
        .map(([key, icon]) => (
          <li key={key} className="flex items-center gap-4">
            <Icon name={icon} size={36} />
            {t(key)}
          </li>
        ))}
    </ol>
  );
}
