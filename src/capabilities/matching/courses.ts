import type { Reader } from '../../platform/db/database'
import { registry } from '../../platform/providers'

/** Courses that teach a skill, with their pages. The app registers whoever knows courses. */
export type CourseProvider = (reader: Reader, skillCode: string, language: string) => Promise<{ title: string; href: string }[]>
export const courses = registry<CourseProvider>()
