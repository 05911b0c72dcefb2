import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from './errors.js'

export type Quota = { readonly points: number; readonly seconds: number }
/** How many requests are answered in a stretch of time. */
export type QuotaConfig = { readonly perIp: Quota; readonly perSite: Quota; readonly perUser: Quota }

/** Far above what people do, and above what a harness on one address does; a flood is above it. */
export const QUOTAS: QuotaConfig = {
  perIp: { points: 6000, seconds: 60 },
  perSite: { points: 60_000, seconds: 60 },
  perUser: { points: 600, seconds: 60 },
}

export type Quotas = { readonly [Kind in 'ip' | 'site' | 'user']: (key: string) => Promise<void> }

/** Each throws 429 with the seconds to wait once its quota is used up. */
export const createQuotas = ({ perIp, perSite, perUser }: QuotaConfig): Quotas => ({ ip: limit(perIp), site: limit(perSite), user: limit(perUser) })

function limit({ points, seconds }: Quota): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw tooManyRequests(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)))
    }
  }
}
