import { useTranslations } from "next-intl";

/**
 * What opens an invitation, to pass on by hand: its address, and its code to read aloud. `codePage`: where the code is
 * typed. `open`: shown at once, where no mail was sent.
 */
export function InvitationOpeners({
  link,
  code,
  codePage,
  open = false,
}: {
  link: string;
  code: string;
  codePage: string;
  open?: boolean;
}) {
  const t = useTranslations("staff.people");
  return (
    <details open={open}>
      <summary className="min-h-target cursor-pointer py-3 font-bold">{t("giveByHand")}</summary>
      <dl className="grid gap-2">
        <dt className="font-bold">{t("link")}</dt>
        <dd className="break-all" dir="ltr">
          {link}
        </dd>
        <dt className="font-bold">{t("code")}</dt>
        <dd>
          <bdi className="text-2xl tracking-widest tabular-nums" dir="ltr">
            {code}
          </bdi>
          <p className="break-all text-soft">{t("codeWhere", { address: codePage })}</p>
        </dd>
      </dl>
    </details>
  );
}
