export { centreClosed, closeToday, createCentre, type NewCentre } from './actions'
export { findCentre, findCentreByCode, findServingCentre, listCentres, type CentreLine } from './queries'
export { nameOf as centreName } from './names'
export { centreRoutes } from './routes/index'
