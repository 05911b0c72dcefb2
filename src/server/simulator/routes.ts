import type { Route } from '../directline/routes.js'
import type { SimulatorApi } from './api.js'

export const simulatorRoutes = (_api: SimulatorApi): readonly Route[] => []
