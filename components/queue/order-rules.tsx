import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";

const rules = [["turn", "number"], ["appointments", "calendar"], ["closed", "speech"], ["priority", "wheelchair"]] as const;

/** The order of the line in its four sentences, as on the poster. */
export function OrderRules() {
  const t = useTranslations("permanence.rules");
  return (
    <ol className="grid gap-3">
      {rules.map(([key, icon]) => (
        <li key={key} className="flex items-center gap-4"><Icon name={icon} size={36} />{t(key)}</li>
      ))}
    </ol>
  );
}
