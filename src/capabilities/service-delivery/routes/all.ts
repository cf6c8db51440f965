import type { Route } from '../../../platform/http/route'
import { serviceApiRoutes } from './api'
import { appointmentRoutes } from './appointments'
import { deskRoutes } from './desk'
import { myAppointmentRoutes } from './my-appointments'
import { planRoutes } from './plans'
import { givenServiceRoutes } from './services'
import { sessionRoutes } from './sessions'
import { visitRoutes } from './visits'

/** Every address of this capability. */
export const serviceRoutes: Route[] = [
  ...deskRoutes, ...visitRoutes, ...givenServiceRoutes, ...sessionRoutes, ...appointmentRoutes, ...myAppointmentRoutes, ...planRoutes,
  ...serviceApiRoutes,
]
