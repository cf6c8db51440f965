export { evaluate, type Evaluation } from './evaluate/evaluate'
export { proposePeople, proposeVacancies, type Proposal } from './proposals'
export type { Match, Reason } from './rules'
