import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "../staff-form.tsx";

type Props = { href: string; typed: TypedForm | undefined };

/** Gives a share another address: the first touch says what happens then, the second does it. `generation`: of the address it has. */
export function RenewShare({ href, typed, generation }: Props & { generation: number }) {
  const t = useTranslations("staff.shares.end");
  return (
    <AskedAgain title={t("renew")} what={t("renewWhat")} open={typed?.form === "renouveler"}>
      <StaffForm form="renouveler" action={`${href}/renouveler`} typed={typed} submit={t("renewYes")} look="ghost">
        {() => <input type="hidden" name="generation" value={generation} />}
      </StaffForm>
    </AskedAgain>
  );
}

/** Ends a share, at the second touch. */
export function StopShare({ href, typed }: Props) {
  const t = useTranslations("staff.shares.end");
  return (
    <AskedAgain title={t("revoke")} what={t("revokeWhat")} open={typed?.form === "arreter"}>
      <StaffForm form="arreter" action={`${href}/arreter`} typed={typed} submit={t("revokeYes")} look="ghost" />
    </AskedAgain>
  );
}

/** An act that is not done at one touch: it opens, says what it does, and asks once more. */
const AskedAgain = ({
  title,
  what,
  open,
  children,
}: {
  title: string;
  what: string;
  open: boolean;
  children: ReactNode;
}) => (
  <details open={open} className="rounded-card border-2 border-hair px-4">
    <summary className="min-h-target cursor-pointer content-center font-bold">{title}</summary>
    <div className="grid gap-3 pb-4">
      <p>{what}</p>
      {children}
    </div>
  </details>
);
