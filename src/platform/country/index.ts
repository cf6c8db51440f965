export { checkCountry, getList, isInForce, loadCountry, nameIn } from './country'
export type { Country } from './country'
export * from './model'
