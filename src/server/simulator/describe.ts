import { describeApi } from '../openApi.js'
import type { Operation } from './operation.js'

const HEAD = {
  title: 'Simulator API',
  description: 'The simulated accounts, phones and clock behind the chatbot. No real account is reached. No header is needed.',
}

/** The operations as an OpenAPI document. */
export const describe = (operations: readonly Operation[]): Readonly<Record<string, unknown>> =>
  describeApi(
    HEAD,
    operations.map((each) => ({
      ...each,
      failures: Object.keys(each.parameters).length > 0 || each.body ? { 404: 'There is no such account or persona.' } : {},
    })),
  )
