/** Several draws of one figure. */
export type Spread = { readonly mean: number; readonly least: number; readonly most: number; readonly draws: number }

export const spreadOf = (values: readonly number[]): Spread => ({
  mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
  least: Math.min(...values),
  most: Math.max(...values),
  draws: values.length,
})
