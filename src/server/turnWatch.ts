import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Storage } from '../storage/records.js'
import type { TurnWatch } from '../turn/deps.js'

type Watched = Pick<Storage, 'openEffects' | 'openTickets'>

/** What operators see of turns and of the queue. */
export function turnWatch(registry: Registry, storage: Watched, failed: (where: string, error: unknown) => void): TurnWatch {
  const registers = [registry]
  const turns = new Histogram({
    name: 'mibao_turn_seconds',
    help: 'Time from arrival to acknowledgement.',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 3],
    registers,
  })
  const fallbacks = new Counter({ name: 'mibao_fallbacks_total', help: 'Messages that were not understood.', registers })
  const escalations = new Counter({ name: 'mibao_escalations_total', help: 'Hand-overs to a person.', registers })
  const failures = new Counter({ name: 'mibao_turn_failed_total', help: 'Turns that ended in a fault of ours.', registers })
  new Gauge({
    name: 'mibao_effects_unsettled',
    help: 'Effects that were claimed and are not settled.',
    registers,
    async collect() {
      this.set((await storage.openEffects(1000)).length)
    },
  })
  new Gauge({
    name: 'mibao_queue_tickets',
    help: 'Tickets that are not resolved.',
    registers,
    async collect() {
      this.set((await storage.openTickets()).count)
    },
  })
  new Gauge({
    name: 'mibao_queue_age_seconds',
    help: 'Age of the oldest unresolved ticket.',
    registers,
    async collect() {
      const { oldestAt } = await storage.openTickets()
      this.set(oldestAt === null ? 0 : Math.max(0, (Date.now() - oldestAt) / 1000))
    },
  })
  return {
    turn: (seconds) => turns.observe(seconds),
    fallback: () => fallbacks.inc(),
    escalation: () => escalations.inc(),
    failed: (error) => {
      failures.inc()
      failed('turn', error)
    },
  }
}
