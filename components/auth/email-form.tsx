import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";

/** Asks for the address a code is sent to. */
export const EmailForm = ({
  action,
  retour,
  error,
}: {
  action: string;
  retour?: string | undefined;
  error?: string | undefined;
}) => {
  const t = useTranslations("auth.email");
  return (
    <form method="post" action={action} className="grid gap-4">
      {retour && <input type="hidden" name="retour" value={retour} />}
      <Field
        id="email"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        dir="ltr"
        required
        label={t("label")}
        hint={t("hint")}
        error={error}
      />
      <Button type="submit">{t("send")}</Button>
    </form>
  );
};
