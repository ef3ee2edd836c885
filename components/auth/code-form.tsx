import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";

type CodeFormProps = {
  email: string;
  retour?: string | undefined;
  check: string;
  again: string;
  startOver: string;
  error?: string | undefined;
};

/** Takes the code back; below it the ways out: another code, another address. */
export const CodeForm = ({ email, retour, check, again, startOver, error }: CodeFormProps) => {
  const t = useTranslations("auth.code");
  return (
    <div className="grid gap-6">
      <p className="break-words">{t.rich("sent", { email, b: (words) => <bdi className="font-bold">{words}</bdi> })}</p>
      <form method="post" action={check} className="grid gap-4">
        <Field
          id="code"
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          dir="ltr"
          required
          autoFocus={!error}
          label={t("label")}
          hint={t("hint")}
          error={error}
          className="[&_input]:text-2xl [&_input]:tracking-[0.3em] [&_input]:tabular-nums"
        />
        <Button type="submit">{t("submit")}</Button>
      </form>
      <div className="grid gap-2 border-t-2 border-hair pt-4">
        <p>{t("notReceived")}</p>
        <form method="post" action={again} className="grid">
          <input type="hidden" name="email" value={email} />
          {retour && <input type="hidden" name="retour" value={retour} />}
          <Button type="submit" look="quiet">
            {t("again")}
          </Button>
        </form>
        <p>
          <a href={startOver} className="inline-flex min-h-target items-center font-bold underline">
            {t("otherAddress")}
          </a>
        </p>
      </div>
    </div>
  );
};
