import type { Route } from '../../../platform/http/route'
import { matchApi } from './api'
import { explainRoutes } from './explain'
import { feedbackRoutes } from './feedback'
import { learnRoutes } from './learn'
import { myMatchRoutes } from './mine'
import { panelRoutes } from './panel'
import { preferenceRoutes } from './preferences'
import { reviewRoutes } from './reviews'
import { slipRoutes } from './slip'
import { weightsRoutes } from './weights'
import { whyNotRoutes } from './why-not'

export const matchingRoutes: Route[] = [...explainRoutes, ...whyNotRoutes, ...feedbackRoutes, ...slipRoutes, ...reviewRoutes, ...preferenceRoutes, ...learnRoutes, ...myMatchRoutes, ...panelRoutes, ...weightsRoutes, ...matchApi]
