export { default, generateMetadata } from "#app/[locale]/(site)/mentions-legales/page.tsx";
