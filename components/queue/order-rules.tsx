import { useTranslations } from "next-intl";
import { orderRuleKeys } from "#components/order-rule-keys.ts";
import { Icon } from "#components/ui/icon.tsx";

/**
 * The four sentences about the order of the line, as on the poster
 * (docs/look-and-wording.md#the-four-sentences-of-the-line). `appointments`: whether there are any.
 */
export function OrderRules({ appointments = true }: { appointments?: boolean }) {
  const t = useTranslations("rules");
  return (
    <ol className="grid gap-3">
      {orderRuleKeys
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
