export { default, dynamic } from "#app/[locale]/(site)/layout.tsx";
