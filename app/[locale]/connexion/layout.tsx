export { default } from "#app/[locale]/(site)/layout.tsx";
