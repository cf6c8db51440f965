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
    ac: 'air conditioning', acct: 'accountant', admin: 'administration', aircon: 'air conditioning', assoc: 'associate', asst: 'assistant', auto: 'automobile', barman: 'bartender',
    businessman: 'business manager', ceo: 'chief executive officer', cfo: 'finance manager', cnc: 'numerical control machine tool', coo: 'operations director', cto: 'information technology manager',
    dept: 'department', dev: 'developer', dr: 'doctor', elec: 'electrical', eng: 'engineer', engr: 'engineer', exec: 'executive', fireman: 'firefighter', fisherman: 'fisher', garments: 'garment',
    gm: 'general manager', gov: 'government', govt: 'government', gp: 'general practitioner', housemaid: 'domestic housemaid', hr: 'human resources', hvac: 'heating ventilation air conditioning hvac',
    ict: 'information technology', it: 'information technology', lab: 'laboratory', labourer: 'laborer', lorry: 'truck', maint: 'maintenance', mech: 'mechanical', mfg: 'manufacturing', mgr: 'manager',
    mngr: 'manager', moto: 'motorcycle', motorbike: 'motorcycle', mp: 'member parliament', nanny: 'child care worker nanny', ngo: 'non governmental organisation', op: 'operator', ops: 'operations',
    policeman: 'police officer', postman: 'postal mail carrier', pr: 'public relations', prof: 'professor', qa: 'quality assurance', qc: 'quality control', rep: 'representative', reps: 'representative',
    rn: 'nurse', salesgirl: 'shop salesperson', salesman: 'salesperson', saleswoman: 'salesperson', sec: 'secretary', supv: 'supervisor', svc: 'service', sw: 'software', tech: 'technician',
    telecom: 'telecommunications', telecoms: 'telecommunications', univ: 'university',
  }),
)
