import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type ServerMetrics = {
  request(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void
  streamOpened(): void
  streamClosed(why: 'client' | 'slow' | 'silent' | 'failed'): void
}

export function createMetrics(registry: Registry): ServerMetrics {
  const registers = [registry]
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({ name: 'mibao_http_requests_total', help: 'Requests answered.', labelNames, registers })
  const seconds = new Histogram({
    name: 'mibao_http_request_seconds',
    help: 'Time to the answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 3, 10],
    registers,
  })
  const open = new Gauge({ name: 'mibao_streams_open', help: 'Sockets open now.', registers })
  const closed = new Counter({ name: 'mibao_streams_closed_total', help: 'Sockets closed, by reason.', labelNames: ['why'], registers })
  return {
    request({ method, route, status }, taken) {
      requests.inc({ method, route, status: String(status) })
      seconds.observe({ route }, taken)
    },
    streamOpened: () => open.inc(),
    streamClosed(why) {
      open.dec()
      closed.inc({ why })
    },
  }
}
