import { useTranslations } from "next-intl";
import { PhoneNumber } from "./phone-number.tsx";
import { buttonClass } from "./ui/button.tsx";
import { Icon } from "./ui/icon.tsx";

/**
 * « Appeler le 03 … », to tap. `large`: where it is the main way to reach a person. `here`: the number of this place,
 * not that in the footer. `framed`: a button, beside which a phone needs
 * no icon in its header.
 */
export function CallLink({
  phone,
  large = false,
  here = false,
  framed = false,
}: {
  phone: string;
  large?: boolean;
  here?: boolean;
  framed?: boolean;
}) {
  const t = useTranslations(here ? "place" : "site");
  return (
    <a
      href={`tel:${phone}`}
      data-calls={framed ? "" : undefined}
      className={
        framed
          ? buttonClass("ghost")
          : `inline-flex min-h-target items-center gap-2.5 justify-self-start font-bold ${large ? "text-lg" : ""}`
      }
    >
      <Icon name="phone-call" size={large ? 26 : 24} />
      <span>{t.rich(here ? "callHere" : "call", { phone: () => <PhoneNumber phone={phone} /> })}</span>
    </a>
  );
}
