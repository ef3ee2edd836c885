import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ReactNode } from "react";
import { PostButton } from "#components/ui/post-button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";

/** Asks for the e-mail address to which a code is sent. `typed`: what was typed in a form that was not processed. */
export const EmailForm = ({
  action,
  retour,
  typed,
  error,
}: {
  action: string;
  retour?: string | undefined;
  typed?: string | undefined;
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
        defaultValue={typed}
        label={t("label")}
        hint={t("hint")}
        error={error}
      />
      <Button type="submit">{t("send")}</Button>
    </form>
  );
};

type CodeFormProps = {
  email: string;
  retour?: string | undefined;
  check: string;
  again: string;
  startOver: string;
  error?: string | undefined;
  withRecovery?: boolean;
};

/**
 * Asks for the code, and `withRecovery` for one of the printed recovery codes; below it, to request another code or
 * use another address.
 */
export const CodeForm = ({ email, retour, check, again, startOver, error, withRecovery = false }: CodeFormProps) => {
  const t = useTranslations("auth.code");
  return (
    <div className="grid gap-6">
      <p className="break-words">
        {t.rich("sent", { email, b: (text) => <bdi className="font-bold wrap-anywhere hyphens-none">{text}</bdi> })}
      </p>
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
        {withRecovery && (
          <Field
            id="secours"
            name="secours"
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={40}
            dir="ltr"
            label={t("recovery")}
            hint={t("recoveryHint")}
          />
        )}
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
        <p>{t("stillNothing")}</p>
        <p>
          <a href={startOver} className="inline-flex min-h-target items-center font-bold underline">
            {t("otherAddress")}
          </a>
        </p>
      </div>
    </div>
  );
};

/** Signs in with the link that led here. */
export const LinkForm = ({ action }: { action: string }) => {
  const t = useTranslations("auth.code");
  return (
    <form method="post" action={action} className="grid">
      <Button type="submit">{t("submit")}</Button>
    </form>
  );
};

/** Shown instead of the form when this installation cannot send codes: who gives an address to sign in. */
export const CannotSendCodesNotice = () => {
  const t = useTranslations("auth.notReady");
  return (
    <Notice tone="warn">
      <p>{t("title")}</p>
      <p className="font-normal">{t("ask")}</p>
    </Notice>
  );
};

/**
 * For somebody already signed in: continue, or sign out. `beforeLeaving`: what to know before signing out. `needsLink`:
 * this installation cannot send codes, so coming back takes an address that somebody gives.
 */
export const SignedIn = ({
  goOn,
  leave,
  needsLink,
  beforeLeaving,
}: {
  goOn: string;
  leave: string;
  needsLink: boolean;
  beforeLeaving?: ReactNode;
}) => {
  const t = useTranslations("auth");
  const site = useTranslations("site");
  return (
    <div className="grid gap-4">
      <p>{t("signedIn")}</p>
      <a href={goOn} className={buttonClass()}>
        {t("continue")}
      </a>
      {beforeLeaving}
      {needsLink && <Notice tone="warn">{t("leaveWithoutMail")}</Notice>}
      <PostButton to={leave}>{needsLink ? t("signOutAnyway") : site("signOut")}</PostButton>
    </div>
  );
};

/**
 * The error at the top of the page: a link to its field in the form shown, or the sentence alone when there is none.
 */
export function SignInError({ sentence, field }: { sentence: string; field: "email" | "code" | undefined }) {
  const t = useTranslations("auth.errors");
  if (field === undefined)
    return (
      <Notice tone="alert" live="alert">
        {sentence}
      </Notice>
    );
  return <ErrorSummary title={t("title")} errors={[{ field, sentence }]} />;
}
