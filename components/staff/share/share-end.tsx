import { useTranslations } from "next-intl";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = { href: string; typed: TypedForm | undefined };

/**
 * Gives a share another address: the first touch says what happens then, the second does it. `generation`: of the
 * address it has.
 */
export function RenewShare({ href, typed, generation }: Props & { generation: number }) {
  const t = useTranslations("staff.shares.end");
  return (
    <ActToConfirm title={t("renew")} what={t("renewWhat")} open={typed?.form === "renouveler"}>
      <StaffForm form="renouveler" action={`${href}/renouveler`} typed={typed} submit={t("renewYes")} look="ghost">
        {() => <input type="hidden" name="generation" value={generation} />}
      </StaffForm>
    </ActToConfirm>
  );
}

/** Ends a share, at the second touch. */
export function StopShare({ href, typed }: Props) {
  const t = useTranslations("staff.shares.end");
  return (
    <ActToConfirm title={t("revoke")} what={t("revokeWhat")} open={typed?.form === "arreter"}>
      <StaffForm form="arreter" action={`${href}/arreter`} typed={typed} submit={t("revokeYes")} look="ghost" />
    </ActToConfirm>
  );
}
