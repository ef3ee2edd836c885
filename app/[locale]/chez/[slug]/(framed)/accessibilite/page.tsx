export { default, generateMetadata } from "#app/[locale]/(site)/accessibilite/page.tsx";
