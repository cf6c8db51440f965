/** Words that say nothing about the work: level, urgency, wage, sex, hours. */
export const emptyWords: ReadonlySet<string> = new Set(
  ('a an the of for in on at to and or with by from as is are we our you your job jobs vacancy urgent urgently wanted needed need hiring position post posts ' +
    'senior junior jr sr sir mid level entry trainee apprentice intern full part time fulltime parttime male female gender years year old salary usd new ' +
    'good well experience experienced various other others nec etc recruit qualified certified registered licensed skilled freelance temporary permanent contract').split(' '),
)

/** After these words a title says where or for whom, not what. */
export const reachWords: ReadonlySet<string> = new Set('of for in at to with on'.split(' '))

/** Common short forms in job titles. */
export const longForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    asst: 'assistant', assoc: 'associate', mgr: 'manager', mngr: 'manager', eng: 'engineer', engr: 'engineer', tech: 'technician', admin: 'administration', hr: 'human resources',
    it: 'information technology', ict: 'information technology', acct: 'accountant', rep: 'representative', exec: 'executive', dev: 'developer', ceo: 'chief executive officer', cfo: 'finance manager', coo: 'operations director',
    cto: 'information technology manager', pr: 'public relations', cnc: 'numerical control machine tool', qa: 'quality assurance', qc: 'quality control', gm: 'general manager', dr: 'doctor',
    gp: 'general practitioner', ngo: 'non governmental organisation', mp: 'member parliament', telecom: 'telecommunications', telecoms: 'telecommunications', ac: 'air conditioning', aircon: 'air conditioning', lab: 'laboratory',
    labourer: 'laborer', barman: 'bartender', housemaid: 'domestic housemaid', nanny: 'child care worker nanny', fisherman: 'fisher',
    postman: 'postal mail carrier', policeman: 'police officer', fireman: 'firefighter', salesman: 'salesperson', saleswoman: 'salesperson', salesgirl: 'shop salesperson', businessman: 'business manager',
    garments: 'garment', photocopier: 'photocopier', motorbike: 'motorcycle', moto: 'motorcycle', auto: 'automobile', lorry: 'truck', cook: 'cook', supv: 'supervisor', svc: 'service', ops: 'operations', op: 'operator', maint: 'maintenance', mfg: 'manufacturing', prod: 'production', sec: 'secretary', govt: 'government', dept: 'department', prof: 'professor', hvac: 'heating ventilation air conditioning hvac', rn: 'nurse', gov: 'government', univ: 'university', mech: 'mechanical', elec: 'electrical', sw: 'software', ref: 'reference', phy: 'physics', reps: 'representative',
  }),
)
