export { closeToday, createCentre, type NewCentre } from './actions'
export { findCentre, findCentreByCode, listCentres, type CentreLine } from './queries'
export { centreRoutes } from './routes'
