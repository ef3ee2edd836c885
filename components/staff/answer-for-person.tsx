import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { OfferToTell, PersonToTell } from "#lib/booking/person-to-tell.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "./staff-form.tsx";

/**
 * What a person has answered to an hour that is offered, noted by one of the team who speaks with them. `action`: where
 * it is posted.
 */
export function AnswerForPerson({
  action,
  person: { appointment },
  offer,
  typed,
}: {
  action: string;
  person: Pick<PersonToTell, "appointment">;
  offer: OfferToTell;
  typed: TypedForm | undefined;
}) {
  const t = useTranslations("toTell");
  return (
    <StaffForm form={`repondre-${appointment}`} action={`${action}?rendez-vous=${appointment}`} typed={typed}>
      {() => (
        <>
          <input type="hidden" name="appointment" value={appointment} />
          <input type="hidden" name="offer" value={offer.id} />
          <p>{t("answer")}</p>
          <div className="flex flex-wrap gap-2.5">
            <Button type="submit" name="answer" value="yes">
              <Icon name="check" />
              {t("yes")}
            </Button>
            <Button type="submit" look="ghost" name="answer" value="no">
              {t("no")}
            </Button>
          </div>
        </>
      )}
    </StaffForm>
  );
}
