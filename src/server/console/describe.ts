import { describeApi } from '../openApi.js'
import { CONSOLE, type ConsoleOperation, PROOF_HEADER } from './operation.js'

const HEAD = {
  title: 'Desk API',
  description: `What agents do: queue, conversations, team. A session comes as a cookie; every change carries the header "${PROOF_HEADER}". Times are milliseconds since 1970. Personal data are masked.`,
}

/** The operations as an OpenAPI document. */
export const describeConsole = (operations: readonly ConsoleOperation[]): Readonly<Record<string, unknown>> =>
  describeApi(
    HEAD,
    operations.map((each) => ({
      ...each,
      path: `${CONSOLE}${each.path}`,
      summary: each.roles === 'anyone' ? each.summary : `${each.summary} (${each.roles.join(', ')})`,
      failures: failuresOf(each),
    })),
  )

function failuresOf({ roles, method, parameters }: ConsoleOperation): Readonly<Record<number, string>> {
  return {
    401: roles === 'anyone' ? 'The name or the password is not right, or the request came from another page.' : 'Nobody is signed in.',
    ...(roles !== 'anyone' && { 403: 'The role does not allow it, or a colleague has it.' }),
    ...(Object.keys(parameters).length > 0 && { 404: 'There is nothing of that name.' }),
    ...(method !== 'get' && roles !== 'anyone' && { 409: 'Somebody was faster; `now` says how it stands.' }),
  }
}
