import type { Context } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { systemContext } from '../prepare'

/** As the program itself, over all centres. */
export async function everyCentre(platform: Platform): Promise<Context> {
  const centres = await platform.db.asLogin.selectFrom('centre').select('id').execute()
  return systemContext(platform, centres.map(({ id }) => id))
}
