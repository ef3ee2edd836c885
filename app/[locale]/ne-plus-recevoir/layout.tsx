export { default } from "#app/[locale]/(site)/layout.tsx";

export const dynamic = "force-dynamic";
