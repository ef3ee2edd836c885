import { useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { DoorContact } from "#lib/booking/disruption.ts";

/** Who on site is told of the notice for their door: whom a mail tells, and whom somebody calls. */
export function DoorContacts({ contacts }: { contacts: readonly DoorContact[] }) {
  const t = useTranslations("staff.disruption.doorContacts");
  if (contacts.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {contacts.map(({ id, role, byMail, phone }) => (
        <li key={id} className="flex items-start gap-3">
          <Icon name={byMail ? "check" : "telephone"} className="mt-0.5 shrink-0" />
          <span>
            <b className="block">
              <FrenchText text={role} />
            </b>
            {byMail ? t("mail") : t("call")} {phone !== undefined && <PhoneNumber phone={phone} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
