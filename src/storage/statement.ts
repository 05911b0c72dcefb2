import { createHash } from 'node:crypto'
import { type Compilable, type RawBuilder, sql } from 'kysely'

export type Value = string | number | null | Uint8Array
type Arguments = Readonly<Record<string, Value>>

/** A query compiled once; `bind` puts the arguments in the order of its parameters. */
export type Statement<Args, Row> = {
  /** Names the text of the query, so that a server may keep it prepared. */
  readonly name: string
  readonly sql: string
  bind(args: Args): readonly Value[]
  /** Never there: it carries the type of the rows. */
  readonly row?: Row
}

/** Stands for an argument while a query is compiled. */
class Hole {
  constructor(readonly name: string) {}
}
export type HoleFor<Args> = <Key extends keyof Args & string>(name: Key) => RawBuilder<Args[Key]>

/** Compiles a query whose holes are filled at each run. */
export const define =
  <Args extends Arguments>() =>
  <Row>(build: (hole: HoleFor<Args>) => Compilable<Row>): Statement<Args, Row> => {
    const compiled = build((name) => sql`${new Hole(name)}`).compile()
    const names = compiled.parameters.map((parameter) => {
      if (parameter instanceof Hole) return parameter.name
      throw new Error(`a fixed value in "${compiled.sql}" should be a hole or a literal`)
    })
    return {
      name: createHash('sha256').update(compiled.sql).digest('hex').slice(0, 32),
      sql: compiled.sql,
      bind: (args) => names.map((name) => argument(args, name)),
    }
  }

function argument(args: Arguments, name: string): Value {
  const value = args[name]
  if (value === undefined) throw new Error(`the argument "${name}" is missing`)
  return value
}
