export { default, generateMetadata } from "#app/[locale]/(site)/ateliers/page.tsx";
