import { useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";

type Props = {
  readonly number: number;
  readonly place: string;
  readonly unheard: "soon" | "called" | "come-back" | "closing-earlier";
  readonly why: "wrong" | "too-late" | "unreachable" | "stopped" | "unknown" | "other";
  readonly phone?: string;
};

/** Somebody in line whose SMS did not arrive: their number, what they do not know, and whom to call. */
export function NumberToCall({ number, place, unheard, why, phone }: Props) {
  const t = useTranslations("staff.calls.numbers");
  const told = useTranslations("toTell.failed");
  return (
    <Card as="li" className="grid gap-2">
      <h3>
        {t("number", { number })} · <bdi>{place}</bdi>
      </h3>
      <p>{t(unheard)}</p>
      <p className="flex items-center gap-2 font-bold">
        <Icon name="warning" size={22} />
        <span>{told("sms", { why: told(why) })}</span>
      </p>
      {phone !== undefined && <CallLink phone={phone} large />}
    </Card>
  );
}
