import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { PersonToTell } from "#lib/booking/person-to-tell.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "./staff-form.tsx";

type Props = {
  /** Where it is posted, without language. */
  readonly action: string;
  readonly person: Pick<PersonToTell, "appointment" | "told" | "said" | "seen">;
  readonly typed: TypedForm | undefined;
};

/**
 * « C’est dit » of a person who is to be told, and « Pas encore » of one to whom the team has said it; nothing for
 * anybody else.
 */
export function MarkAsTold({ action, person: { appointment, told, said, seen }, typed }: Props) {
  const t = useTranslations("toTell");
  const isSaidByTeam = said?.by === "call" || said?.by === "on-site";
  if (told !== undefined && !isSaidByTeam) return null;
  const and = action.includes("?") ? "&" : "?";
  return (
    <StaffForm form={`dire-${appointment}`} action={`${action}${and}rendez-vous=${appointment}`} typed={typed}>
      {() => (
        <div>
          <input type="hidden" name="appointment" value={appointment} />
          <input type="hidden" name="seen" value={seen} />
          <Button type="submit" name="said" value={isSaidByTeam ? "no" : "yes"} look={isSaidByTeam ? "quiet" : "ghost"}>
            {!isSaidByTeam && <Icon name="check" />}
            {t(isSaidByTeam ? "notYet" : "done")}
          </Button>
        </div>
      )}
    </StaffForm>
  );
}
