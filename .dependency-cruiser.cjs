// Who may import whom, from one plain table. What is not allowed here fails the build.

/** Each capability and the capabilities whose front door (index.ts) it may use. The table points one way. */
const mayUse = {
  accounts: [],
  centres: ['accounts'],
  jobseekers: ['accounts', 'centres'],
  employers: ['accounts', 'centres'],
  vacancies: ['accounts', 'centres', 'jobseekers', 'employers'],
  matching: ['accounts', 'centres', 'jobseekers', 'employers', 'vacancies'],
  placements: ['accounts', 'centres', 'jobseekers', 'employers', 'vacancies', 'matching'],
  'service-delivery': ['accounts', 'centres', 'jobseekers', 'employers', 'vacancies', 'matching'],
  performance: ['accounts', 'centres', 'measures'],
  projects: ['accounts', 'centres', 'measures', 'performance'],
  measures: ['accounts', 'centres', 'jobseekers', 'employers', 'vacancies', 'placements', 'service-delivery'],
}

const tests = '\\.test\\.tsx?$'
const rules = []
const forbid = (name, from, to) => rules.push({ name, severity: 'error', from, to })

forbid('kernel-imports-nothing', { path: '^src/kernel/', pathNot: tests }, { pathNot: '^src/kernel/' })
forbid('platform-knows-no-capability', { path: '^src/platform/', pathNot: tests }, { path: '^src/(capabilities|app)/' })
forbid('nothing-imports-the-app', { path: '^src/(kernel|platform|capabilities)/', pathNot: tests }, { path: '^src/app/' })
forbid('no-circles', { path: '^src/', pathNot: '\\.tsx$' }, { circular: true, pathNot: '\\.tsx$' })

const pure = '/(model|rules|policy)(\\.ts$|/)'
forbid('decisions-are-pure', { path: `^src/capabilities/[^/]+${pure}`, pathNot: tests }, { path: '^src/platform/(db|http|web|messages|jobs)/|^node_modules/(kysely|hono|pg)/' })
forbid('actions-know-no-web', { path: '^src/capabilities/[^/]+/(queries|actions)(/|\\.ts$)', pathNot: tests }, { path: '^src/platform/(http|web)/|^node_modules/hono/|/(routes|pages)(/|\\.tsx$)' })

for (const [name, allowed] of Object.entries(mayUse)) {
  const others = Object.keys(mayUse).filter((other) => other !== name)
  const forbidden = others.filter((other) => !allowed.includes(other))
  if (forbidden.length > 0) forbid(`${name}-uses-only-its-row`, { path: `^src/capabilities/${name}/`, pathNot: tests }, { path: `^src/capabilities/(${forbidden.join('|')})/` })
  if (allowed.length > 0) forbid(`${name}-uses-front-doors`, { path: `^src/capabilities/${name}/`, pathNot: tests }, { path: `^src/capabilities/(${allowed.join('|')})/(?!index\\.ts$)` })
}

module.exports = {
  forbidden: rules,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
