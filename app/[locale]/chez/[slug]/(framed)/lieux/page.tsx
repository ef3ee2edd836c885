export { default, generateMetadata } from "#app/[locale]/(site)/lieux/page.tsx";
