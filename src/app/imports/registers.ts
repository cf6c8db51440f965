import type { Register, RegisterName } from './register'
import { centres } from './registers/centres'
import { employers } from './registers/employers'
import { jobseekers } from './registers/jobseekers'
import { placements } from './registers/placements'
import { services } from './registers/services'
import { vacancies } from './registers/vacancies'
import { visits } from './registers/visits'

export const registers: ReadonlyMap<RegisterName, Register> = new Map(
  [jobseekers, employers, vacancies, placements, services, visits, centres].map((register) => [register.name, register]),
)
