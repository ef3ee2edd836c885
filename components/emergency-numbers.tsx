import { useTranslations } from "next-intl";
import { PhoneNumber } from "./phone-number.tsx";
import { Icon } from "./ui/icon.tsx";

/** 17 and 112, always, and the telephone of who coordinates where there is one; to touch, and to read to somebody. */
export function EmergencyNumbers({ phone }: { phone?: string | undefined }) {
  const t = useTranslations("tablet.help");
  const numbers = [
    [t("police"), "17"],
    [t("emergency"), "112"],
    ...(phone === undefined ? [] : [[t("coordination"), phone]]),
  ] as const;
  return (
    <ul className="grid gap-x-6 rounded-card border-2 border-alert bg-alert-soft px-4 py-2 text-start sm:grid-cols-2">
      {numbers.map(([label, number]) => (
        <li key={label} className="last:odd:sm:col-span-2">
          <a href={`tel:${number}`} className="flex min-h-target items-center gap-3 text-ink no-underline">
            <Icon name="phone-call" size={26} />
            <span className="flex flex-wrap items-baseline gap-x-3">
              <span>{label}</span>
              <strong className="text-xl underline">
                <PhoneNumber phone={number} />
              </strong>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
