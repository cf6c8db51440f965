import { Tabs } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'

export type VisitTab = 'now' | 'list' | 'day-end' | 'sessions' | 'services' | 'appointments'

const tabs: readonly { tab: VisitTab; path: string }[] = [
  { tab: 'now', path: '/visits' },
  { tab: 'list', path: '/visits/list' },
  { tab: 'day-end', path: '/visits/day-end' },
  { tab: 'services', path: '/services' },
  { tab: 'appointments', path: '/appointments' },
  { tab: 'sessions', path: '/group-sessions' },
]

/** The pages of the counter side by side. */
export function CounterTabs({ current }: { current: VisitTab }) {
  const ui = useUi()
  return (
    <Tabs
      label={ui.t('service-delivery.tabs')}
      items={tabs.map(({ tab, path }) => ({ href: ui.to(path), text: ui.t(`service-delivery.tab.${tab}`), current: tab === current }))}
    />
  )
}
