import type { Xml } from './xml'

interface Rule {
  /** Children in their fixed order: name, and how often: 1, ?, + or *. */
  children?: readonly string[]
  required?: readonly string[]
  dates?: readonly string[]
  decimals?: readonly string[]
}

const text: Rule = { children: ['narrative+'] }
const money: Rule = { required: ['value-date'], dates: ['value-date'] }
const day: Rule = { required: ['iso-date'], dates: ['iso-date'] }
const cell: Rule = { children: ['location*', 'dimension*', 'comment?', 'document-link*'] }

/**
 * What the IATI activity schema 2.03 asks of the elements that this program writes: their order, how often each may
 * stand, attributes that must be there, and the form of days and numbers. Keys are paths below `iati-activity`.
 */
const rules: Readonly<Record<string, Rule>> = {
  'iati-activities': { children: ['iati-activity+'], required: ['version'] },
  'iati-activity': {
    children: [
      'iati-identifier', 'reporting-org', 'title', 'description+', 'participating-org+', 'other-identifier*', 'activity-status', 'activity-date+', 'contact-info*', 'activity-scope?', 'recipient-country*',
      'recipient-region*', 'location*', 'sector*', 'tag*', 'country-budget-items*', 'humanitarian-scope*', 'policy-marker*', 'collaboration-type?', 'default-flow-type?', 'default-finance-type?', 'default-aid-type*',
      'default-tied-status?', 'budget*', 'planned-disbursement*', 'capital-spend?', 'transaction*', 'document-link*', 'related-activity*', 'legacy-data*', 'conditions?', 'result*', 'crs-add*', 'fss*',
    ],
  },
  'reporting-org': { children: ['narrative+'], required: ['ref', 'type'] },
  title: text,
  description: text,
  comment: text,
  'participating-org': { children: ['narrative*'], required: ['role'] },
  'activity-status': { required: ['code'] },
  'activity-date': { children: ['narrative*'], required: ['type', 'iso-date'], dates: ['iso-date'] },
  'recipient-country': { children: ['narrative*'], required: ['code'], decimals: ['percentage'] },
  sector: { children: ['narrative*'], required: ['code'], decimals: ['percentage'] },
  budget: { children: ['period-start', 'period-end', 'value'] },
  'budget/value': money,
  'period-start': day,
  'period-end': day,
  result: { children: ['title', 'description?', 'document-link*', 'reference*', 'indicator+'], required: ['type'] },
  indicator: { children: ['title', 'description?', 'document-link*', 'reference*', 'baseline*', 'period*'], required: ['measure'] },
  reference: { required: ['vocabulary', 'code'] },
  baseline: { children: ['location*', 'dimension*', 'document-link*', 'comment?'], required: ['year'], decimals: ['value'] },
  period: { children: ['period-start', 'period-end', 'target*', 'actual*'] },
  target: { ...cell, decimals: ['value'] },
  actual: { ...cell, decimals: ['value'] },
  dimension: { required: ['name', 'value'] },
}

/** Where a document breaks the schema's rules; an empty list lets it out of the house. */
export function iatiFaults(root: Xml): string[] {
  const faults = root.name === 'iati-activities' ? elementFaults(root, '', '') : [`${root.name}: the document begins with iati-activities`]
  const shares = root.children?.flatMap((activity) => activity.children ?? []).filter(({ name }) => name === 'recipient-country') ?? []
  const sum = shares.reduce((total, share) => total + Number(share.attributes?.['percentage'] ?? 0), 0)
  if (shares.length > 1 && sum !== 100) faults.push(`recipient-country: ${shares.map((share) => `${share.attributes?.['code'] ?? ''} ${share.attributes?.['percentage'] ?? ''}`).join(' + ')} = ${sum}`)
  return faults
}

function elementFaults(xml: Xml, parent: string, path: string): string[] {
  const here = `${path}/${xml.name}`
  const rule = rules[`${parent}/${xml.name}`] ?? rules[xml.name]
  if (!rule) return xml.name === 'narrative' || xml.name === 'iati-identifier' ? (xml.text?.trim() ? [] : [`${here}: it has no text`]) : [`${here}: not known here`]
  const given = xml.attributes ?? {}
  return [
    ...(rule.required ?? []).filter((name) => !given[name]).map((name) => `${here}: the attribute ${name} is missing`),
    ...(rule.dates ?? []).filter((name) => given[name] !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(given[name])).map((name) => `${here}: ${name} is no day`),
    ...(rule.decimals ?? []).filter((name) => given[name] !== undefined && !/^-?\d+(\.\d+)?$/.test(given[name])).map((name) => `${here}: ${name} is no number`),
    ...orderFaults(xml, rule.children ?? [], here),
    ...(xml.children ?? []).flatMap((child) => elementFaults(child, xml.name, here)),
  ]
}

function orderFaults({ children = [] }: Xml, wanted: readonly string[], here: string): string[] {
  const order = wanted.map((entry) => entry.replace(/[?*+]$/, ''))
  const faults = children.filter(({ name }) => !order.includes(name)).map(({ name }) => `${here}: ${name} may not stand here`)
  const places = children.map(({ name }) => order.indexOf(name)).filter((place) => place >= 0)
  if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) faults.push(`${here}: its elements are not in the order of the schema`)
  for (const entry of wanted) {
    const name = entry.replace(/[?*+]$/, '')
    const count = children.filter((child) => child.name === name).length
    if (count === 0 && !/[?*]$/.test(entry)) faults.push(`${here}: ${name} is missing`)
    if (count > 1 && !/[*+]$/.test(entry)) faults.push(`${here}: ${name} stands ${count} times`)
  }
  return faults
}
