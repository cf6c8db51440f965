import type { Ui } from '../../../platform/web/ui'
import type { KnownGround } from '../queries/facts'

/** Names of skills by their number, in the language of the page. */
export function skillNamer(ui: Ui, ground: Pick<KnownGround, 'skillCode'>): (skill: number) => string {
  const names = new Map(ui.country.skills.map(({ code, names: all }) => [code, all[ui.lang] ?? all.en ?? code]))
  return (skill) => {
    const code = ground.skillCode(skill) ?? ''
    return names.get(code) ?? code
  }
}
