import { vacancyDaily } from '../../capabilities/vacancies/index'
import type { CalendarDate } from '../../kernel/calendar'
import type { World } from './world'

/** What the register of vacancies does by itself as time goes by: jobs whose last day has passed close. */
export async function closeOverdueVacancies({ platform, on }: World, day: CalendarDate): Promise<void> {
  const expire = vacancyDaily['daily.vacancies.expire']
  if (expire) await platform.db.transaction(on(day), (tx) => expire(tx, platform, {}))
}

/** Invented people have no phones that anybody should call: what was queued for them is dropped. */
export async function dropInventedMessages({ platform }: World): Promise<void> {
  await platform.db.wholeStore((db) => db.updateTable('message').set({ result: 'dropped' }).where('result', '=', 'queued').where('queued_at', '<', platform.clock()).execute())
}
